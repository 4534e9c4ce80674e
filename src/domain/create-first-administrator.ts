import type { Role } from '../core/words.ts'
import { findStaffByAddress, findStaffByRef, insertAudit, insertStaff } from '../db/staff-sign-in.ts'
import type { Deps } from '../deps.ts'

const slugOf = (name: string): string =>
  name
    .normalize('NFKD')
    .replaceAll(/\p{Mark}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')

async function freeRef(deps: Deps, given: { name: string; role: Role }): Promise<string> {
  const slug = slugOf(given.name)
  for (let count = slug === '' ? 1 : 0; ; count += 1) {
    const ref = count === 0 ? slug : `${slug || given.role}-${count}`
    if ((await findStaffByRef(deps.db, ref)) === undefined) return ref
  }
}

/** Adds a staff member by hand: how the first administrator of an empty installation comes in. */
export async function createFirstAdministrator(
  deps: Deps,
  given: { email: string; name: string; role: Role },
): Promise<{ kind: 'created'; ref: string } | { kind: 'exists'; ref: string }> {
  const existing = await findStaffByAddress(deps.db, given.email)
  if (existing !== undefined) return { kind: 'exists', ref: existing.ref }
  const staff = await insertStaff(deps.db, {
    ...given,
    email: given.email.trim(),
    ref: await freeRef(deps, given),
  })
  if (staff === undefined) return createFirstAdministrator(deps, given)
  await insertAudit(deps.db, {
    at: deps.now(),
    staffId: staff.id,
    action: 'staff_created',
    detail: { role: given.role },
  })
  return { kind: 'created', ref: staff.ref }
}
