import { addDays, weekdayOf } from '../calendar.ts'
import { cleanWords } from './clean-words.ts'
import type { PostedFields } from './answer-form.ts'
import { type AnswerFault, MAX_LINE } from './form-reader.ts'

export const HALVES = ['morning', 'afternoon'] as const
export type Half = (typeof HALVES)[number]

/** When and where to call; day and half of it are the contact's own, null: any. */
export type CallWish = { day: string | null; half: Half | null; words: string | null; number: string | null }

/** The working days that a call can be wished for. */
const OFFERED_DAYS = 3
/** The longest way to write a telephone number with its extension. */
const MAX_NUMBER = 40

/** The next working days after `today`, as `YYYY-MM-DD`. @param workDays such as 'mon tue wed' */
export function daysToCall(today: string, workDays: string): string[] {
  const days = Array.from({ length: 14 }, (_, at) => addDays(today, at + 1))
  return days.filter((day) => workDays.split(' ').includes(weekdayOf(day))).slice(0, OFFERED_DAYS)
}

/** A half of a day as the form posts it. */
export const halfDay = (day: string, half: Half): string => `${day} ${half}`

const HALF_DAY = /^(\d{4}-\d{2}-\d{2}) (morning|afternoon)$/

/** The half of a day that was chosen of those `offered`; null: any. */
export function chosenHalf(posted: PostedFields, offered: readonly string[]): Pick<CallWish, 'day' | 'half'> {
  const [, day, half] = HALF_DAY.exec(posted['call_at'] ?? '') ?? []
  return day !== undefined && offered.includes(day) ? { day, half: half as Half } : { day: null, half: null }
}

/** Looks like a telephone number, as people write them; whether it rings nobody can tell. */
const isNumber = (text: string): boolean =>
  /^[+(]?[\d\s()./x#-]{4,}$/i.test(text) && text.replaceAll(/\D/g, '').length >= 4

/** Reads a wish for a call; a half day that is no longer offered is kept as none. */
export function parseCallWish(
  posted: PostedFields,
  offered: readonly string[],
): { kind: 'ok'; wish: CallWish } | { kind: 'faults'; faults: AnswerFault[] } {
  const words = cleanWords(posted['call_words'] ?? '')
  const number = cleanWords(posted['call_number'] ?? '')
  const faults: AnswerFault[] = []
  if (words !== null && words.length > MAX_LINE) {
    faults.push({ field: 'call_words', kind: 'tooLong', over: words.length - MAX_LINE, most: MAX_LINE })
  }
  if (number !== null && (number.length > MAX_NUMBER || !isNumber(number)))
    faults.push({ field: 'call_number', kind: 'phone' })
  if (faults.length > 0) return { kind: 'faults', faults }
  return { kind: 'ok', wish: { ...chosenHalf(posted, offered), words, number } }
}
