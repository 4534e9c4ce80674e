import { dayIn } from '../../core/calendar.ts'
import type { Viewer } from '../../core/viewer.ts'
import { getFirm } from '../../db/firm/firms.ts'
import { findMilestoneToReach, markReached } from '../../db/asking/reached-milestones.ts'
import type { Deps } from '../../deps.ts'

export type ReachMilestoneResult =
  | { kind: 'reached' }
  | { kind: 'unchanged' }
  | { kind: 'unknown' }
  | { kind: 'not_yours' }
  | { kind: 'in_future' }

/** Says that a milestone was reached on a day, so that the plan decides whom to ask. Saying it twice changes nothing. */
export async function reachMilestone(
  deps: Deps,
  viewer: Viewer,
  which: string | { id: number },
  reachedOn: string,
): Promise<ReachMilestoneResult> {
  const milestone = await findMilestoneToReach(deps.db, viewer, typeof which === 'string' ? { ref: which } : which)
  if (milestone === undefined) return { kind: 'unknown' }
  if (!milestone.isTheirs) return { kind: 'not_yours' }
  const { timeZone } = await getFirm(deps.db)
  if (reachedOn > dayIn(timeZone, deps.now())) return { kind: 'in_future' }
  return { kind: (await markReached(deps.db, milestone.id, reachedOn)) ? 'reached' : 'unchanged' }
}
