import { sql } from 'kysely'
import type { AnswerFilter } from '../../core/score/answer-filter.ts'
import type { Leadership } from '../../core/viewer.ts'
import type { Db } from '../database.ts'
import { visibleInvitations, visibleTallies } from '../visible.ts'
import { narrowTallies } from './tally-sums.ts'

/** The instants between which a filter's months lie. */
export type Span = { from: Date; until: Date }

/** Reached milestones that the filter counts, the latest first, or those of them at which somebody was asked. */
export const listReachedMilestones = (
  db: Db,
  viewer: Leadership,
  filter: AnswerFilter,
  { onlySurveyed, limit }: { onlySurveyed: boolean; limit: number | null },
) =>
  narrowTallies(visibleTallies(db, viewer), filter, filter.months)
    .where('tally.reached', '>', 0)
    .$if(onlySurveyed, (query) => query.where('tally.surveyed', '>', 0))
    .innerJoin('milestone', 'milestone.id', 'tally.milestoneId')
    .innerJoin('engagement', 'engagement.id', 'tally.engagementId')
    .innerJoin('account', 'account.id', 'tally.accountId')
    .innerJoin('staff as pm', 'pm.id', 'tally.pmId')
    .select([
      'milestone.id',
      'milestone.kind',
      'milestone.name',
      'milestone.reachedOn',
      'engagement.id as engagementId',
    ])
    .select(['engagement.name as engagementName', 'account.name as accountName', 'pm.name as pmName'])
    .select(sql<boolean>`tally.surveyed > 0`.as('isSurveyed'))
    .orderBy('milestone.reachedOn', 'desc')
    .orderBy('milestone.id')
    .$if(limit !== null, (query) => query.limit(limit ?? 0))
    .execute()

/** The milestones at which the first `people` of those asked stand, the latest month first; null: all. */
async function milestonesAsked(
  db: Db,
  viewer: Leadership,
  filter: AnswerFilter,
  column: 'asked' | 'answered',
  people: number | null,
): Promise<number[]> {
  const asked = sql<number>`sum(${sql.ref(`tally.${column}`)})`
  const each = narrowTallies(visibleTallies(db, viewer), filter, filter.months)
    .groupBy(['tally.milestoneId'])
    .having(sql<boolean>`${asked} > 0`)
    .select(['tally.milestoneId', asked.as('people'), sql<string>`max(tally.month)`.as('month')])
  const before = sql<number>`sum(each.people) over (order by each.month desc, each.milestone_id) - each.people`
  const added = db.selectFrom(each.as('each')).select(['each.milestoneId', before.as('before')])
  const rows = await db
    .selectFrom(added.as('added'))
    .$if(people !== null, (query) => query.where('added.before', '<', people ?? 0))
    .select('added.milestoneId')
    .execute()
  return rows.map(({ milestoneId }) => milestoneId)
}

/** When somebody was asked: what an earlier tool brought was asked when it was answered. */
const askedAt = sql<Date>`coalesce(invitation.sent_at, case when invitation.state = 'answered' then response.answered_at end)`

/** Who was asked within the filter's months, milestone by milestone, or those of them who have answered. */
export async function listAsked(
  db: Db,
  viewer: Leadership,
  filter: AnswerFilter,
  { span, onlyAnswered, limit }: { span: Span; onlyAnswered: boolean; limit: number | null },
) {
  const milestones = await milestonesAsked(db, viewer, filter, onlyAnswered ? 'answered' : 'asked', limit)
  if (milestones.length === 0) return []
  const { pmId, surveyKey } = filter
  return visibleInvitations(db, viewer)
    .innerJoin('account', 'account.id', 'engagement.accountId')
    .innerJoin('contact', 'contact.id', 'invitation.contactId')
    .innerJoin('staff as pm', 'pm.id', 'invitation.pmId')
    .leftJoin('surveyVersion', 'surveyVersion.id', 'invitation.surveyVersionId')
    .leftJoin('response', 'response.invitationId', 'invitation.id')
    .where(sql<boolean>`milestone.id = any(${milestones})`)
    .where(askedAt, '>=', span.from)
    .where(askedAt, '<', span.until)
    .$if(onlyAnswered, (query) => query.where('invitation.state', '=', 'answered'))
    .$if(pmId !== null, (query) => query.where('invitation.pmId', '=', pmId ?? 0))
    .$if(surveyKey !== null, (query) =>
      query.where(sql<boolean>`coalesce(survey_version.survey_key, '') = ${surveyKey}`),
    )
    .select(['invitation.id', 'contact.name as contactName', 'account.name as accountName', 'pm.name as pmName'])
    .select(['engagement.id as engagementId', 'engagement.name as engagementName'])
    .select(['milestone.kind', 'milestone.name', askedAt.as('askedAt')])
    .select(sql<number | null>`case when invitation.state = 'answered' then response.id end`.as('responseId'))
    .orderBy(askedAt, 'desc')
    .orderBy('invitation.id', 'desc')
    .$if(limit !== null, (query) => query.limit(limit ?? 0))
    .execute()
}

/** Engagements whose value the filter counts, of a currency or of all, the most valuable first, or those of them that were heard. */
export async function listValuedEngagements(
  db: Db,
  viewer: Leadership,
  filter: AnswerFilter,
  { currency, onlyHeard, limit }: { currency: string | null; onlyHeard: boolean; limit: number | null },
) {
  const isHeard = sql<boolean>`sum(tally.answers) > 0`
  const counted = narrowTallies(visibleTallies(db, viewer), filter, filter.months)
    .groupBy('tally.engagementId')
    .having(onlyHeard ? isHeard : sql<boolean>`sum(tally.reached) > 0 or sum(tally.answers) > 0`)
    .select(['tally.engagementId', isHeard.as('isHeard')])
  return db
    .selectFrom(counted.as('each'))
    .innerJoin('engagement', 'engagement.id', 'each.engagementId')
    .innerJoin('account', 'account.id', 'engagement.accountId')
    .innerJoin('staff as pm', 'pm.id', 'engagement.pmId')
    .where('engagement.value', 'is not', null)
    .where('engagement.currency', 'is not', null)
    .$if(currency !== null, (query) => query.where('engagement.currency', '=', currency))
    .select(['engagement.id', 'engagement.name', 'account.name as accountName', 'pm.name as pmName'])
    .select(['engagement.value', 'engagement.currency', 'each.isHeard'])
    .$narrowType<{ value: string; currency: string }>()
    .orderBy('engagement.currency')
    .orderBy('engagement.value', 'desc')
    .orderBy('engagement.id')
    .$if(limit !== null, (query) => query.limit(limit ?? 0))
    .execute()
}
