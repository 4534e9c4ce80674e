import type { Viewer } from '../../core/viewer.ts'
import { findStaffByRef } from '../../db/access/staff-sign-in.ts'
import { findHoldTarget, type HoldRefs } from '../../db/asking/hold-refs.ts'
import type { Deps } from '../../deps.ts'
import type { Actor } from '../acting/act-on-follow-up.ts'
import { liftHold, type LiftHoldResult } from './lift-hold.ts'
import { placeHold, type PlaceHoldResult } from './place-hold.ts'

export type { HoldRefs } from '../../db/asking/hold-refs.ts'

/** A key of leadership is nobody's own, and every hold names a person. */
export type NoPerson =
  | { kind: 'person_needed' }
  /** The ref that was given. */
  | { kind: 'unknown_person'; ref: string }
  /** The key belongs to somebody else. */
  | { kind: 'other_person' }

/** Who acts by a key: its own person, else the one it names. */
async function actorOf(deps: Deps, viewer: Viewer, ref: string | undefined): Promise<Actor | NoPerson> {
  if (ref === undefined) {
    return viewer.staffId === null ? { kind: 'person_needed' } : { ...viewer, staffId: viewer.staffId }
  }
  const staff = await findStaffByRef(deps.db, ref)
  if (staff === undefined) return { kind: 'unknown_person', ref }
  if (viewer.staffId !== null && viewer.staffId !== staff.id) return { kind: 'other_person' }
  return { role: staff.role, staffId: staff.id }
}

/** Leaves out by the firm's own identifiers, as the key's person or the one named by `by`; that person's rights count. */
export async function placeHoldByRef(
  deps: Deps,
  viewer: Viewer,
  given: { refs: HoldRefs; reason: string; by: string | undefined },
): Promise<PlaceHoldResult | NoPerson> {
  const actor = await actorOf(deps, viewer, given.by)
  if ('kind' in actor) return actor
  const target = await findHoldTarget(deps.db, actor, given.refs)
  return target === undefined ? { kind: 'unknown' } : placeHold(deps, actor, target, given.reason)
}

/** Lets in again in the same way. */
export async function liftHoldAs(
  deps: Deps,
  viewer: Viewer,
  given: { id: number; reason: string; by: string | undefined },
): Promise<LiftHoldResult | NoPerson> {
  const actor = await actorOf(deps, viewer, given.by)
  return 'kind' in actor ? actor : liftHold(deps, actor, given.id, given.reason)
}
