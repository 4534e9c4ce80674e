import { type SelectQueryBuilder, sql } from 'kysely'
import type { AnswerFilter, Months } from '../../core/score/answer-filter.ts'
import type { AccountSums } from '../../core/score/period-contrast.ts'
import type { Leadership } from '../../core/viewer.ts'
import { anyKey } from '../any-of.ts'
import type { Db } from '../database.ts'
import type { Schema } from '../schema.ts'
import { visibleTallies } from '../visible.ts'

/** What is counted within some months. */
export type TallySums = {
  asked: number
  answered: number
  held: number
  heldBack: number
  answers: number
  low: number
  needs: number
  newNeeds: number
  reached: number
  surveyed: number
}

type Counted<Columns> = SelectQueryBuilder<Schema, 'tally', Columns>

/** What a filter counts, within some months. */
export function narrowTallies<Columns>(
  query: Counted<Columns>,
  filter: AnswerFilter,
  months: Months,
): Counted<Columns> {
  const { pmId, accountId, engagementId, industry, milestoneKind, surveyKey } = filter
  return query
    .where('tally.month', '>=', months.from)
    .where('tally.month', '<', months.until)
    .$if(pmId !== null, (some) => some.where('tally.pmId', '=', pmId ?? 0))
    .$if(accountId !== null, (some) => some.where('tally.accountId', '=', accountId ?? 0))
    .$if(engagementId !== null, (some) => some.where('tally.engagementId', '=', engagementId ?? 0))
    .$if(milestoneKind !== null, (some) => some.where('tally.milestoneKind', '=', milestoneKind ?? ''))
    .$if(surveyKey !== null, (some) => some.where('tally.surveyKey', '=', surveyKey ?? ''))
    .$if(industry !== null, (some) =>
      some.where((eb) =>
        eb('tally.accountId', 'in', eb.selectFrom('account').select('account.id').where('industry', '=', industry)),
      ),
    )
}

const sumOf = (column: string) => sql<number>`coalesce(sum(${sql.ref(`tally.${column}`)}), 0)::int`

const SUMS = [
  sumOf('asked').as('asked'),
  sumOf('answered').as('answered'),
  sumOf('leftOut').as('held'),
  sumOf('heldBack').as('heldBack'),
  sumOf('answers').as('answers'),
  sumOf('low').as('low'),
  sumOf('needs').as('needs'),
  sumOf('newNeeds').as('newNeeds'),
  sumOf('reached').as('reached'),
  sumOf('surveyed').as('surveyed'),
] as const

/** All that is counted within the filter's months. */
export const sumTallies = (db: Db, viewer: Leadership, filter: AnswerFilter): Promise<TallySums> =>
  narrowTallies(visibleTallies(db, viewer), filter, filter.months).select(SUMS).executeTakeFirstOrThrow()

/** The same for each PM of the day or each account; one without anything is left out. */
export async function sumTalliesBy(
  db: Db,
  viewer: Leadership,
  by: 'pm' | 'account',
  filter: AnswerFilter,
): Promise<Map<number, TallySums>> {
  const key = by === 'pm' ? ('tally.pmId' as const) : ('tally.accountId' as const)
  const rows = await narrowTallies(visibleTallies(db, viewer), filter, filter.months)
    .groupBy(key)
    .select([sql<number>`${sql.ref(key)}`.as('id'), ...SUMS])
    .execute()
  return new Map(rows.map(({ id, ...sums }) => [id, sums]))
}

/** What each account said within the filter's months and within as many before. */
export async function sumAnswersByAccount(
  db: Db,
  viewer: Leadership,
  filter: AnswerFilter,
  before: Months,
): Promise<(AccountSums & { accountId: number })[]> {
  const isNow = sql<boolean>`tally.month >= ${filter.months.from}::date`
  return narrowTallies(visibleTallies(db, viewer), filter, { from: before.from, until: filter.months.until })
    .groupBy('tally.accountId')
    .having(sql<boolean>`sum(tally.answers) > 0`)
    .select([
      'tally.accountId',
      sql<number>`coalesce(sum(tally.answers) filter (where ${isNow}), 0)::int`.as('answers'),
      sql<number>`coalesce(sum(tally.points) filter (where ${isNow}), 0)`.as('points'),
      sql<number>`coalesce(sum(tally.answers) filter (where not ${isNow}), 0)::int`.as('answersBefore'),
      sql<number>`coalesce(sum(tally.points) filter (where not ${isNow}), 0)`.as('pointsBefore'),
    ])
    .execute()
}

/** The means of some accounts at each milestone kind within the filter's months, in points of 100. */
export async function meansAlong(
  db: Db,
  viewer: Leadership,
  accountIds: readonly number[],
  filter: AnswerFilter,
): Promise<{ accountId: number; milestoneKind: string; value: number; answers: number }[]> {
  if (accountIds.length === 0) return []
  return narrowTallies(visibleTallies(db, viewer), filter, filter.months)
    .where('tally.accountId', '=', anyKey(accountIds))
    .groupBy(['tally.accountId', 'tally.milestoneKind'])
    .having(sql<boolean>`sum(tally.answers) > 0`)
    .select(['tally.accountId', 'tally.milestoneKind'])
    .select([sql<number>`sum(tally.points) / sum(tally.answers)`.as('value'), sumOf('answers').as('answers')])
    .execute()
}

/** What engagements with a milestone reached are worth, and those among them that were heard, currencies apart. */
export type Revenue = { currency: string; value: number; heard: number; engagements: number; heardEngagements: number }

export async function sumRevenue(db: Db, viewer: Leadership, filter: AnswerFilter): Promise<Revenue[]> {
  const counted = narrowTallies(visibleTallies(db, viewer), filter, filter.months)
    .groupBy('tally.engagementId')
    .having(sql<boolean>`sum(tally.reached) > 0 or sum(tally.answers) > 0`)
    .select(['tally.engagementId', sql<boolean>`sum(tally.answers) > 0`.as('isHeard')])
  return db
    .selectFrom(counted.as('each'))
    .innerJoin('engagement', 'engagement.id', 'each.engagementId')
    .where('engagement.value', 'is not', null)
    .where('engagement.currency', 'is not', null)
    .groupBy('engagement.currency')
    .orderBy('engagement.currency')
    .select([
      sql<string>`engagement.currency`.as('currency'),
      sql<number>`sum(engagement.value)::float8`.as('value'),
      sql<number>`coalesce(sum(engagement.value) filter (where each.is_heard), 0)::float8`.as('heard'),
      sql<number>`count(*)::int`.as('engagements'),
      sql<number>`(count(*) filter (where each.is_heard))::int`.as('heardEngagements'),
    ])
    .execute()
}
