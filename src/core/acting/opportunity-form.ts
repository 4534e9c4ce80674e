import { cleanWords, MAX_WORDS } from '../answering/clean-words.ts'
import { currency as currencyKind, money } from '../firm/field-kinds.ts'
import type { FieldFault } from '../firm/parse-record.ts'
import { OPPORTUNITY_STATES, type OpportunityState } from '../words.ts'
import type { NeedStanding } from './opportunity.ts'

/** A move as typed: each field may be left out, and then stays as it is; an empty one is taken away. */
export type TypedMove = Partial<Record<'state' | 'owner' | 'value' | 'currency' | 'note', string>>

const KEY = /^[1-9]\d{0,14}$/

function stateIn(typed: string, faults: FieldFault[]): OpportunityState {
  const state = OPPORTUNITY_STATES.find((each) => each === typed.trim())
  if (state === undefined) faults.push({ column: 'state', reason: `is not one of ${OPPORTUNITY_STATES.join(', ')}` })
  return state ?? 'new'
}

function ownerIn(typed: string, faults: FieldFault[]): number | null {
  if (typed === '') return null
  if (!KEY.test(typed)) faults.push({ column: 'owner', reason: 'is nobody of the firm; choose one of the list' })
  return Number(typed)
}

function noteIn(typed: string, column: string, faults: FieldFault[]): string | null {
  const note = cleanWords(typed)
  if (note !== null && note.length > MAX_WORDS) {
    faults.push({ column, reason: `is longer than ${MAX_WORDS} characters; shorten it` })
  }
  return note
}

function amountIn(typed: { value: string; currency: string }, faults: FieldFault[]) {
  if (typed.value.trim() === '') return { value: null, currency: null }
  const value = money(typed.value)
  if ('reason' in value) faults.push({ column: 'value', reason: value.reason })
  const currency = currencyKind(typed.currency.toUpperCase())
  if (typed.currency.trim() === '') faults.push({ column: 'currency', reason: 'is empty; write one such as EUR' })
  else if ('reason' in currency) faults.push({ column: 'currency', reason: currency.reason })
  return 'value' in value && 'value' in currency
    ? { value: value.value, currency: currency.value }
    : { value: null, currency: null }
}

/** How a need stands after a move, with what is wrong with it by field. */
export function readMove(before: NeedStanding, typed: TypedMove): { standing: NeedStanding; faults: FieldFault[] } {
  const faults: FieldFault[] = []
  const { state, owner, value, currency, note } = typed
  const amount =
    value === undefined && currency === undefined
      ? { value: before.value, currency: before.currency }
      : amountIn({ value: value ?? before.value ?? '', currency: currency ?? before.currency ?? '' }, faults)
  const standing = {
    state: state === undefined ? before.state : stateIn(state, faults),
    ownerId: owner === undefined ? before.ownerId : ownerIn(owner, faults),
    note: note === undefined ? before.note : noteIn(note, 'note', faults),
    ...amount,
  }
  return { standing, faults }
}

/** A client's need in words, or what is wrong with them. */
export function readNeed(typed: string): { need: string } | { fault: FieldFault } {
  const need = cleanWords(typed)
  if (need === null) return { fault: { column: 'need', reason: 'is empty; write what the client needs' } }
  return need.length > MAX_WORDS
    ? { fault: { column: 'need', reason: `is longer than ${MAX_WORDS} characters; shorten it` } }
    : { need }
}
