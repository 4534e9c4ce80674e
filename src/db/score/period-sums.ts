import { type RawBuilder, sql } from 'kysely'
import type { AnswerFilter, Months } from '../../core/score/answer-filter.ts'
import type { AccountSums } from '../../core/score/period-contrast.ts'
import type { Leadership } from '../../core/viewer.ts'
import type { Db } from '../database.ts'
import { rowsOf, valueOf } from '../in-one-value.ts'
import { visibleTallies } from '../visible.ts'
import {
  COUNTS,
  narrowTallies,
  type RankedAccount,
  rankAccounts,
  type Revenue,
  revenueOf,
  SUMS,
  type TallySums,
} from './tally-sums.ts'

const SAID = ['answers', 'points', 'answersBefore', 'pointsBefore'] as const
const REVENUE = ['currency', 'value', 'heard', 'engagements', 'heardEngagements'] as const
const ACCOUNT = ['id', 'name', 'answers', 'of'] as const
const OF_PM = ['pmId', ...COUNTS] as const

/**
 * What is counted for each PM of the day, one without anything left out, and the revenue that was heard: by one look at what was
 * counted, added up for each PM's part of an engagement before it is for either.
 */
export async function sumWork(db: Db, viewer: Leadership, filter: AnswerFilter) {
  const part = narrowTallies(visibleTallies(db, viewer), filter, filter.months)
    .groupBy(['tally.pmId', 'tally.engagementId'])
    .select(['tally.pmId', 'tally.engagementId', ...SUMS])
  const value = await db
    .with(
      (cte) => cte('part').materialized(),
      () => part,
    )
    .selectNoFrom((all) => {
      const byPm = all
        .selectFrom('part')
        .groupBy('part.pmId')
        .select(['part.pmId', ...COUNTS.map((name) => sql<number>`sum(${sql.ref(`part.${name}`)})::int`.as(name))])
      const engagements = all
        .selectFrom('part')
        .groupBy('part.engagementId')
        .having(sql<boolean>`sum(part.reached) > 0 or sum(part.answers) > 0`)
        .select(['part.engagementId', sql<boolean>`sum(part.answers) > 0`.as('isHeard')])
      return [
        valueOf(db, byPm.as('each'), OF_PM).as('byPm'),
        valueOf(db, revenueOf(db, engagements.as('counted')).as('each'), REVENUE).as('revenue'),
      ]
    })
    .executeTakeFirstOrThrow()
  const byPm = rowsOf<TallySums & { pmId: number }>(OF_PM, value.byPm ?? [])
  return {
    byPm: new Map(byPm.map(({ pmId, ...sums }) => [pmId, sums])),
    revenue: rowsOf<Revenue>(REVENUE, value.revenue ?? []),
  }
}

/** What each account has said within some months; one that has said nothing is left out. */
const heardIn = (db: Db, viewer: Leadership, filter: AnswerFilter, months: Months) =>
  narrowTallies(visibleTallies(db, viewer), filter, months)
    .groupBy('tally.accountId')
    .having(sql<boolean>`sum(tally.answers) > 0`)
    .select([
      'tally.accountId',
      sql<number>`sum(tally.answers)::int`.as('answers'),
      sql<number>`sum(tally.points)`.as('points'),
    ])

/** What each account said within the filter's months and within those before, and the first of those heard in the order of `rankAccounts`. */
export async function sumHeard(
  db: Db,
  viewer: Leadership,
  filter: AnswerFilter,
  { before, scoresOf, limit }: { before: Months; scoresOf: RawBuilder<string>; limit: number },
) {
  const value = await db
    .with(
      (cte) => cte('heard').materialized(),
      () => heardIn(db, viewer, filter, filter.months),
    )
    .with('earlier', () => heardIn(db, viewer, filter, before))
    .selectNoFrom((all) => {
      const said = all
        .selectFrom('heard')
        .fullJoin('earlier', 'earlier.accountId', 'heard.accountId')
        .select((eb) => [
          eb.fn.coalesce('heard.answers', eb.lit(0)).as('answers'),
          eb.fn.coalesce('heard.points', eb.lit(0)).as('points'),
          eb.fn.coalesce('earlier.answers', eb.lit(0)).as('answersBefore'),
          eb.fn.coalesce('earlier.points', eb.lit(0)).as('pointsBefore'),
        ])
      const heard = all.selectFrom('heard').select(['heard.accountId', 'heard.answers'])
      const accounts = rankAccounts(db, viewer, heard.as('heard'), { scoresOf, limit })
      return [valueOf(db, said.as('each'), SAID).as('said'), valueOf(db, accounts.as('each'), ACCOUNT).as('accounts')]
    })
    .executeTakeFirstOrThrow()
  return {
    said: rowsOf<AccountSums>(SAID, value.said ?? []),
    accounts: rowsOf<RankedAccount>(ACCOUNT, value.accounts ?? []),
  }
}
