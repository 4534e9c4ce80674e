import { dayIn } from '../../core/calendar.ts'
import { mayHold } from '../../core/asking/hold.ts'
import { whyNot } from '../../core/asking/plan.ts'
import type { ReleaseDecision } from '../../core/asking/release.ts'
import type { Viewer } from '../../core/viewer.ts'
import type { InvitationState } from '../../core/words.ts'
import {
  findPair,
  leaseInvitationAt,
  listDecisionsSince,
  type Pair,
  type PairKey,
  planAsBefore,
  withdrawHeldBack,
} from '../../db/asking/ask-now.ts'
import { upsertPlannedInvitations } from '../../db/asking/asking.ts'
import type { Db } from '../../db/database.ts'
import { insertDecisions } from '../../db/asking/decisions.ts'
import { lockMilestonesOf } from '../../db/asking/held-milestones.ts'
import { getAskingFirm, lockReleases } from '../../db/asking/planning.ts'
import { insertAudit } from '../../db/access/staff-sign-in.ts'
import type { Deps } from '../../deps.ts'
import { findRules } from './plan-invitations.ts'
import { releaseNow } from './release-invitations.ts'

/** What came of a press; the day is the one from which the contact may be, or will be, asked. */
export type AskNowOutcome = {
  kind: 'asked' | 'moved' | 'held_back' | 'not_asked'
  reason: string
  nextAllowedOn: string | null
}

export type AskNowResult =
  | (AskNowOutcome & Pick<Pair, 'engagementId' | 'milestoneId' | 'contactId'>)
  | { kind: 'unknown' }
  | { kind: 'not_yours' }

/** Two presses within this time are one. */
const DOUBLE_PRESS_MS = 60_000

/** For these it is too late to ask: what came of the asking stands. */
const OVER: Partial<Record<InvitationState, AskNowOutcome>> = {
  sent: { kind: 'asked', reason: 'already_asked', nextAllowedOn: null },
  answered: { kind: 'not_asked', reason: 'already_answered', nextAllowedOn: null },
  closed: { kind: 'not_asked', reason: 'unanswered', nextAllowedOn: null },
  bounced: { kind: 'not_asked', reason: 'address_refused', nextAllowedOn: null },
}

const outcomeOf = (decision: ReleaseDecision, timeZone: string): AskNowOutcome => {
  switch (decision.kind) {
    case 'release':
      return { kind: 'asked', reason: 'asked_now', nextAllowedOn: null }
    case 'move':
      return { kind: 'moved', reason: decision.reason, nextAllowedOn: dayIn(timeZone, decision.dueAt) }
    case 'hold_back':
      return { kind: 'held_back', reason: decision.reason, nextAllowedOn: decision.nextAllowedOn }
    default:
      return { kind: 'not_asked', reason: decision.reason, nextAllowedOn: null }
  }
}

/** What came of a press moments ago; undefined where there was none. */
async function findDoublePress(trx: Db, pair: Pair, now: Date): Promise<AskNowOutcome | undefined> {
  const lines = await listDecisionsSince(trx, pair, new Date(now.getTime() - DOUBLE_PRESS_MS))
  if (!lines.some(({ reason }) => reason === 'asked_now')) return undefined
  const last = lines.find(({ reason }) => reason !== 'as_planned')
  if (last?.kind === 'moved' && last.dueAt !== null) {
    return { kind: 'moved', reason: last.reason, nextAllowedOn: dayIn(pair.timeZone, last.dueAt) }
  }
  if (last?.kind !== 'held_back' && last?.kind !== 'withdrawn') return undefined
  return {
    kind: last.kind === 'held_back' ? 'held_back' : 'not_asked',
    reason: last.reason,
    nextAllowedOn: last.nextAllowedOn,
  }
}

/** The plan says no whatever the hour; said once where nothing has changed since. */
async function refuse(trx: Db, pair: Pair, reason: string, now: Date): Promise<AskNowOutcome> {
  const [last] = await listDecisionsSince(trx, pair, new Date(0))
  if (last?.kind !== 'not_planned' || last.reason !== reason) {
    const { milestoneId, contactId } = pair
    await insertDecisions(trx, [{ milestoneId, contactId, kind: 'not_planned', reason, at: now }])
  }
  return { kind: 'not_asked', reason, nextAllowedOn: null }
}

async function ask(deps: Deps, trx: Db, pair: Pair, surveyVersionId: number): Promise<AskNowOutcome> {
  const now = deps.now()
  const { milestoneId, contactId, pmId } = pair
  const line = { milestoneId, contactId, at: now }
  const before = await leaseInvitationAt(trx, pair)
  if (before !== undefined) await withdrawHeldBack(trx, before.id)
  await upsertPlannedInvitations(trx, [{ milestoneId, contactId, pmId, surveyVersionId, dueAt: now }])
  await insertDecisions(trx, [{ ...line, kind: 'planned', reason: 'asked_now' }])
  const { id } = (await leaseInvitationAt(trx, pair))!
  const outcome = outcomeOf(await releaseNow(deps, trx, id), pair.timeZone)
  // Whoever is to be asked later anyway must not lose that by a press too early.
  if (outcome.nextAllowedOn !== null && outcome.kind === 'held_back' && before?.state === 'planned' && before.dueAt) {
    await planAsBefore(trx, id, before.dueAt)
    await insertDecisions(trx, [{ ...line, kind: 'planned', reason: 'as_planned', dueAt: before.dueAt }])
  }
  return outcome
}

async function decide(deps: Deps, trx: Db, pair: Pair): Promise<AskNowOutcome> {
  const now = deps.now()
  const over = OVER[(await leaseInvitationAt(trx, pair))?.state ?? 'planned'] ?? (await findDoublePress(trx, pair, now))
  if (over !== undefined) return over
  const { reachedOn } = pair
  if (reachedOn === null) return refuse(trx, pair, 'not_reached', now)
  const found = (await findRules(trx)).get(pair.milestoneKind)
  const contact = { ...pair, id: pair.contactId, alreadyAsked: false, plannedFor: null }
  const firm = await getAskingFirm(trx)
  const rule = found?.rule ?? null
  const reason = whyNot(contact, { reachedOn, rule, firm, now })
  if (reason !== undefined || found === undefined) return refuse(trx, pair, reason ?? 'no_plan_for_kind', now)
  return ask(deps, trx, pair, found.surveyVersionId)
}

/**
 * Asks a contact whom the plan asks at a reached milestone ahead of the plan's own hour, or says why not and from which day: caps,
 * hours, holds and roles hold as ever. A second press changes nothing.
 */
export async function askNow(deps: Deps, viewer: Viewer, which: PairKey, apiKey?: string): Promise<AskNowResult> {
  return deps.db.transaction().execute(async (trx) => {
    const seen = await findPair(trx, viewer, which)
    if (seen === undefined) return { kind: 'unknown' }
    if (!mayHold(viewer, seen)) return { kind: 'not_yours' }
    await lockReleases(trx)
    await lockMilestonesOf(trx, { milestoneId: seen.milestoneId })
    const pair = (await findPair(trx, viewer, which)) ?? seen
    const outcome = await decide(deps, trx, pair)
    const { engagementId, milestoneId, contactId } = pair
    const detail = { milestoneId, contactId, ...outcome, ...(apiKey !== undefined && { api_key: apiKey }) }
    await insertAudit(trx, { at: deps.now(), staffId: viewer.staffId, action: 'asked_now', detail })
    return { ...outcome, engagementId, milestoneId, contactId }
  })
}
