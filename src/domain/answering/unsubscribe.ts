import { hashToken } from '../../core/token.ts'
import { getFirm } from '../../db/firm/firms.ts'
import { findReaderByTokenHash } from '../../db/asking/invitations.ts'
import { deleteUnsubscription, insertSuppression, isUnsubscribed } from '../../db/sending/suppressions.ts'
import type { Deps } from '../../deps.ts'
import { faceOf, type FirmFace } from './asked-survey.ts'

export type Subscription = {
  kind: 'subscribed' | 'unsubscribed' | 'unknown'
  firm: FirmFace
  locales: readonly (string | null)[]
}

const findReader = async (deps: Deps, token: string) => findReaderByTokenHash(deps.db, hashToken(token))

const findAddress = async (deps: Deps, token: string): Promise<string | undefined> =>
  (await findReader(deps, token))?.address

/** Whether the address behind a survey link gets surveys. */
export async function viewSubscription(deps: Deps, token: string): Promise<Subscription> {
  const firm = faceOf(await getFirm(deps.db))
  const reader = await findReader(deps, token)
  if (reader === undefined) return { kind: 'unknown', firm, locales: [firm.locale] }
  const { address, locales } = reader
  return { kind: (await isUnsubscribed(deps.db, address)) ? 'unsubscribed' : 'subscribed', firm, locales }
}

/** Ends all survey mail to the address behind a survey link, however old; doing so twice is once. */
export async function unsubscribe(
  deps: Deps,
  token: string,
  source: 'page' | 'one_click',
): Promise<'unsubscribed' | 'unknown'> {
  const address = await findAddress(deps, token)
  if (address === undefined) return 'unknown'
  await insertSuppression(deps.db, { address, reason: 'unsubscribed', source, at: deps.now() })
  return 'unsubscribed'
}

/** Takes an unsubscription back. */
export async function resubscribe(deps: Deps, token: string): Promise<'subscribed' | 'unknown'> {
  const address = await findAddress(deps, token)
  if (address === undefined) return 'unknown'
  await deleteUnsubscription(deps.db, address)
  return 'subscribed'
}
