import type { Viewer } from '../../core/viewer.ts'
import { findHoldTarget, type HoldRefs } from '../../db/asking/hold-refs.ts'
import type { Deps } from '../../deps.ts'
import { actByKey, type NoPerson } from '../access/act-by-key.ts'
import { liftHold, type LiftHoldResult } from './lift-hold.ts'
import { placeHold, type PlaceHoldResult } from './place-hold.ts'

export type { HoldRefs } from '../../db/asking/hold-refs.ts'

/** Leaves out by the firm's own identifiers, as the key's person or the one named by `by`; that person's rights count. */
export const placeHoldByRef = (
  deps: Deps,
  viewer: Viewer,
  given: { refs: HoldRefs; reason: string; by: string | undefined },
): Promise<PlaceHoldResult | NoPerson> =>
  actByKey(deps, viewer, given.by, async (actor): Promise<PlaceHoldResult> => {
    const target = await findHoldTarget(deps.db, actor, given.refs)
    return target === undefined ? { kind: 'unknown' } : placeHold(deps, actor, target, given.reason)
  })

/** Lets in again in the same way. */
export const liftHoldAs = (
  deps: Deps,
  viewer: Viewer,
  given: { id: number; reason: string; by: string | undefined },
): Promise<LiftHoldResult | NoPerson> =>
  actByKey(deps, viewer, given.by, (actor) => liftHold(deps, actor, given.id, given.reason))
