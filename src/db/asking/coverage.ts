import { sql } from 'kysely'
import type { Viewer } from '../../core/viewer.ts'
import type { Db } from '../database.ts'
import { unseenKey } from '../unseen.ts'
import { visibleTallies } from '../visible.ts'

/**
 * How many were asked and answered, and how many reached milestones were surveyed, as last counted. `held`: contacts at reached
 * milestones whom a hold left out, though the plan would have asked them; they are not among those asked. A milestone belongs to the
 * PM of the day when people were asked there.
 */
export type Coverage = { asked: number; answered: number; held: number; milestones: number; surveyed: number }

export type CoverageSubject = 'firm' | 'pm' | 'account' | 'engagement'

/** Of a subject that nothing was reached or asked about. */
export const NOTHING_ASKED: Coverage = { asked: 0, answered: 0, held: 0, milestones: 0, surveyed: 0 }

/** The firm is subject 1, as among the scores. */
const SUBJECTS = {
  firm: sql<number>`1`,
  pm: sql<number>`tally.pm_id`,
  account: sql<number>`tally.account_id`,
  engagement: sql<number>`tally.engagement_id`,
} as const

/** Coverage by subject as far as the viewer sees it; a subject with nothing asked and nothing reached is left out. */
export async function listCoverage(
  db: Db,
  viewer: Viewer,
  by: CoverageSubject,
  id?: number,
): Promise<Map<number, Coverage>> {
  const rows = await visibleTallies(db, viewer)
    .$if(id !== undefined, (query) => query.where(SUBJECTS[by], '=', unseenKey(id ?? 0)))
    .groupBy(sql`1`)
    .select([
      SUBJECTS[by].as('id'),
      sql<number>`sum(tally.asked)::int`.as('asked'),
      sql<number>`sum(tally.answered)::int`.as('answered'),
      sql<number>`sum(tally.left_out)::int`.as('held'),
      sql<number>`sum(tally.reached)::int`.as('milestones'),
      sql<number>`sum(tally.surveyed)::int`.as('surveyed'),
    ])
    .execute()
  return new Map(rows.map(({ id: subject, ...counts }) => [subject, counts]))
}

/** One subject's coverage. */
export const getCoverage = async (db: Db, viewer: Viewer, by: CoverageSubject, id: number): Promise<Coverage> =>
  (await listCoverage(db, viewer, by, id)).get(id) ?? NOTHING_ASKED
