import { z } from 'zod'
import { email, oneLine, oneOf, type Parsed, quoted } from '../../core/firm/field-kinds.ts'
import type { FieldFault } from '../../core/firm/parse-record.ts'
import { ROLES, type Role } from '../../core/words.ts'
import { findStaffByAddress, findStaffByRef, insertAudit, insertStaff } from '../../db/access/staff-sign-in.ts'
import type { Deps } from '../../deps.ts'

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

type Newcomer = { email: string; name: string; role: Role }

/** One plain address that the sign-in library takes, too: it wants plain letters and a dot in the domain. */
function signInAddress(text: string): Parsed<string> {
  const parsed = email(text)
  if ('reason' in parsed || z.email().safeParse(parsed.value).success) return parsed
  return { reason: `${quoted(text)} can't sign in; give an address of plain letters with a dot in its domain` }
}

function faultsOf(given: Newcomer): FieldFault[] {
  const parsed = {
    email: signInAddress(given.email),
    name: given.name.trim() === '' ? { reason: 'is empty; fill it in' } : oneLine(given.name),
    role: oneOf(ROLES)(given.role),
  }
  return Object.entries(parsed).flatMap(([column, field]) =>
    'reason' in field ? [{ column, reason: field.reason }] : [],
  )
}

export type CreatedAdministrator =
  | { kind: 'created'; ref: string }
  | { kind: 'exists'; ref: string }
  | { kind: 'faults'; faults: FieldFault[] }

/** Adds a staff member by hand: how the first administrator of an empty installation comes in. */
export async function createFirstAdministrator(deps: Deps, given: Newcomer): Promise<CreatedAdministrator> {
  const existing = await findStaffByAddress(deps.db, given.email)
  if (existing !== undefined) return { kind: 'exists', ref: existing.ref }
  const faults = faultsOf(given)
  if (faults.length > 0) return { kind: 'faults', faults }
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
