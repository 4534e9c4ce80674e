import { findStaffByAddress, insertAudit } from '../../db/access/staff-sign-in.ts'
import { isFreshSession } from '../../db/access/staff-session.ts'
import type { Deps } from '../../deps.ts'
import { PASSWORD_LENGTH, staffAuthOf } from './staff-auth.ts'

/** A session older than this must sign in again before it may set a password. */
const FRESH_MINUTES = 60

export type SetPasswordResult =
  | { kind: 'set' }
  | { kind: 'length'; min: number; max: number }
  | { kind: 'sign_in_again' }

/** Sets the password of whoever is signed in and ends all of that person's other sessions. */
export async function setPassword(deps: Deps, headers: Headers, password: string): Promise<SetPasswordResult> {
  if (password.length < PASSWORD_LENGTH.min || password.length > PASSWORD_LENGTH.max) {
    return { kind: 'length', ...PASSWORD_LENGTH }
  }
  const auth = staffAuthOf(deps)
  const session = await auth.api.getSession({ headers })
  if (session === null || !(await isFreshSession(deps.db, session.session.id, FRESH_MINUTES))) {
    return { kind: 'sign_in_again' }
  }
  const { internalAdapter, password: hasher } = await auth.$context
  const hash = await hasher.hash(password)
  if (await internalAdapter.findCredentialAccount(session.user.id)) {
    await internalAdapter.updatePassword(session.user.id, hash)
  } else {
    const { id } = session.user
    await internalAdapter.linkAccount({ userId: id, providerId: 'credential', accountId: id, password: hash })
  }
  await auth.api.revokeOtherSessions({ headers })
  const staff = await findStaffByAddress(deps.db, session.user.email)
  await insertAudit(deps.db, { at: deps.now(), staffId: staff?.id ?? null, action: 'password_set' })
  return { kind: 'set' }
}
