import { FRESH_MS, LONGEST_WAIT_MS, pauseMs } from '../../core/sending/backoff.ts'
import { whyWithdrawn } from '../../core/asking/release.ts'
import { leavesAt } from '../../core/asking/sending-hours.ts'
import type { EmailKind } from '../../core/words.ts'
import { endMailOutage, findMailOutage, keepMailOutage } from '../../db/sending/mail-outage.ts'
import type { Deps } from '../../deps.ts'
import { createDueSupply, type DueSupply } from './due-supply.ts'
import { createKeeper, type Keep, type Outcome } from './keep-deliveries.ts'
import type { Message } from '../../mail/mailer.ts'
import type { DueEmail } from './lease-due.ts'
import { renderEmail } from './render-email.ts'

/** Messages by kind that left (or were kept), and how many ended otherwise. */
export type SendCounts = Record<EmailKind, number> & { bounced: number; failed: number; cancelled: number }

/** Why a message must not leave any more, if so, in the code of a decision. */
function whyCancelled(deps: Deps, { email, facts, deadBecause }: DueEmail): string | undefined {
  if (deps.now().getTime() - email.dueAt.getTime() > FRESH_MS) return 'waited_too_long'
  if (facts.survey === null) return deadBecause ? `suppressed_${deadBecause}` : undefined
  if (facts.survey.state !== 'sent') return 'no_longer_waiting'
  const withdrawn = whyWithdrawn(facts.survey)
  if (withdrawn) return withdrawn
  return facts.survey.suppressedBy ? `suppressed_${facts.survey.suppressedBy}` : undefined
}

/** A message that is leased, and ready to be handed to the mailer unless it is already known what becomes of it. */
type Prepared = { due: DueEmail; next: Message | Outcome }

function notMade(deps: Deps, { email }: DueEmail, error: unknown): Outcome {
  deps.log.error('email not made', { emailId: email.id, failure: String(error) })
  return { kind: 'failed', reason: 'the message could not be made; see the log' }
}

/** Null: now. It is looked at again before it would seem that a wrong clock had put it off. */
function postponedUntil(deps: Deps, { email, facts, asking }: DueEmail): Date | null {
  if (facts.survey === null) return null
  const now = deps.now()
  const { timeZone } = facts.survey
  const at = leavesAt({ queuedAt: email.createdAt, timeZone, rule: asking.rule }, asking.firm, now)
  return at && new Date(Math.min(at.getTime(), now.getTime() + LONGEST_WAIT_MS / 2))
}

async function prepare(deps: Deps, due: DueEmail): Promise<Prepared> {
  const cancelled = whyCancelled(deps, due)
  if (cancelled) return { due, next: { kind: 'cancelled', reason: cancelled } }
  try {
    const until = postponedUntil(deps, due)
    if (until) return { due, next: { kind: 'postponed', until } }
    const message = await renderEmail(deps, due.email, 'real', due.facts)
    deps.mailer.prepare?.(message)
    return { due, next: message }
  } catch (error) {
    return { due, next: notMade(deps, due, error) }
  }
}

const deliver = async (deps: Deps, { due, next }: Prepared): Promise<Outcome> =>
  'kind' in next ? next : deps.mailer.deliver(next).catch((error: unknown) => notMade(deps, due, error))

/** One round of sending. `refused`: what found the server unavailable since it last took a message. */
type Round = {
  deps: Deps
  supply: DueSupply
  keep: Keep
  counts: SendCounts
  refused: { due: DueEmail; reason: string }[]
  delivered: boolean
}

async function keepAndCount({ deps, keep, counts }: Round, due: DueEmail, outcome: Outcome): Promise<void> {
  const { id: emailId, kind, attempts } = due.email
  const state = await keep(due, outcome)
  deps.log.info('email', {
    emailId,
    kind,
    delivery: outcome.kind,
    attempts: attempts + 1,
    ...(!state && { lost: true }),
  })
  if (state === 'sent' || state === 'kept') counts[kind] += 1
  else if (state && state !== 'due') counts[state] += 1
}

