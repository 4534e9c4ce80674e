import { sql } from 'kysely'
import type { Viewer } from '../../core/viewer.ts'
import type { Db } from '../database.ts'
import { visibleEngagements, visibleMilestones } from '../visible.ts'

/** How many engagements the viewer sees, ended ones too. */
export async function countEngagements(db: Db, viewer: Viewer): Promise<number> {
  const { count } = await visibleEngagements(db, viewer)
    .select(sql<number>`count(*)::int`.as('count'))
    .executeTakeFirstOrThrow()
  return count
}

/** How many milestones have been reached. */
export async function countReached(db: Db, viewer: Viewer): Promise<number> {
  const { count } = await visibleMilestones(db, viewer)
    .where('milestone.reachedOn', 'is not', null)
    .select(sql<number>`count(*)::int`.as('count'))
    .executeTakeFirstOrThrow()
  return count
}
