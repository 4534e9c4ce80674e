import { retryAfterMs } from '../core/backoff.ts'
import { isWithdrawReason } from '../core/release.ts'
import type { Db } from '../db/database.ts'
import { insertDecisions } from '../db/decisions.ts'
import { type EmailMark, endInvitations, lockInvitations, markEmails, markInvitationsSent } from '../db/email-marks.ts'
import type { NewRow } from '../db/schema.ts'
import { insertSuppression } from '../db/suppressions.ts'
import type { Deps } from '../deps.ts'
import type { Delivery } from '../mail/mailer.ts'
import type { DueEmail } from './lease-due.ts'

/** What became of a message. `cancelled`: it was not handed over; `unavailable`: nor could it have been. */
export type Outcome = Delivery | { kind: 'cancelled'; reason: string }

type Kept = { due: DueEmail; outcome: Outcome; state: EmailMark['state'] }

const MAX_ATTEMPTS = 8
/** The pool reconnects ever more slowly, so that these last for a database that starts anew. */
const MARK_ATTEMPTS = 8

function stateAfter({ email }: DueEmail, outcome: Outcome): EmailMark['state'] {
  if (outcome.kind === 'unavailable') return 'due'
  if (outcome.kind !== 'failed') return outcome.kind
  return email.attempts + 1 < MAX_ATTEMPTS ? 'due' : 'failed'
}

function markOf(deps: Deps, { due: { email }, outcome, state }: Kept, at: Date): EmailMark {
  const jitter = (deps.random(1)[0] ?? 0) / 256
  const waits = outcome.kind === 'failed' && state === 'due'
  return {
    email,
    state,
    dueAt: waits ? new Date(at.getTime() + retryAfterMs(email.attempts + 1, jitter)) : null,
    reason: 'reason' in outcome ? outcome.reason : null,
    sentAt: state === 'sent' || state === 'kept' ? at : null,
    tried: outcome.kind !== 'unavailable' && outcome.kind !== 'cancelled',
  }
}

/** Why an invitation never left, in the code of a decision. */
const whyNeverSent = ({ outcome }: Kept): string => (outcome.kind === 'cancelled' ? outcome.reason : 'not_delivered')

/** What its end says in the history of a contact and milestone; nothing where it is to be tried again. */
function decisionOf(kept: Kept, isWaiting: boolean): Pick<NewRow<'decision'>, 'kind' | 'reason'> | undefined {
  const isFirst = kept.due.email.kind === 'invitation'
  if (kept.state === 'sent' || kept.state === 'kept') {
    return isFirst ? { kind: 'sent', reason: 'sent' } : { kind: 'reminded', reason: 'reminder' }
  }
  if (kept.state === 'bounced') return { kind: 'bounced', reason: 'address_refused' }
  const isNeverSent = isFirst && isWaiting && (kept.state === 'failed' || kept.state === 'cancelled')
  const reason = whyNeverSent(kept)
  return isNeverSent ? { kind: isWithdrawReason(reason) ? 'withdrawn' : 'held_back', reason } : undefined
}

/** What survey mail that has ended means for its invitations. An invitation that never left is held back or withdrawn. */
async function keepInvitations(trx: Db, ended: readonly Kept[], waiting: ReadonlySet<number>, at: Date): Promise<void> {
  const decisions: NewRow<'decision'>[] = []
  const ids: Record<string, number[]> = { sent: [], bounced: [], held_back: [], withdrawn: [] }
  for (const kept of ended) {
    const { email, facts } = kept.due
    const { invitationId } = email
    if (invitationId === null || facts.survey === null) continue
    const decision = decisionOf(kept, waiting.has(invitationId))
    if (!decision) continue
    const { milestoneId, contactId } = facts.survey
    decisions.push({ milestoneId, contactId, at, ...decision })
    ids[decision.kind]?.push(invitationId)
    if (decision.kind !== 'bounced') continue
    await insertSuppression(trx, { address: email.toAddress.toLowerCase(), reason: 'bounced', source: 'smtp', at })
  }
  await markInvitationsSent(trx, ids['sent'] ?? [], at)
  await endInvitations(trx, ids['bounced'] ?? [], 'bounced')
  await endInvitations(trx, ids['held_back'] ?? [], 'held_back')
  await endInvitations(trx, ids['withdrawn'] ?? [], 'withdrawn')
  await insertDecisions(trx, decisions)
}

async function keepTogether(deps: Deps, batch: readonly Kept[]): Promise<Set<number>> {
  const at = deps.now()
  const invitationIds = [...new Set(batch.flatMap(({ due }) => due.email.invitationId ?? []))]
  return deps.db.transaction().execute(async (trx) => {
    // An answer locks its invitation first and its mail afterwards, so that this must, too.
    const waiting = await lockInvitations(trx, invitationIds)
    const marked = await markEmails(
      trx,
      batch.map((kept) => markOf(deps, kept, at)),
    )
    await keepInvitations(
      trx,
      batch.filter(({ due }) => marked.has(due.email.id)),
      waiting,
      at,
    )
    return marked
  })
}

/** A mark that was not made would send the message again, so a database that is away for a moment is waited for. */
async function keepPatiently(deps: Deps, batch: readonly Kept[]): Promise<Set<number>> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await keepTogether(deps, batch)
    } catch (error) {
      if (attempt === MARK_ATTEMPTS) throw error
      deps.log.warn('email not marked', { emails: batch.length, attempt, failure: String(error) })
    }
  }
}

/** The state that a message is left in; undefined where its lease was lost, so that another server marks it. */
export type Keep = (due: DueEmail, outcome: Outcome) => Promise<EmailMark['state'] | undefined>

/** Marks what became of messages: one transaction at a time, and whatever ends meanwhile goes with the next. */
export function createKeeper(deps: Deps): Keep {
  type Waiting = { kept: Kept; done: (state: EmailMark['state'] | undefined) => void; fail: (error: unknown) => void }
  let waiting: Waiting[] = []
  let isBusy = false

  async function keepWaiting(): Promise<void> {
    isBusy = true
    while (waiting.length > 0) {
      const batch = waiting
      waiting = []
      try {
        const marked = await keepPatiently(
          deps,
          batch.map(({ kept }) => kept),
        )
        for (const { kept, done } of batch) done(marked.has(kept.due.email.id) ? kept.state : undefined)
      } catch (error) {
        for (const { fail } of batch) fail(error)
      }
    }
    isBusy = false
  }

  return (due, outcome) =>
    new Promise((done, fail) => {
      waiting.push({ kept: { due, outcome, state: stateAfter(due, outcome) }, done, fail })
      if (!isBusy) void keepWaiting()
    })
}
