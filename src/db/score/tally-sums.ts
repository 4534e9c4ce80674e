import { type RawBuilder, type SelectQueryBuilder, sql } from 'kysely'
import type { AnswerFilter, Months } from '../../core/score/answer-filter.ts'
import type { AccountSums } from '../../core/score/period-contrast.ts'
import { audienceOf, type Leadership } from '../../core/viewer.ts'
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
const COUNTS = Object.keys(NOTHING) as (keyof TallySums)[]

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

const SUMS = COUNTS.map((name) => sumOf(name === 'held' ? 'leftOut' : name).as(name))

/** All that is counted within the filter's months. */
export const sumTallies = (db: Db, viewer: Leadership, filter: AnswerFilter): Promise<TallySums> =>
  narrowTallies(visibleTallies(db, viewer), filter, filter.months).select(SUMS).executeTakeFirstOrThrow()

/** Such sums together. */
export function addTallies(all: Iterable<TallySums>): TallySums {
  const total = { ...NOTHING }
  for (const sums of all) for (const key of COUNTS) total[key] += sums[key]
  return total
}

/** The same for each PM of the day; one without anything is left out. */
export async function sumTalliesByPm(
  db: Db,
  viewer: Leadership,
  filter: AnswerFilter,
): Promise<Map<number, TallySums>> {
  const rows = await narrowTallies(visibleTallies(db, viewer), filter, filter.months)
    .groupBy('tally.pmId')
    .select(['tally.pmId as id', ...SUMS])
    .execute()
  return new Map(rows.map(({ id, ...sums }) => [id, sums]))
}

/** What each account said within the filter's months and within as many before, as one value: a row each would take the driver long. */
export async function sumAnswersByAccount(
  db: Db,
  viewer: Leadership,
  filter: AnswerFilter,
  before: Months,
): Promise<AccountSums[]> {
  const isNow = sql<boolean>`tally.month >= ${filter.months.from}::date`
  const each = narrowTallies(visibleTallies(db, viewer), filter, { from: before.from, until: filter.months.until })
    .groupBy('tally.accountId')
    .having(sql<boolean>`sum(tally.answers) > 0`)
    .select([
      sql<number>`coalesce(sum(tally.answers) filter (where ${isNow}), 0)::int`.as('answers'),
      sql<number>`coalesce(sum(tally.points) filter (where ${isNow}), 0)`.as('points'),
      sql<number>`coalesce(sum(tally.answers) filter (where not ${isNow}), 0)::int`.as('answersBefore'),
      sql<number>`coalesce(sum(tally.points) filter (where not ${isNow}), 0)`.as('pointsBefore'),
    ])
  const { sums } = await db
    .selectFrom(each.as('each'))
    .select(
      sql<[number, number, number, number][]>`coalesce(json_agg(json_build_array(
        each.answers, each.points, each.answers_before, each.points_before)), '[]')`.as('sums'),
    )
    .executeTakeFirstOrThrow()
  return sums.map(([answers, points, answersBefore, pointsBefore]) => ({
    answers,
    points,
    answersBefore,
    pointsBefore,
  }))
}

/** Accounts that answered within the filter's months: the lowest scores of a day first, then those with the most answers; `of`: how many there are. */
export const listAnsweredAccounts = (
  db: Db,
  viewer: Leadership,
  filter: AnswerFilter,
  { scoresOf, limit }: { scoresOf: RawBuilder<string>; limit: number | null },
) =>
  db
    .selectFrom(
      narrowTallies(visibleTallies(db, viewer), filter, filter.months)
        .groupBy('tally.accountId')
        .having(sql<boolean>`sum(tally.answers) > 0`)
        .select(['tally.accountId', sumOf('answers').as('answers')])
        .as('heard'),
    )
    .innerJoin('account', 'account.id', 'heard.accountId')
    .leftJoin('score', (join) =>
      join
        .onRef('score.subjectId', '=', 'heard.accountId')
        .on('score.subjectKind', '=', 'account')
        .on('score.audience', '=', audienceOf(viewer))
        .on('score.asOf', '=', scoresOf),
    )
    .select(['account.id', 'account.name', 'heard.answers', sql<number>`(count(*) over ())::int`.as('of')])
    .orderBy('score.value', (order) => order.asc().nullsLast())
    .orderBy('heard.answers', 'desc')
    .orderBy(sql`lower(account.name)`)
    .orderBy('account.id')
    .$if(limit !== null, (query) => query.limit(limit ?? 0))
    .execute()

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
