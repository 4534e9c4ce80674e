import type { Viewer } from '../../core/viewer.ts'
import { lockReleases } from '../../db/asking/planning.ts'
import { findMilestoneToReach, markReached } from '../../db/asking/reached-milestones.ts'
import { insertAudit } from '../../db/access/staff-sign-in.ts'
import { countUnsent } from '../../db/asking/withdrawals.ts'
import type { Deps } from '../../deps.ts'
import { withdrawAt } from './withdraw-unreached.ts'

export type UnreachMilestoneResult =
  /** `withdrawn` invitations will not be sent. */
  { kind: 'unreached'; withdrawn: number } | { kind: 'unchanged' } | { kind: 'unknown' } | { kind: 'not_yours' }

/** What would not be sent if it were said, for the step before it; a milestone that is not reached has none. */
export async function showUnreach(deps: Deps, viewer: Viewer, id: number) {
  const milestone = await findMilestoneToReach(deps.db, viewer, { id })
  if (milestone === undefined || milestone.reachedOn === null) return { kind: 'unknown' as const }
  if (!milestone.isTheirs) return { kind: 'not_yours' as const }
  const unsent = await countUnsent(deps.db, { milestoneId: id })
  return { kind: 'shown' as const, milestone: { ...milestone, reachedOn: milestone.reachedOn }, unsent }
}

/**
 * Says that a milestone was not reached after all: what has not left is taken back, and no reminder follows what has. Reached
 * again, it is planned afresh.
 */
export async function unreachMilestone(
  deps: Deps,
  viewer: Viewer,
  which: string | { id: number },
): Promise<UnreachMilestoneResult> {
  const milestone = await findMilestoneToReach(deps.db, viewer, typeof which === 'string' ? { ref: which } : which)
  if (milestone === undefined) return { kind: 'unknown' }
  if (!milestone.isTheirs) return { kind: 'not_yours' }
  return deps.db.transaction().execute(async (trx) => {
    await lockReleases(trx)
    if (!(await markReached(trx, milestone.id, null))) return { kind: 'unchanged' }
    const withdrawn = await withdrawAt(trx, milestone.id, deps.now())
    const detail = { milestone: milestone.id, reached_on: milestone.reachedOn, withdrawn }
    await insertAudit(trx, { at: deps.now(), staffId: viewer.staffId, action: 'milestone_unreached', detail })
    return { kind: 'unreached', withdrawn }
  })
}
