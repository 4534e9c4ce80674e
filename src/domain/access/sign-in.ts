import { sealedSince } from '../../core/answering/guess.ts'
import type { Row } from '../../db/schema.ts'
import type { Viewer } from '../../core/viewer.ts'
import { type Firm, getFirm } from '../../db/firm/firms.ts'
import { countAudit, findStaffByAddress, insertAudit } from '../../db/access/staff-sign-in.ts'
import type { Deps } from '../../deps.ts'
import { OIDC_PROVIDER, staffAuthOf } from './staff-auth.ts'

/** What the browser must keep or forget: `Set-Cookie` lines. */
export type SignInResult = { kind: 'signed_in'; cookies: string[] } | { kind: 'refused' }

export type SignedInStaff = {
  viewer: Viewer & { staffId: number }
  name: string
  timeZone: string
  locale: string
  /** As it stood when they asked. */
  firm: Firm
}

/** Password attempts for one person within `ATTEMPT_MINUTES`, right or wrong; more are refused unseen. */
const MAX_ATTEMPTS = 10
const ATTEMPT_MINUTES = 15

const resultOf = (response: Response): SignInResult =>
  response.ok ? { kind: 'signed_in', cookies: response.headers.getSetCookie() } : { kind: 'refused' }

/** Uses a mailed link up. Refused: unknown, used, expired, or of somebody who has left the firm. */
export async function confirmSignInLink(deps: Deps, headers: Headers, token: string): Promise<SignInResult> {
  return resultOf(await staffAuthOf(deps).api.magicLinkVerify({ query: { token }, headers, asResponse: true }))
}

async function mayTry(deps: Deps, staffId: number): Promise<boolean> {
  const since = new Date(deps.now().getTime() - ATTEMPT_MINUTES * 60_000)
  if ((await countAudit(deps.db, staffId, 'password_tried', since)) >= MAX_ATTEMPTS) return false
  // Written before it is counted, so that attempts side by side cannot all slip under the bound.
  await insertAudit(deps.db, { at: deps.now(), staffId, action: 'password_tried' })
  return (await countAudit(deps.db, staffId, 'password_tried', since)) <= MAX_ATTEMPTS
}

export async function signInWithPassword(
  deps: Deps,
  headers: Headers,
  given: { address: string; password: string },
): Promise<SignInResult> {
  const staff = await findStaffByAddress(deps.db, given.address)
  if (staff !== undefined && !(await mayTry(deps, staff.id))) return { kind: 'refused' }
  // An unknown address goes the same way, so that the time taken tells nothing.
  const body = { email: given.address.trim().toLowerCase(), password: given.password }
  return resultOf(await staffAuthOf(deps).api.signInEmail({ body, headers, asResponse: true }))
}

/** Where the browser goes to sign in at the firm's own provider. */
export async function startSingleSignOn(
  deps: Deps,
  headers: Headers,
  next: string,
): Promise<{ kind: 'go'; url: string; cookies: string[] } | { kind: 'not_set_up' }> {
  if (deps.config.oidc === null) return { kind: 'not_set_up' }
  const response = await staffAuthOf(deps).api.signInSocial({
    body: { provider: OIDC_PROVIDER, callbackURL: next, errorCallbackURL: '/sign-in' },
    headers,
    asResponse: true,
  })
  const answer = (await response.json()) as { url?: string }
  if (!response.ok || answer.url === undefined) throw new Error('the single sign-on provider cannot be reached')
  return { kind: 'go', url: answer.url, cookies: response.headers.getSetCookie() }
}

export async function signOut(deps: Deps, headers: Headers): Promise<{ cookies: string[] }> {
  const response = await staffAuthOf(deps).api.signOut({ headers, asResponse: true })
  return { cookies: response.headers.getSetCookie() }
}

function viewerOf(staff: Row<'staff'>, now: Date): Viewer & { staffId: number } {
  const { id: staffId, role } = staff
  return role === 'pm' && staff.guesses ? { role, staffId, sealedSince: sealedSince(now) } : { role, staffId }
}

/** The person a session's cookie stands for today: a change of role counts at once, and who has left is nobody. */
export async function findSignedIn(deps: Deps, headers: Headers): Promise<SignedInStaff | undefined> {
  const session = await staffAuthOf(deps).api.getSession({ headers })
  const staff = session === null ? undefined : await findStaffByAddress(deps.db, session.user.email)
  if (staff === undefined) return undefined
  const firm = await getFirm(deps.db)
  return {
    viewer: viewerOf(staff, deps.now()),
    name: staff.name,
    timeZone: staff.timeZone ?? firm.timeZone,
    locale: staff.locale ?? firm.locale,
    firm,
  }
}
