import { FRESH_MS, retryAfterMs } from '../../core/sending/backoff.ts'
import { isPrivateAddress, parseOutsideUrl } from '../../core/sending/outside-address.ts'
import { getInstallation } from '../../db/sending/installation.ts'
import { type DueWebhookMessage, leaseWebhookMessages, markWebhookMessage } from '../../db/sending/webhooks.ts'
import type { Deps } from '../../deps.ts'
import { renderWebhookMessage } from './webhook-content.ts'

/** Posted at once, so that a round takes no longer than the slowest of them. */
const AT_ONCE = 20
const POST_WITHIN_MS = 10_000
const LEASE_MS = 2 * 60_000
const MAX_ATTEMPTS = 8

/** What a server says of an address or a message that it will never take. */
const FINAL: ReadonlySet<number> = new Set([400, 401, 403, 404, 405, 410, 413, 422])

type Posted =
  | { kind: 'sent' }
  | { kind: 'cancelled'; reason: string }
  /** `isFinal`: trying again would end the same. */
  | { kind: 'failed'; reason: string; isFinal: boolean }

/** Looked up each time: an address that led outside when it was typed may lead inside by now. */
async function leadsOutside(deps: Deps, url: string): Promise<boolean> {
  const parsed = parseOutsideUrl(url)
  if ('fault' in parsed) return false
  const addresses = await deps.resolve(new URL(url).hostname)
  return addresses.every((address) => !isPrivateAddress(address))
}

async function post(deps: Deps, message: DueWebhookMessage): Promise<Posted> {
  const { webhook, createdAt } = message
  if (deps.now().getTime() - createdAt.getTime() > FRESH_MS) return { kind: 'cancelled', reason: 'waited too long' }
  const made = await renderWebhookMessage(deps, message)
  if (made === null) return { kind: 'cancelled', reason: 'for leadership only' }
  if (!(await leadsOutside(deps, webhook.url))) {
    return { kind: 'failed', reason: 'the address leads into a private network', isFinal: true }
  }
  // A redirect could lead inside.
  const response = await deps.fetch(webhook.url, {
    method: 'POST',
    ...made,
    redirect: 'manual',
    signal: AbortSignal.timeout(POST_WITHIN_MS),
  })
  await response.body?.cancel()
  if (response.ok) return { kind: 'sent' }
  const isRedirect = response.status === 0 || (response.status >= 300 && response.status < 400)
  const reason = isRedirect ? 'the server redirects elsewhere' : `the server answered ${response.status}`
  return { kind: 'failed', reason, isFinal: isRedirect || FINAL.has(response.status) }
}

/** The name of what went wrong; an address could stand in the rest of it. */
function failureOf(error: unknown): Posted {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
  const code = cause instanceof Error ? ('code' in cause ? String(cause.code) : cause.name) : 'unknown'
  return { kind: 'failed', reason: `the server can’t be reached (${code})`, isFinal: false }
}

async function postAndMark(deps: Deps, message: DueWebhookMessage): Promise<boolean> {
  const posted = await post(deps, message).catch(failureOf)
  const at = deps.now()
  const failures = message.attempts + 1
  const isOver = posted.kind !== 'failed' || posted.isFinal || failures >= MAX_ATTEMPTS
  const jitter = (deps.random(1)[0] ?? 0) / 256
  await markWebhookMessage(deps.db, message, {
    state: isOver ? posted.kind : 'due',
    error: posted.kind === 'sent' ? null : posted.reason,
    dueAt: isOver ? null : new Date(at.getTime() + retryAfterMs(failures, jitter)),
    sentAt: posted.kind === 'sent' ? at : null,
  })
  const { id, event, webhookId } = message
  deps.log.info('webhook', { messageId: id, webhookId, event, delivery: posted.kind, attempts: failures })
  return posted.kind === 'sent'
}

/**
 * Posts what is due to channels and programs, from an outbox of its own, so that none of them ever keeps mail waiting. A
 * copy of the database that mails nothing posts nothing either.
 */
export async function postWebhooks(deps: Deps): Promise<number> {
  const { databaseIdentity } = await getInstallation(deps.db)
  if (deps.config.smtpUrl === null && databaseIdentity !== null) return 0
  const now = deps.now()
  const lease = { now, until: new Date(now.getTime() + LEASE_MS), limit: AT_ONCE }
  const messages = await leaseWebhookMessages(deps.db, lease)
  const sent = await Promise.all(messages.map((message) => postAndMark(deps, message)))
  return sent.filter(Boolean).length
}
