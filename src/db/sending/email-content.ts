import { type Kysely, sql } from 'kysely'
import type { FollowUpReason } from '../../core/words.ts'
import type { Db } from '../database.ts'
import { findResponseTo } from '../answering/responses.ts'
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

/**
 * What an alert tells `staffId` of a follow-up, with the contact's answer before this one as far as that person may read
 * it. `mayRead`: nothing stands against the answer's words.
 */
export async function getAlertMail(db: Db, followUpId: number, staffId: number) {
  const mayRead = sql<boolean>`(reader.role in ('leader', 'admin') or response.visibility = 'team')`
  const previous = sql<number | null>`(
    select earlier.call_first from response earlier
      join invitation asked on asked.id = earlier.invitation_id
      where asked.contact_id = invitation.contact_id and earlier.answered_at < response.answered_at
        and (earlier.visibility = 'team' or reader.role in ('leader', 'admin'))
      order by earlier.answered_at desc limit 1)`
  return db
    .selectFrom('followUp')
    .leftJoin('response', 'response.id', 'followUp.responseId')
    .leftJoin('callWish', 'callWish.responseId', 'response.id')
    .innerJoin('firm', (join) => join.onTrue())
    .innerJoin('invitation', 'invitation.id', 'followUp.invitationId')
    .innerJoin('milestone', 'milestone.id', 'invitation.milestoneId')
    .innerJoin('engagement', 'engagement.id', 'milestone.engagementId')
    .innerJoin('account', 'account.id', 'engagement.accountId')
    .innerJoin('contact', 'contact.id', 'invitation.contactId')
    .innerJoin('staff as owner', 'owner.id', 'followUp.ownerId')
    .innerJoin('staff as reader', (join) => join.on('reader.id', '=', staffId))
    .where('followUp.id', '=', followUpId)
    .select([
      sql<FollowUpReason[]>`case when reader.role in ('leader', 'admin') or ${hasFallenForTeam} then follow_up.reasons
        else array_remove(follow_up.reasons, 'fall') end`.as('reasons'),
      'followUp.dueAt as dueAt',
      'owner.name as ownerName',
      'reader.name as readerName',
      'reader.timeZone as readerTimeZone',
      'reader.locale as readerLocale',
      'response.callFirst as callFirst',
      'response.comment as comment',
      mayRead.as('mayRead'),
      sql<boolean>`coalesce(response.call_me, false)`.as('callMe'),
      'callWish.day as callDay',
      'callWish.half as callHalf',
      'callWish.words as callWords',
      // The number that the firm knows, until the client has said which.
      sql<string | null>`case when call_wish.response_id is null then contact.phone else call_wish.number end`.as(
        'callNumber',
      ),
      contactTimeZone.as('callZone'),
      sql<Date | null>`case when response.id is null then invitation.sent_at end`.as('askedAt'),
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

/** An answer as it stands, with the survey that asked for it and the names that its questions mention. */
export async function getCopiedAnswer(db: Db, responseId: number) {
  const asked = await (db as Kysely<Schema>)
    .selectFrom('response')
    .innerJoin('invitation', 'invitation.id', 'response.invitationId')
    .innerJoin('milestone', 'milestone.id', 'invitation.milestoneId')
    .innerJoin('engagement', 'engagement.id', 'milestone.engagementId')
    .innerJoin('contact', 'contact.id', 'invitation.contactId')
    .innerJoin('staff as pm', 'pm.id', 'invitation.pmId')
    .innerJoin('surveyVersion', 'surveyVersion.id', 'invitation.surveyVersionId')
    .where('response.id', '=', responseId)
    .select(['invitation.id as invitationId', 'engagement.name as engagementName', 'contact.name as contactName'])
    .select(['pm.name as pmName', 'surveyVersion.definition as survey'])
    .executeTakeFirstOrThrow()
  const stored = await findResponseTo(db, asked.invitationId)
  if (!stored) throw new Error(`no response to invitation ${asked.invitationId}`)
  return { ...asked, content: stored.content }
}

export type CopiedResponse = Awaited<ReturnType<typeof getCopiedAnswer>>
