import { type HoldTarget, mayHold } from '../../core/asking/hold.ts'
import { seesEverything, type Viewer } from '../../core/viewer.ts'
import { findHold, findHoldSubject, findOpenHold, holdTargetOf } from '../../db/asking/holds.ts'
import { countUnsent } from '../../db/asking/withdrawals.ts'
import type { Deps } from '../../deps.ts'

/** What holding this would keep from being sent, for the step before it. */
export async function showHoldTarget(deps: Deps, viewer: Viewer, target: HoldTarget) {
  const { db } = deps
  const subject = await findHoldSubject(db, viewer, target)
  if (subject === undefined) return { kind: 'unknown' as const }
  if (!mayHold(viewer, subject)) return { kind: 'not_yours' as const }
  const everywhere =
    'contactId' in target && target.engagementId !== null && seesEverything(viewer)
      ? await countUnsent(db, { contactId: target.contactId, engagementId: null })
      : null
  const open = (await findOpenHold(db, target)) ?? null
  return { kind: 'shown' as const, subject, open, unsent: await countUnsent(db, target), everywhere }
}

/** One hold, for the step before it is lifted. */
export async function showHold(deps: Deps, viewer: Viewer, id: number) {
  const hold = await findHold(deps.db, viewer, id)
  const subject = hold && (await findHoldSubject(deps.db, viewer, holdTargetOf(hold)))
  if (hold === undefined || subject === undefined) return { kind: 'unknown' as const }
  if (!mayHold(viewer, subject)) return { kind: 'not_yours' as const }
  const { reason, placedAt, liftedAt } = hold
  return { kind: 'shown' as const, subject, hold: { id, reason, placedAt, liftedAt } }
}
