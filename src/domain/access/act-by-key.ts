import type { Viewer } from '../../core/viewer.ts'
import { findStaffByRef } from '../../db/access/staff-sign-in.ts'
import type { Deps } from '../../deps.ts'
import type { Actor } from '../acting/act-on-follow-up.ts'

/** A key of leadership is nobody's own, and what is done is done by a person. */
export type NoPerson =
  | { kind: 'person_needed' }
  /** The ref that was given. */
  | { kind: 'unknown_person'; ref: string }
  /** The key belongs to somebody else. */
  | { kind: 'other_person' }

async function actorOf(deps: Deps, viewer: Viewer, ref: string | undefined): Promise<Actor | NoPerson> {
  if (ref === undefined) {
    return viewer.staffId === null ? { kind: 'person_needed' } : { ...viewer, staffId: viewer.staffId }
  }
  const staff = await findStaffByRef(deps.db, ref)
  if (staff === undefined) return { kind: 'unknown_person', ref }
  if (viewer.staffId !== null && viewer.staffId !== staff.id) return { kind: 'other_person' }
  return { role: staff.role, staffId: staff.id }
}

/** Acts as the key's own person, else as the one whom `ref` names; that person's rights count. */
export async function actByKey<Result>(
  deps: Deps,
  viewer: Viewer,
  ref: string | undefined,
  act: (actor: Actor) => Promise<Result>,
): Promise<Result | NoPerson> {
  const actor = await actorOf(deps, viewer, ref)
  return 'kind' in actor ? actor : act(actor)
}
