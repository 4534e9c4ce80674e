import type { Deps } from '../../deps.ts'
import type { HookRequest, ReadHook } from '../../mail/hooks/hook-request.ts'
import { readMailgun } from '../../mail/hooks/mailgun.ts'
import { readPostmark } from '../../mail/hooks/postmark.ts'
import { readSendgrid } from '../../mail/hooks/sendgrid.ts'
import { readSes } from '../../mail/hooks/ses.ts'
import { takeMailEvents } from './take-mail-events.ts'

type Provider = keyof Deps['config']['mailHooks']

const READERS: Record<Provider, (request: HookRequest) => Promise<ReadHook>> = {
  ses: readSes,
  postmark: readPostmark,
  mailgun: readMailgun,
  sendgrid: readSendgrid,
}

const isProvider = (name: string): name is Provider => Object.hasOwn(READERS, name)

export type ReceivedHook =
  | { kind: 'taken' }
  /** No such provider, or the firm has not set it up. */
  | { kind: 'unknown' }
  | { kind: 'forged' }
  | { kind: 'unreadable' }

/** The setting of a provider's hook; null where there is no such hook here. */
const settingOf = ({ config }: Deps, provider: string): string | null =>
  isProvider(provider) ? config.mailHooks[provider] : null

/** Whether this provider may post here at all. */
export const hasMailHook = (deps: Deps, provider: string): boolean => settingOf(deps, provider) !== null

/** Takes what a provider posts, once its signature has been checked. */
export async function receiveMailHook(
  deps: Deps,
  provider: string,
  posted: Pick<HookRequest, 'body' | 'header'>,
): Promise<ReceivedHook> {
  const setting = settingOf(deps, provider)
  if (!isProvider(provider) || setting === null) return { kind: 'unknown' }
  const fetch = (url: string): Promise<Response> => deps.fetch(url)
  const read = await READERS[provider]({ ...posted, setting, now: deps.now(), fetch })
  if (read.kind === 'forged') deps.log.warn('mail hook refused', { provider, why: read.why })
  if (read.kind === 'unreadable') deps.log.warn('mail hook not understood', { provider })
  if (read.kind !== 'events') return read.kind === 'forged' ? { kind: 'forged' } : { kind: 'unreadable' }
  await takeMailEvents(deps, provider, read.events)
  return { kind: 'taken' }
}
