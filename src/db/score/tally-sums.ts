import { type AliasedExpression, type RawBuilder, type SelectQueryBuilder, sql } from 'kysely'
import type { AnswerFilter, Months } from '../../core/score/answer-filter.ts'
import type { Leadership } from '../../core/viewer.ts'
import { anyKey } from '../any-of.ts'
import type { Db } from '../database.ts'
import { inOneValue } from '../in-one-value.ts'
import type { Schema } from '../schema.ts'
import { visibleTallies } from '../visible.ts'
import { ofAccount } from './scores.ts'

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

const NOTHING: TallySums = {
  asked: 0,
  answered: 0,
  held: 0,
  heldBack: 0,
  answers: 0,
  low: 0,
  needs: 0,
  newNeeds: 0,
  reached: 0,
  surveyed: 0,
}
export const COUNTS = Object.keys(NOTHING) as (keyof TallySums)[]

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

export const SUMS = COUNTS.map((name) => sumOf(name === 'held' ? 'leftOut' : name).as(name))

/** All that is counted within the filter's months. */
export const sumTallies = (db: Db, viewer: Leadership, filter: AnswerFilter): Promise<TallySums> =>
  narrowTallies(visibleTallies(db, viewer), filter, filter.months).select(SUMS).executeTakeFirstOrThrow()

/** Such sums together. */
export function addTallies(all: Iterable<TallySums>): TallySums {
  const total = { ...NOTHING }
  for (const sums of all) for (const key of COUNTS) total[key] += sums[key]
  return total
}

export type RankedAccount = { id: number; name: string; answers: number; of: number }

/** Accounts that were heard, the lowest scores of a day first, then those with the most answers; `of`: how many there are. */
export const rankAccounts = (
  db: Db,
  viewer: Leadership,
  heard: AliasedExpression<{ accountId: number; answers: number }, 'heard'>,
  { scoresOf, limit }: { scoresOf: RawBuilder<string>; limit: number | null },
) =>
  db
    .selectFrom(heard)
    .innerJoin('account', 'account.id', 'heard.accountId')
    .leftJoin('score', (join) => join.on(ofAccount(viewer, scoresOf)))
    .select(['account.id', 'account.name', 'heard.answers', sql<number>`(count(*) over ())::int`.as('of')])
    .orderBy('score.value', (order) => order.asc().nullsLast())
    .orderBy('heard.answers', 'desc')
    .orderBy(sql`lower(account.name)`)
    .orderBy('account.id')
    .$if(limit !== null, (query) => query.limit(limit ?? 0))

/** Those that answered within the filter's months. */
export const listAnsweredAccounts = (
  db: Db,
  viewer: Leadership,
  filter: AnswerFilter,
  which: { scoresOf: RawBuilder<string>; limit: number | null },
): Promise<RankedAccount[]> => {
  const heard = narrowTallies(visibleTallies(db, viewer), filter, filter.months)
    .groupBy('tally.accountId')
    .having(sql<boolean>`sum(tally.answers) > 0`)
    .select(['tally.accountId', sumOf('answers').as('answers')])
  return rankAccounts(db, viewer, heard.as('heard'), which).execute()
}

/** The means of some accounts at each milestone kind within the filter's months, in points of 100. */
export async function meansAlong(
  db: Db,
  viewer: Leadership,
  accountIds: readonly number[],
  filter: AnswerFilter,
): Promise<{ accountId: number; milestoneKind: string; value: number; answers: number }[]> {
  if (accountIds.length === 0) return []
  const means = narrowTallies(visibleTallies(db, viewer), filter, filter.months)
    .where('tally.accountId', '=', anyKey(accountIds))
    .groupBy(['tally.accountId', 'tally.milestoneKind'])
    .having(sql<boolean>`sum(tally.answers) > 0`)
    .select(['tally.accountId', 'tally.milestoneKind'])
    .select([sql<number>`sum(tally.points) / sum(tally.answers)`.as('value'), sumOf('answers').as('answers')])
  return inOneValue(db, means.as('each'), ['accountId', 'milestoneKind', 'value', 'answers'])
}

/** What engagements with a milestone reached are worth, and those among them that were heard, currencies apart. */
export type Revenue = { currency: string; value: number; heard: number; engagements: number; heardEngagements: number }

/** Of engagements that were counted, by the currencies of their values. */
export const revenueOf = (db: Db, counted: AliasedExpression<{ engagementId: number; isHeard: boolean }, 'counted'>) =>
  db
    .selectFrom(counted)
    .innerJoin('engagement', 'engagement.id', 'counted.engagementId')
    .where('engagement.value', 'is not', null)
    .where('engagement.currency', 'is not', null)
    .groupBy('engagement.currency')
    .orderBy('engagement.currency')
    .select([
      sql<string>`engagement.currency`.as('currency'),
      sql<number>`sum(engagement.value)::float8`.as('value'),
      sql<number>`coalesce(sum(engagement.value) filter (where counted.is_heard), 0)::float8`.as('heard'),
      sql<number>`count(*)::int`.as('engagements'),
      sql<number>`(count(*) filter (where counted.is_heard))::int`.as('heardEngagements'),
    ])

export const sumRevenue = (db: Db, viewer: Leadership, filter: AnswerFilter): Promise<Revenue[]> => {
  const counted = narrowTallies(visibleTallies(db, viewer), filter, filter.months)
    .groupBy('tally.engagementId')
    .having(sql<boolean>`sum(tally.reached) > 0 or sum(tally.answers) > 0`)
    .select(['tally.engagementId', sql<boolean>`sum(tally.answers) > 0`.as('isHeard')])
  return revenueOf(db, counted.as('counted')).execute()
}
