import { hashToken, tokenFrom } from '../../core/token.ts'
import type { Viewer } from '../../core/viewer.ts'
import type { Role } from '../../core/words.ts'
import { findApiKey, insertApiKey, revokeApiKeys } from '../../db/access/api-keys.ts'
import { findStaffByRef, insertAudit } from '../../db/access/staff-sign-in.ts'
import type { Deps } from '../../deps.ts'

const PREFIX = 'fc_'

export type NewApiKey = { name: string; role: Role; staffRef?: string | undefined }

export type CreateApiKeyResult =
  | { kind: 'created'; key: string }
  /** Keys of PMs and account managers see what one person sees, and say whose. */
  | { kind: 'staff_needed' }
  | { kind: 'staff_not_needed' }
  | { kind: 'unknown_staff' }
  | { kind: 'wrong_role'; role: Role }

/** Makes a key for the API. Only its hash is kept: it is shown this once. */
export async function createApiKey(deps: Deps, given: NewApiKey): Promise<CreateApiKeyResult> {
  const isPersonal = given.role === 'pm' || given.role === 'account_manager'
  if (isPersonal && given.staffRef === undefined) return { kind: 'staff_needed' }
  if (!isPersonal && given.staffRef !== undefined) return { kind: 'staff_not_needed' }
  const staff = given.staffRef === undefined ? null : await findStaffByRef(deps.db, given.staffRef)
  if (staff === undefined) return { kind: 'unknown_staff' }
  if (staff !== null && staff.role !== given.role) return { kind: 'wrong_role', role: staff.role }
  const key = PREFIX + tokenFrom(deps.random(32))
  await insertApiKey(deps.db, {
    name: given.name,
    role: given.role,
    staffId: staff?.id ?? null,
    keyHash: hashToken(key),
    createdAt: deps.now(),
  })
  const detail = { name: given.name, role: given.role }
  await insertAudit(deps.db, { at: deps.now(), staffId: null, action: 'api_key_created', detail })
  return { kind: 'created', key }
}

/** Whom a key lets look, and the key's name; undefined: no such key, or revoked. */
export async function verifyApiKey(deps: Deps, key: string): Promise<{ name: string; viewer: Viewer } | undefined> {
  if (!key.startsWith(PREFIX)) return undefined
  const row = await findApiKey(deps.db, hashToken(key))
  if (row === undefined) return undefined
  const { name, role, staffId } = row
  if (role === 'leader' || role === 'admin') return { name, viewer: { role, staffId: null } }
  if (staffId === null) throw new Error(`API key ${row.id} has nobody's eyes`)
  return { name, viewer: { role, staffId } }
}

/** Ends every key of this name. */
export async function revokeApiKey(deps: Deps, name: string): Promise<{ kind: 'revoked' } | { kind: 'unknown' }> {
  const count = await revokeApiKeys(deps.db, name, deps.now())
  if (count === 0) return { kind: 'unknown' }
  await insertAudit(deps.db, { at: deps.now(), staffId: null, action: 'api_key_revoked', detail: { name } })
  return { kind: 'revoked' }
}
