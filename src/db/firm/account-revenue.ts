import { sql } from 'kysely'
import type { Viewer } from '../../core/viewer.ts'
import { anyKey } from '../any-of.ts'
import type { Db } from '../database.ts'
import { visibleEngagements, visibleTallies } from '../visible.ts'

export type AccountRevenue = { currency: string; value: number; running: number; engagements: number }

/** What the engagements of an account are worth, currencies apart; `running`: of those not ended on a day. */
export const sumAccountRevenue = (
  db: Db,
  viewer: Viewer,
  accountId: number,
  today: string,
): Promise<AccountRevenue[]> =>
  visibleEngagements(db, viewer)
    .where('engagement.accountId', '=', accountId)
    .where('engagement.value', 'is not', null)
    .where('engagement.currency', 'is not', null)
    .groupBy('engagement.currency')
    .orderBy('engagement.currency')
    .select([
      sql<string>`engagement.currency`.as('currency'),
      sql<number>`sum(engagement.value)::float8`.as('value'),
      sql<number>`coalesce(sum(engagement.value) filter (where coalesce(engagement.ended_on >= ${today}::date, true)), 0)::float8`.as(
        'running',
      ),
      sql<number>`count(*)::int`.as('engagements'),
    ])
    .execute()

/** Who else led each of these engagements when somebody was asked, by name. */
export async function listFormerPms(
  db: Db,
  viewer: Viewer,
  engagementIds: readonly number[],
): Promise<Map<number, string[]>> {
  if (engagementIds.length === 0) return new Map()
  const rows = await visibleTallies(db, viewer)
    .innerJoin('staff as former', 'former.id', 'tally.pmId')
    .innerJoin('engagement', 'engagement.id', 'tally.engagementId')
    .where('tally.engagementId', '=', anyKey(engagementIds))
    .whereRef('tally.pmId', '<>', 'engagement.pmId')
    .groupBy('tally.engagementId')
    .select(['tally.engagementId', sql<string[]>`array_agg(distinct former.name order by former.name)`.as('names')])
    .execute()
  return new Map(rows.map(({ engagementId, names }) => [engagementId, names]))
}
