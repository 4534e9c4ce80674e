import type { Audience } from '../../core/words.ts'
import type { Viewer } from '../../core/viewer.ts'
import type { Db } from '../database.ts'
import { unseenKey } from '../unseen.ts'
import { visibleTallies } from '../visible.ts'

/** By how many points of 100 one stands above another, and how far to both sides the true difference lies 8 times out of 10. */
export type Apart = { difference: number; reach: number }

/**
 * How one PM compares with another by the newest fit: the probability that the first is ahead, whether it means anything, and how far
 * they stand apart; null where the fit is older than this is kept.
 */
export type ComparedPms = { ahead: number; comparable: boolean; apart: Apart | null }

/** Undefined where one of them has no answers in the newest fit. */
export async function findPmComparison(db: Db, pmId: number, otherPmId: number): Promise<ComparedPms | undefined> {
  const [first, second] = [Math.min(pmId, otherPmId), Math.max(pmId, otherPmId)]
  const row = await db.selectFrom('pmComparison').selectAll().where('pmId', '=', first).executeTakeFirst()
  const at = row?.otherPmIds.indexOf(second) ?? -1
  const [ahead, comparable] = [row?.ahead[at], row?.comparable[at]]
  if (ahead === undefined || comparable === undefined) return undefined
  const [difference, reach] = [row?.difference?.[at], row?.reach?.[at]]
  const isFirst = first === pmId
  const apart =
    difference === undefined || reach === undefined ? null : { difference: isFirst ? difference : -difference, reach }
  return { comparable, ahead: isFirst ? ahead : 1 - ahead, apart }
}

/**
 * How many of the accounts that have answered about a PM rate everyone high or low: by at least so many points, on the day of
 * the newest scores. Accounts that have not enough answers of their own count as neither.
 */
export async function countLeaningAccounts(
  db: Db,
  viewer: Viewer,
  which: { pmId: number; audience: Audience; asOf: string; points: number },
): Promise<{ high: number; low: number }> {
  const answered = visibleTallies(db, viewer)
    .where('tally.pmId', '=', unseenKey(which.pmId))
    .where(which.audience === 'team' ? 'tally.lastAnsweredForTeamAt' : 'tally.lastAnsweredAt', 'is not', null)
    .select('tally.accountId')
  const rows = await db
    .selectFrom('score')
    .select('partAccounts')
    .where('subjectKind', '=', 'account')
    .where('audience', '=', which.audience)
    .where('asOf', '=', which.asOf)
    .where('subjectId', 'in', answered)
    .execute()
  const parts = rows.map(({ partAccounts }) => partAccounts ?? 0)
  return {
    high: parts.filter((part) => part >= which.points).length,
    low: parts.filter((part) => part <= -which.points).length,
  }
}
