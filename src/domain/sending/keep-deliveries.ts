import { gathering } from '../../core/gathering.ts'
import { retryAfterMs } from '../../core/sending/backoff.ts'
import { isWithdrawReason } from '../../core/asking/release.ts'
import { type EmailMark, markEmails } from '../../db/sending/email-marks.ts'
import type { Deps } from '../../deps.ts'
import type { Delivery } from '../../mail/mailer.ts'
import type { DueEmail } from './lease-due.ts'

/** What became of a message. `cancelled`, `postponed`: it was not handed over; `unavailable`: nor could it have been. */
export type Outcome = Delivery | { kind: 'cancelled'; reason: string } | { kind: 'postponed'; until: Date }

type Kept = { due: DueEmail; outcome: Outcome; state: EmailMark['state'] }

const MAX_ATTEMPTS = 8
/** The pool reconnects ever more slowly, so that these last for a database that starts anew. */
const MARK_ATTEMPTS = 8

function stateAfter({ email }: DueEmail, outcome: Outcome): EmailMark['state'] {
  if (outcome.kind === 'unavailable' || outcome.kind === 'postponed') return 'due'
  if (outcome.kind !== 'failed') return outcome.kind
  return email.attempts + 1 < MAX_ATTEMPTS ? 'due' : 'failed'
}

/** What its end says in the history of a contact and milestone; an invitation that never left is held back or withdrawn. */
function decisionOf({ due: { email, facts }, outcome, state }: Kept): EmailMark['decision'] {
  if (facts.survey === null) return null
  const { milestoneId, contactId } = facts.survey
  const isFirst = email.kind === 'invitation'
  if (state === 'sent' || state === 'kept') {
    const words = isFirst
      ? ({ kind: 'sent', reason: 'sent' } as const)
      : ({ kind: 'reminded', reason: 'reminder' } as const)
    return { milestoneId, contactId, ...words }
  }
  if (state === 'bounced') return { milestoneId, contactId, kind: 'bounced', reason: 'address_refused' }
  if (state === 'due' || !isFirst) return null
  const reason = outcome.kind === 'cancelled' ? outcome.reason : 'not_delivered'
  return { milestoneId, contactId, kind: isWithdrawReason(reason) ? 'withdrawn' : 'held_back', reason }
}

function markOf(deps: Deps, kept: Kept, at: Date): EmailMark {
  const { due, outcome, state } = kept
  const jitter = (deps.random(1)[0] ?? 0) / 256
  const failures = due.email.attempts + 1
  const retriedAt = new Date(at.getTime() + retryAfterMs(failures, jitter))
  const dueAgain = outcome.kind === 'postponed' ? outcome.until : outcome.kind === 'failed' ? retriedAt : null
  return {
    email: due.email,
    state,
    dueAt: state === 'due' ? dueAgain : null,
    reason: 'reason' in outcome ? outcome.reason : null,
    tried: !['unavailable', 'cancelled', 'postponed'].includes(outcome.kind),
    decision: decisionOf(kept),
  }
}

/** A mark that was not made would send the message again, so a database that is away for a moment is waited for. */
async function keepPatiently(deps: Deps, batch: readonly Kept[]): Promise<Set<number>> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const at = deps.now()
      const marks = batch.map((kept) => markOf(deps, kept, at))
      return await markEmails(deps.db, marks, at)
    } catch (error) {
      if (attempt === MARK_ATTEMPTS) throw error
      deps.log.warn('email not marked', { emails: batch.length, attempt, failure: String(error) })
    }
  }
}

/** The state that a message is left in; undefined where its lease was lost, so that another server marks it. */
export type Keep = (due: DueEmail, outcome: Outcome) => Promise<EmailMark['state'] | undefined>

/** Marks what became of messages: one statement at a time, and whatever ends meanwhile goes with the next. */
export function createKeeper(deps: Deps): Keep {
  const keep = gathering(
    async (batch: readonly Kept[]) => {
      const marked = await keepPatiently(deps, batch)
      return batch.map(({ due, state }) => (marked.has(due.email.id) ? state : undefined))
    },
    { most: Number.POSITIVE_INFINITY, atOnce: 1 },
  )
  return (due, outcome) => keep({ due, outcome, state: stateAfter(due, outcome) })
}
