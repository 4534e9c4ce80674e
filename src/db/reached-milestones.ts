import { seesEverything, type Viewer } from '../core/viewer.ts'
import type { Db } from './database.ts'
import { visibleMilestones } from './visible.ts'

/** Pages name a milestone by key, other programs by the firm's own identifier. */
export type MilestoneKey = { id: number } | { ref: string }

/** A milestone that the viewer sees, and whether it is theirs to change: leadership's always, otherwise while they lead it. */
export async function findMilestoneToReach(
  db: Db,
  viewer: Viewer,
  which: MilestoneKey,
): Promise<{ id: number; reachedOn: string | null; isTheirs: boolean } | undefined> {
  const row = await visibleMilestones(db, viewer)
    .select(['milestone.id', 'milestone.reachedOn', 'engagement.pmId'])
    .where((eb) => ('id' in which ? eb('milestone.id', '=', which.id) : eb('milestone.ref', '=', which.ref)))
    .executeTakeFirst()
  if (row === undefined) return undefined
  const { id, reachedOn, pmId } = row
  return { id, reachedOn, isTheirs: seesEverything(viewer) || (viewer.role === 'pm' && pmId === viewer.staffId) }
}

/** Sets the day; false where it is that day already. A changed day is to be decided afresh. */
export async function markReached(db: Db, id: number, reachedOn: string): Promise<boolean> {
  const result = await db
    .updateTable('milestone')
    .set({ reachedOn, decidedAt: null })
    .where('id', '=', id)
    .where('reachedOn', 'is distinct from', reachedOn)
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}