async function take(round: Round, due: DueEmail, outcome: Outcome): Promise<void> {
  if (outcome.kind === 'unavailable') {
    round.refused.push({ due, reason: outcome.reason })
    if (round.refused.length >= round.deps.mailer.connections) round.supply.stop()
    return
  }
  if (outcome.kind === 'sent' || outcome.kind === 'bounced') {
    round.delivered = true
    // The server does take mail, so what it would not take has failed for itself.
    const blamed = round.refused.splice(0)
    for (const { due, reason } of blamed) await keepAndCount(round, due, { kind: 'failed', reason })
  }
  await keepAndCount(round, due, outcome)
}

async function takeNext({ deps, supply }: Round): Promise<Prepared | undefined> {
  const due = await supply.next()
  return due && prepare(deps, due)
}

/**
 * Prepares its next message while its last is being marked, and delivers it only then, so that no more are of unknown fate
 * than there are connections.
 */
async function sendAll(round: Round): Promise<void> {
  const { deps, supply } = round
  let coming = takeNext(round)
  try {
    for (;;) {
      const prepared = await coming
      if (!prepared) return
      if (!supply.isReady(prepared.due)) {
        supply.putBack(prepared.due)
        coming = takeNext(round)
        continue
      }
      const outcome = await deliver(deps, prepared)
      coming = takeNext(round)
      coming.catch(() => {})
      await take(round, prepared.due, outcome)
    }
  } catch (error) {
    supply.stop()
    const unused = await coming.catch(() => undefined)
    if (unused) supply.putBack(unused.due)
    throw error
  }
}

/** A server that takes nothing costs no message an attempt; all mail waits a little, longer each time. */
async function keepRefused(round: Round, failures: number): Promise<void> {
  const { deps, refused } = round
  const [first] = refused
  if (!first) {
    if (failures > 0 && round.delivered) await endMailOutage(deps.db)
    return
  }
  for (const { due, reason } of refused) await keepAndCount(round, due, { kind: 'unavailable', reason })
  const jitter = (deps.random(1)[0] ?? 0) / 256
  const until = new Date(deps.now().getTime() + pauseMs(failures + 1, jitter))
  await keepMailOutage(deps.db, { until, failures: failures + 1, reason: first.reason })
  deps.log.warn('mail server unavailable', { failures: failures + 1, until, reason: first.reason })
}

/**
 * Sends what is due: leases some messages, hands each to the mailer outside any transaction, marks what became of it. A
 * message whose mark was lost is sent again with the same Message-ID.
 */
export async function sendDue(deps: Deps, options: { only?: readonly EmailKind[] } = {}): Promise<SendCounts> {
  const counts: SendCounts = {
    invitation: 0,
    reminder: 0,
    alert: 0,
    escalation: 0,
    you_said_we_did: 0,
    sign_in: 0,
    digest: 0,
    copy: 0,
    my_data: 0,
    bounced: 0,
    failed: 0,
    cancelled: 0,
  }
  const outage = await findMailOutage(deps.db)
  const waitMs = outage ? outage.until.getTime() - deps.now().getTime() : 0
  // A wait that is longer than any began by a clock that ran ahead.
  if (outage && waitMs > 0 && waitMs <= pauseMs(outage.failures, 1)) return counts
  const supply = createDueSupply(deps, options)
  const round: Round = { deps, supply, keep: createKeeper(deps), counts, refused: [], delivered: false }
  try {
    const slots = Array.from({ length: deps.mailer.connections }, () => sendAll(round))
    const ends = await Promise.allSettled(slots)
    const fault = ends.find((end) => end.status === 'rejected')
    if (fault) throw fault.reason
    await keepRefused(round, outage?.failures ?? 0)
  } finally {
    await supply.giveBack()
  }
  return counts
}
