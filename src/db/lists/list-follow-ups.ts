import { sql } from 'kysely'
import { seesEverything, type Viewer } from '../../core/viewer.ts'
import type { FollowUpReason, FollowUpState, ReplyState } from '../../core/words.ts'
import type { Db } from '../database.ts'
import { hasFallenForTeam, visibleFollowUps } from '../visible.ts'
import { type LoopRequest, ofSubjects } from './list-request.ts'

export type FollowUpRequest = LoopRequest & {
  id?: number
  state?: FollowUpState | undefined
  ownerRef?: string | undefined
}

/** When anything was done about it last; until then, when it was opened. */
const touchedAt = sql<Date>`greatest(follow_up.opened_at, follow_up.taken_at, follow_up.closed_at,
  (select max(note.at) from follow_up_note as note where note.follow_up_id = follow_up.id),
  (select max(step.at) from follow_up_step as step where step.follow_up_id = follow_up.id))`

/** Follow-ups by key, with the refs of whom they concern; `since` is when anything was done about them. */
export async function listFollowUps(db: Db, viewer: Viewer, request: FollowUpRequest) {
  const { since, id, state, ownerRef } = request
  return visibleFollowUps(db, viewer)
    .innerJoin('invitation', 'invitation.id', 'followUp.invitationId')
    .innerJoin('engagement', 'engagement.id', 'followUp.engagementId')
    .innerJoin('account', 'account.id', 'engagement.accountId')
    .innerJoin('contact', 'contact.id', 'invitation.contactId')
    .innerJoin('staff as pm', 'pm.id', 'invitation.pmId')
    .innerJoin('staff as owner', 'owner.id', 'followUp.ownerId')
    .select([
      'followUp.id',
      'response.ref as responseRef',
      'engagement.ref as engagementRef',
      'account.ref as accountRef',
      'contact.ref as contactRef',
      'pm.ref as pmRef',
      'owner.ref as ownerRef',
      (seesEverything(viewer)
        ? sql<FollowUpReason[]>`follow_up.reasons`
        : sql<FollowUpReason[]>`case when ${hasFallenForTeam} then follow_up.reasons
            else array_remove(follow_up.reasons, 'fall') end`
      ).as('reasons'),
      'followUp.state',
      'followUp.openedAt',
      'followUp.dueAt',
      'followUp.takenAt',
      'followUp.closedAt',
      'followUp.whatWeDid',
      'followUp.invitationId',
      'followUp.snoozedUntil',
      'followUp.escalations',
      sql<ReplyState | null>`(select reply.state from reply where reply.follow_up_id = follow_up.id
        order by reply.id desc limit 1)`.as('replyState'),
    ])
    .where('followUp.id', '>', request.after)
    .where((eb) => ofSubjects(eb, request))
    .$if(id !== undefined, (query) => query.where('followUp.id', '=', id ?? 0))
    .$if(state !== undefined, (query) => query.where('followUp.state', '=', state ?? 'open'))
    .$if(ownerRef !== undefined, (query) => query.where('owner.ref', '=', ownerRef ?? ''))
    .$if(since !== undefined, (query) => query.where(touchedAt, '>=', since as Date))
    .orderBy('followUp.id')
    .limit(request.limit)
    .execute()
}

/** Notes about these, oldest first. The caller has been allowed to see the follow-ups. */
export const listNotesAbout = (db: Db, followUpIds: readonly number[]) =>
  db
    .selectFrom('followUpNote as note')
    .innerJoin('staff', 'staff.id', 'note.staffId')
    .where('note.followUpId', 'in', followUpIds)
    .select(['note.followUpId', 'staff.ref as byRef', 'note.note', 'note.at'])
    .orderBy('note.at')
    .orderBy('note.id')
    .execute()

/** How these were put off, handed over and escalated, oldest first; `byRef` null: by rule. Allowed as their notes are. */
export const listStepsOf = (db: Db, followUpIds: readonly number[]) =>
  db
    .selectFrom('followUpStep as step')
    .leftJoin('staff', 'staff.id', 'step.staffId')
    .leftJoin('staff as receiver', 'receiver.id', 'step.toStaffId')
    .where('step.followUpId', 'in', followUpIds)
    .select(['step.followUpId', 'step.kind', 'staff.ref as byRef', 'receiver.ref as toRef'])
    .select(['step.note as reason', 'step.until', 'step.at'])
    .orderBy('step.at')
    .orderBy('step.id')
    .execute()
