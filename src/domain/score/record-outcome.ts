import { cleanWords, MAX_WORDS } from '../../core/answering/clean-words.ts'
import { dayIn } from '../../core/calendar.ts'
import { type FieldFault, parseRecord } from '../../core/firm/parse-record.ts'
import { tokenFrom } from '../../core/token.ts'
import { getFirm } from '../../db/firm/firms.ts'
import { findOutcomeEngagement, findOutcomeOf, insertOutcome, leaseOutcomeAccount } from '../../db/score/outcomes.ts'
import { insertAudit } from '../../db/access/staff-sign-in.ts'
import type { Deps } from '../../deps.ts'
import type { Viewer } from '../../core/viewer.ts'
import type { Db } from '../../db/database.ts'
import type { Actor } from '../acting/act-on-follow-up.ts'

/** An outcome as a form holds it; `engagement` is the key of one, or empty. */
export type TypedOutcome = { needed_on: string; called_first: string; engagement: string; note: string }

export type RecordOutcomeResult =
  | { kind: 'recorded'; ref: string }
  /** Faults name the form's fields. */
  | { kind: 'faults'; faults: FieldFault[] }
  | { kind: 'unknown' }
  /** PMs don't record what speaks for or against themselves. */
  | { kind: 'not_yours' }

/** Whether the viewer may record outcomes at the accounts they see. */
export const mayRecordOutcomes = (viewer: { role: Actor['role'] }): boolean => viewer.role !== 'pm'

const REF_BYTES = 9

const isKey = (text: string): boolean => /^[1-9]\d{0,14}$/.test(text)

/** Keeps what an account really did when it had a need, under the rules of outcomes.csv, and who recorded it. */
export async function recordOutcome(
  deps: Deps,
  actor: Actor,
  accountId: number,
  typed: TypedOutcome,
): Promise<RecordOutcomeResult> {
  if (!mayRecordOutcomes(actor)) return { kind: 'not_yours' }
  const recorded = await deps.db.transaction().execute((trx) => recordOutcomeIn(deps, trx, actor, accountId, typed))
  if (recorded.kind === 'recorded') return { kind: 'recorded', ref: recorded.ref }
  return recorded.kind === 'before' ? { kind: 'faults', faults: recorded.faults } : recorded
}

type Recorded =
  | { kind: 'recorded'; ref: string; id: number }
  /** What is recorded already of the same need. */
  | { kind: 'before'; id: number; calledFirst: boolean; faults: FieldFault[] }
  | { kind: 'faults'; faults: FieldFault[] }
  | { kind: 'unknown' }

/** The same, in the caller's transaction. */
export async function recordOutcomeIn(
  deps: Deps,
  trx: Db,
  actor: Viewer,
  accountId: number,
  typed: TypedOutcome,
): Promise<Recorded> {
  const { timeZone } = await getFirm(trx)
  const today = { day: dayIn(timeZone, deps.now()), timeZone }
  const account = await leaseOutcomeAccount(trx, actor, accountId)
  if (account === undefined) return { kind: 'unknown' }
  const ref = `oc-${tokenFrom(deps.random(REF_BYTES))}`
  const note = cleanWords(typed.note)
  const { needed_on, called_first } = typed
  const { values, faults } = parseRecord(
    'outcomes.csv',
    { ref, account_ref: account.ref, engagement_ref: '', needed_on, called_first, note: note ?? '' },
    today,
  )
  if (note !== null && note.length > MAX_WORDS) {
    faults.push({ column: 'note', reason: `is longer than ${MAX_WORDS} characters; shorten it` })
  }
  const engagement = isKey(typed.engagement)
    ? await findOutcomeEngagement(trx, actor, { id: Number(typed.engagement), accountId })
    : undefined
  if (typed.engagement !== '' && engagement === undefined) {
    faults.push({ column: 'engagement', reason: 'belongs to another account; choose one of this account' })
  }
  const { needed_on: neededOn, called_first: calledFirst } = values
  if (faults.length > 0 || neededOn === undefined || calledFirst === undefined) return { kind: 'faults', faults }
  const need = { accountId, engagementId: engagement?.id ?? null, neededOn }
  // A second press on the button is no second need.
  const before = await findOutcomeOf(trx, need)
  if (before !== undefined) {
    const reason = 'is recorded already for this need; choose another day or engagement'
    return { kind: 'before', ...before, faults: [{ column: 'needed_on', reason }] }
  }
  const id = await insertOutcome(trx, { ref, ...need, calledFirst, note })
  const detail = { outcome: ref, account: accountId }
  await insertAudit(trx, { at: deps.now(), staffId: actor.staffId, action: 'outcome_recorded', detail })
  return { kind: 'recorded', ref, id }
}
