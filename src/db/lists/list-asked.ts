import { sql } from 'kysely'
import type { Viewer } from '../../core/viewer.ts'
import type { Db } from '../database.ts'
import { visibleDecisions, visibleInvitations } from '../visible.ts'
import { type LoopRequest, ofSubjects } from './list-request.ts'

/** Who was asked at which milestone, by key. `since` looks at the last recorded decision, or at when it was due or sent. */
export async function listInvitations(db: Db, viewer: Viewer, request: LoopRequest) {
  const { since } = request
  return visibleInvitations(db, viewer)
    .innerJoin('account', 'account.id', 'engagement.accountId')
    .innerJoin('contact', 'contact.id', 'invitation.contactId')
    .innerJoin('staff as pm', 'pm.id', 'invitation.pmId')
    .leftJoin('partialAnswer', 'partialAnswer.invitationId', 'invitation.id')
    .select([
      'invitation.id',
      'invitation.milestoneId',
      'invitation.contactId',
      'milestone.ref as milestoneRef',
      'milestone.kind as milestoneKind',
      'engagement.ref as engagementRef',
      'account.ref as accountRef',
      'contact.ref as contactRef',
      'pm.ref as pmRef',
      'invitation.state',
      'invitation.dueAt',
      'invitation.sentAt',
      'invitation.closesAt',
      'partialAnswer.begunAt as startedAt',
    ])
    .where('invitation.id', '>', request.after)
    .where((eb) => ofSubjects(eb, request))
    .$if(since !== undefined, (query) =>
      query.where((eb) =>
        eb.or([
          eb(sql<Date>`greatest(invitation.sent_at, invitation.due_at)`, '>=', since ?? null),
          eb.exists(
            eb
              .selectFrom('decision')
              .select('decision.id')
              .whereRef('decision.milestoneId', '=', 'invitation.milestoneId')
              .whereRef('decision.contactId', '=', 'invitation.contactId')
              .where('decision.at', '>=', since as Date),
          ),
        ]),
      ),
    )
    .orderBy('invitation.id')
    .limit(request.limit)
    .execute()
}

/** Everything decided at these milestones about a contact, oldest first. The caller has been allowed to see the milestones. */
export async function listDecisionsAt(db: Db, viewer: Viewer, milestoneIds: readonly number[]) {
  if (milestoneIds.length === 0) return []
  return (
    visibleDecisions(db, viewer)
      .select(['decision.milestoneId', 'decision.contactId', 'decision.kind', 'decision.reason'])
      .select(['decision.nextAllowedOn', 'decision.dueAt', 'decision.note', 'decision.at'])
      // Said of both tables, so that each is asked by its index and none read through.
      .where('decision.milestoneId', 'in', milestoneIds)
      .where('milestone.id', 'in', milestoneIds)
      .orderBy('decision.at')
      .orderBy('decision.id')
      .execute()
  )
}

/** Every recorded decision by key; those without a contact are said of the milestone as a whole. */
export async function listDecisions(db: Db, viewer: Viewer, request: LoopRequest) {
  const { since, pmRef, contactRef, milestoneRef } = request
  return visibleDecisions(db, viewer)
    .innerJoin('account', 'account.id', 'engagement.accountId')
    .innerJoin('staff as leading', 'leading.id', 'engagement.pmId')
    .leftJoin('contact', 'contact.id', 'decision.contactId')
    .leftJoin('invitation', (join) =>
      join
        .onRef('invitation.milestoneId', '=', 'decision.milestoneId')
        .onRef('invitation.contactId', '=', 'decision.contactId'),
    )
    .leftJoin('staff as asking', 'asking.id', 'invitation.pmId')
    .select((eb) => [
      'decision.id',
      'invitation.id as invitationId',
      'milestone.ref as milestoneRef',
      'milestone.kind as milestoneKind',
      'engagement.ref as engagementRef',
      'account.ref as accountRef',
      'contact.ref as contactRef',
      eb.fn.coalesce('asking.ref', 'leading.ref').as('pmRef'),
      'decision.kind',
      'decision.reason',
      'decision.nextAllowedOn',
      'decision.dueAt',
      'decision.note',
      'decision.at',
    ])
    .where('decision.id', '>', request.after)
    .where((eb) => ofSubjects(eb, { ...request, pmRef: undefined }))
    .$if(pmRef !== undefined, (query) =>
      query.where((eb) => eb(eb.fn.coalesce('asking.ref', 'leading.ref'), '=', pmRef ?? '')),
    )
    .$if(contactRef !== undefined, (query) => query.where('contact.ref', '=', contactRef ?? ''))
    .$if(milestoneRef !== undefined, (query) => query.where('milestone.ref', '=', milestoneRef ?? ''))
    .$if(since !== undefined, (query) => query.where('decision.at', '>=', since as Date))
    .orderBy('decision.id')
    .limit(request.limit)
    .execute()
}
