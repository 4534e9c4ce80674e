import { countSignInEmails, findStaffByAddress } from '../../db/access/staff-sign-in.ts'
import type { Deps } from '../../deps.ts'
import { queueEmail } from '../sending/queue-email.ts'
import { LINK_MINUTES, staffAuthOf } from './staff-auth.ts'

/** Sign-in messages to one address within `LINK_MINUTES`; more are not sent. */
const MAX_LINKS = 5

/** The secret part of a sign-in link for somebody who is known to be on the staff. */
export async function drawSignInToken(deps: Deps, address: string): Promise<string> {
  let token: string | undefined
  await staffAuthOf(deps).api.signInMagicLink({
    body: {
      email: address.toLowerCase(),
      metadata: {
        receive: (drawn: string) => {
          token = drawn
        },
      },
    },
    headers: new Headers(),
  })
  if (token === undefined) throw new Error('the sign-in library drew no link')
  return token
}

async function drawLink(deps: Deps, address: string, next: string | undefined): Promise<string> {
  const url = new URL('/sign-in/confirm', deps.config.baseUrl)
  url.searchParams.set('token', await drawSignInToken(deps, address))
  if (next !== undefined && next !== '/') url.searchParams.set('next', next)
  return url.toString()
}

/** A link that signs a staff member in once, within fifteen minutes, without any mail. */
export async function createSignInLink(
  deps: Deps,
  address: string,
): Promise<{ kind: 'created'; url: string } | { kind: 'not_staff' }> {
  const staff = await findStaffByAddress(deps.db, address)
  return staff === undefined
    ? { kind: 'not_staff' }
    : { kind: 'created', url: await drawLink(deps, staff.email, undefined) }
}

/** Queues a sign-in message where the address is a staff member's. It returns nothing: nobody learns who works here. */
export async function requestSignInLink(deps: Deps, address: string, next?: string): Promise<void> {
  const staff = await findStaffByAddress(deps.db, address)
  if (staff === undefined) return
  const now = deps.now()
  const since = new Date(now.getTime() - LINK_MINUTES * 60_000)
  if ((await countSignInEmails(deps.db, staff.email, since)) >= MAX_LINKS) {
    deps.log.warn('sign_in_link_refused', { staffId: staff.id })
    return
  }
  await queueEmail(deps, deps.db, {
    kind: 'sign_in',
    toName: staff.name,
    toAddress: staff.email,
    locales: [staff.locale],
    dueAt: now,
    secretUrl: await drawLink(deps, staff.email, next),
  })
}
