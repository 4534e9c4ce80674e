import { sql } from 'kysely'
import type { Viewer } from '../../core/viewer.ts'
import type { Db } from '../database.ts'
import { visibleEmails } from '../visible.ts'
import { type LoopRequest, ofSubjects } from './list-request.ts'

/** The outbox by key, without what the messages say; `since` is queueing or sending. */
export async function listEmails(db: Db, viewer: Viewer, request: LoopRequest) {
  const { since } = request
  return visibleEmails(db, viewer)
    .leftJoin('followUp', 'followUp.id', 'email.followUpId')
    .leftJoin('invitation', (join) =>
      join.on((eb) => eb('invitation.id', '=', eb.fn.coalesce('email.invitationId', 'followUp.invitationId'))),
    )
    .leftJoin('milestone', 'milestone.id', 'invitation.milestoneId')
    .leftJoin('engagement', 'engagement.id', 'milestone.engagementId')
    .select([
      'email.id',
      'email.kind',
      'email.state',
      'email.toAddress',
      'email.invitationId',
      'email.followUpId',
      'engagement.ref as engagementRef',
      'email.messageId',
      'email.createdAt',
      'email.dueAt',
      'email.sentAt',
      'email.attempts',
      'email.lastError',
    ])
    .where('email.id', '>', request.after)
    .where((eb) => ofSubjects(eb, request))
    .$if(since !== undefined, (query) =>
      query.where(sql<Date>`greatest(email.created_at, email.sent_at)`, '>=', since as Date),
    )
    .orderBy('email.id')
    .limit(request.limit)
    .execute()
}
