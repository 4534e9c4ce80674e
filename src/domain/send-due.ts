import type { EmailKind } from '../core/words.ts'
import { holdInvitationBack, markInvitationBounced, markInvitationSent } from '../db/asking.ts'
import type { Db } from '../db/database.ts'
import { insertDecisions } from '../db/decisions.ts'
import { getSurveyMail } from '../db/email-content.ts'
import { type Email, leaseDueEmails, markEmailDone, markEmailEnded, markEmailToRetry } from '../db/emails.ts'
import { insertSuppression } from '../db/suppressions.ts'
import type { Deps } from '../deps.ts'
import type { Delivery } from '../mail/mailer.ts'
import { renderEmail } from './render-email.ts'

/** Messages by kind that left (or were kept), and how many ended otherwise. */
export type SendCounts = Record<EmailKind, number> & { bounced: number; failed: number; cancelled: number }

const LEASE_SIZE = 50
/** Longer than the slowest SMTP dialogue of a whole lease, so that only a dead server's lease runs out. */
const LEASE_MS = 30 * 60_000
const MAX_ATTEMPTS = 8
/** What waited longer than this, as in a database restored from a backup, is no longer news. */
const FRESH_MS = 3 * 86_400_000

/** 2, 4, 8 … minutes, up to a quarter more at random so that servers don't knock together. */
function backoffMs(deps: Deps, attempts: number): number {
  const jitter = (deps.random(1)[0] ?? 0) / 1024
  return 2 ** attempts * 60_000 * (1 + jitter)
}

/** Why a message must not leave any more, if so, in the code of a decision. */
async function whyCancelled(deps: Deps, email: Email): Promise<string | undefined> {
  if (deps.now().getTime() - email.dueAt.getTime() > FRESH_MS) return 'waited_too_long'
  if (email.invitationId === null) return undefined
  const mail = await getSurveyMail(deps.db, email.invitationId)
  if (mail.state !== 'sent') return 'no_longer_waiting'
  return mail.suppressedBy ? `suppressed_${mail.suppressedBy}` : undefined
}

async function tryToDeliver(deps: Deps, email: Email): Promise<Delivery> {
  try {
    return await deps.mailer.deliver(await renderEmail(deps, email))
  } catch (error) {
    deps.log.error('email not rendered', { emailId: email.id, failure: String(error) })
    return { kind: 'failed', reason: 'the message could not be made; see the log' }
  }
}

async function keepDone(trx: Db, email: Email, state: 'sent' | 'kept', at: Date): Promise<void> {
  await markEmailDone(trx, email.id, { state, at })
  if (email.invitationId === null) return
  const { milestoneId, contactId } = await getSurveyMail(trx, email.invitationId)
  const isFirst = email.kind === 'invitation'
  if (isFirst) await markInvitationSent(trx, email.invitationId, at)
  const words = isFirst
    ? ({ kind: 'sent', reason: 'sent' } as const)
    : ({ kind: 'reminded', reason: 'reminder' } as const)
  await insertDecisions(trx, [{ milestoneId, contactId, at, ...words }])
}

async function keepBounced(trx: Db, email: Email, reason: string, at: Date): Promise<void> {
  await markEmailEnded(trx, email.id, { state: 'bounced', reason })
  if (email.invitationId === null) return
  const { milestoneId, contactId } = await getSurveyMail(trx, email.invitationId)
  await insertSuppression(trx, { address: email.toAddress, reason: 'bounced', source: 'smtp', at })
  await markInvitationBounced(trx, email.invitationId)
  await insertDecisions(trx, [{ milestoneId, contactId, at, kind: 'bounced', reason: 'address_refused' }])
}

/** An invitation that never left is held back, and its history says why; its survey will not open. */
async function keepNeverSent(trx: Db, email: Email, reason: string, at: Date): Promise<void> {
  if (email.invitationId === null || email.kind !== 'invitation') return
  const { milestoneId, contactId, state } = await getSurveyMail(trx, email.invitationId)
  if (state !== 'sent') return
  await holdInvitationBack(trx, email.invitationId)
  await insertDecisions(trx, [{ milestoneId, contactId, at, kind: 'held_back', reason }])
}

async function keepCancelled(deps: Deps, email: Email, reason: string): Promise<void> {
  await deps.db.transaction().execute(async (trx) => {
    await markEmailEnded(trx, email.id, { state: 'cancelled', reason })
    await keepNeverSent(trx, email, reason, deps.now())
  })
}

type Ending = keyof SendCounts | 'retried'

async function keep(deps: Deps, email: Email, delivery: Delivery): Promise<Ending> {
  const at = deps.now()
  return deps.db.transaction().execute(async (trx) => {
    if (delivery.kind === 'sent' || delivery.kind === 'kept') {
      await keepDone(trx, email, delivery.kind, at)
      return email.kind
    }
    if (delivery.kind === 'bounced') {
      await keepBounced(trx, email, delivery.reason, at)
      return 'bounced'
    }
    if (email.attempts < MAX_ATTEMPTS) {
      const dueAt = new Date(at.getTime() + backoffMs(deps, email.attempts))
      await markEmailToRetry(trx, email.id, { dueAt, reason: delivery.reason })
      return 'retried'
    }
    await markEmailEnded(trx, email.id, { state: 'failed', reason: delivery.reason })
    await keepNeverSent(trx, email, 'not_delivered', at)
    return 'failed'
  })
}

async function send(deps: Deps, email: Email): Promise<Ending> {
  const cancelled = await whyCancelled(deps, email)
  if (cancelled) {
    await keepCancelled(deps, email, cancelled)
    return 'cancelled'
  }
  const delivery = await tryToDeliver(deps, email)
  const ending = await keep(deps, email, delivery)
  deps.log.info('email', { emailId: email.id, kind: email.kind, delivery: delivery.kind, attempts: email.attempts })
  return ending
}

/**
 * Sends what is due: leases some messages, hands each to the mailer outside any transaction, marks what became of it. A
 * message whose mark was lost is sent again with the same Message-ID.
 */
export async function sendDue(deps: Deps, options: { only?: readonly EmailKind[] } = {}): Promise<SendCounts> {
  const counts: SendCounts = { invitation: 0, reminder: 0, alert: 0, sign_in: 0, bounced: 0, failed: 0, cancelled: 0 }
  for (;;) {
    const until = new Date(deps.now().getTime() + LEASE_MS)
    const leased = await leaseDueEmails(deps.db, deps.now(), { until, limit: LEASE_SIZE, ...options })
    for (const email of leased) {
      const ending = await send(deps, email)
      if (ending !== 'retried') counts[ending] += 1
    }
    if (leased.length < LEASE_SIZE) return counts
  }
}
