import { type Kysely, sql } from 'kysely'
import type { FollowUpReason } from '../../core/words.ts'
import type { Db } from '../database.ts'
import { heldBy } from '../asking/holds.ts'
import { contactTimeZone, suppressedBy } from '../asking/planning.ts'
import type { Schema } from '../schema.ts'
import { hasFallenForTeam } from '../visible.ts'

const selectSurveyMail = (db: Db) =>
  (db as Kysely<Schema>)
    .selectFrom('invitation')
    .innerJoin('milestone', 'milestone.id', 'invitation.milestoneId')
    .innerJoin('engagement', 'engagement.id', 'milestone.engagementId')
    .innerJoin('contact', 'contact.id', 'invitation.contactId')
    .innerJoin('account', 'account.id', 'contact.accountId')
    .innerJoin('staff as pm', 'pm.id', 'invitation.pmId')
    .innerJoin('firm', (join) => join.onTrue())
    .select([
      'invitation.id as invitationId',
      'invitation.milestoneId as milestoneId',
      'invitation.contactId as contactId',
      'invitation.state as state',
      'invitation.closesAt as closesAt',
      'contact.name as contactName',
      contactTimeZone.as('timeZone'),
      sql<(string | null)[]>`array[contact.locale, account.locale, firm.locale]`.as('locales'),
      suppressedBy.as('suppressedBy'),
      heldBy.as('heldBy'),
      'milestone.reachedOn as reachedOn',
      'pm.name as pmName',
      'pm.email as pmEmail',
      'pm.phone as pmPhone',
      'engagement.name as engagementName',
      'milestone.kind as milestoneKind',
      'milestone.name as milestoneName',
    ])

/** What an invitation or reminder speaks of, and whether it may still be sent. */
export const getSurveyMail = (db: Db, invitationId: number) =>
  selectSurveyMail(db).where('invitation.id', '=', invitationId).executeTakeFirstOrThrow()

/** The same of many at once, in no order. */
export const listSurveyMailContents = (db: Db, invitationIds: readonly number[]) =>
  selectSurveyMail(db).where('invitation.id', 'in', invitationIds).execute()

/** What an alert tells the owner of a follow-up, with the contact's answer before this one that the owner may know. */
export async function getAlertMail(db: Db, followUpId: number) {
  const previous = sql<number | null>`(
    select earlier.call_first from response earlier
      join invitation asked on asked.id = earlier.invitation_id
      where asked.contact_id = invitation.contact_id and earlier.answered_at < response.answered_at
        and (earlier.visibility = 'team' or owner.role in ('leader', 'admin'))
      order by earlier.answered_at desc limit 1)`
  return db
    .selectFrom('followUp')
    .innerJoin('response', 'response.id', 'followUp.responseId')
    .innerJoin('invitation', 'invitation.id', 'response.invitationId')
    .innerJoin('milestone', 'milestone.id', 'invitation.milestoneId')
    .innerJoin('engagement', 'engagement.id', 'milestone.engagementId')
    .innerJoin('account', 'account.id', 'engagement.accountId')
    .innerJoin('contact', 'contact.id', 'invitation.contactId')
    .innerJoin('staff as owner', 'owner.id', 'followUp.ownerId')
    .where('followUp.id', '=', followUpId)
    .select([
      sql<FollowUpReason[]>`case when owner.role in ('leader', 'admin') or ${hasFallenForTeam} then follow_up.reasons
        else array_remove(follow_up.reasons, 'fall') end`.as('reasons'),
      'followUp.dueAt as dueAt',
      'owner.name as ownerName',
      'owner.role as ownerRole',
      'owner.timeZone as ownerTimeZone',
      'owner.locale as ownerLocale',
      'response.callFirst as callFirst',
      'response.comment as comment',
      'response.visibility as visibility',
      previous.as('previousCallFirst'),
      'contact.name as contactName',
      'account.name as accountName',
      'engagement.name as engagementName',
      'milestone.kind as milestoneKind',
      'milestone.name as milestoneName',
    ])
    .executeTakeFirstOrThrow()
}

export type SurveyMail = Awaited<ReturnType<typeof getSurveyMail>>
