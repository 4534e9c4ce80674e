import { day, whole } from '../firm/field-kinds.ts'
import type { FieldFault } from '../firm/parse-record.ts'
import { EXPERIENCE_KEYS } from '../words.ts'
import type { AnswerContent } from './answer-content.ts'
import { cleanWords, MAX_WORDS } from './clean-words.ts'

/** How long an account of what was said stays fit to be confirmed, in days. */
export const SPOKEN_STALE_DAYS = 21

/** Days for which a confirmation stays open where no rule of the plan says so. */
export const SPOKEN_OPEN_DAYS = 14

/** What somebody of the firm wrote down; null is what was not said. Ratings are by experience key. */
export type Spoken = {
  saidOn: string
  callFirst: number | null
  comment: string | null
  experiences: Readonly<Record<string, number>>
}

export type TypedSpoken = { said_on: string; call_first: string; comment: string } & Partial<Record<string, string>>

function numberIn(typed: string, column: string, [least, most]: [number, number], faults: FieldFault[]) {
  if (typed.trim() === '') return null
  const parsed = whole(least, most)(typed)
  if ('value' in parsed) return parsed.value
  faults.push({ column, reason: parsed.reason })
  return null
}

function dayIn(typed: string, today: string, faults: FieldFault[]): string {
  const parsed = day(typed)
  if ('reason' in parsed) faults.push({ column: 'said_on', reason: parsed.reason })
  else if (parsed.value > today)
    faults.push({ column: 'said_on', reason: 'lies in the future; choose the day of the call' })
  return 'value' in parsed ? parsed.value : today
}

/** Reads what was typed; `asked` are the experiences that the survey at this milestone asks about. */
export function readSpoken(
  typed: TypedSpoken,
  today: string,
  asked: readonly string[],
): { spoken: Spoken; faults: FieldFault[] } {
  const faults: FieldFault[] = []
  const saidOn = dayIn(typed.said_on, today, faults)
  const callFirst = numberIn(typed.call_first, 'call_first', [0, 10], faults)
  const comment = cleanWords(typed.comment)
  if (comment !== null && comment.length > MAX_WORDS) {
    faults.push({ column: 'comment', reason: `is longer than ${MAX_WORDS} characters; shorten it` })
  }
  const ratings = EXPERIENCE_KEYS.filter((key) => asked.includes(key)).flatMap((key) => {
    const rating = numberIn(typed[key] ?? '', key, [1, 5], faults)
    return rating === null ? [] : [[key, rating] as const]
  })
  if (callFirst === null && comment === null && faults.length === 0) {
    faults.push({ column: 'comment', reason: 'is empty; write down what was said, or choose the number' })
  }
  return { spoken: { saidOn, callFirst, comment, experiences: Object.fromEntries(ratings) }, faults }
}

/** The answer that a confirmed account stands for; undefined where the call-first answer was not said. */
export const answerOf = ({ callFirst, comment, experiences }: Omit<Spoken, 'saidOn'>): AnswerContent | undefined =>
  callFirst === null
    ? undefined
    : {
        callFirst,
        comment,
        experiences: Object.entries(experiences).map(([key, rating]) => ({ key, rating })),
        needsNext: null,
        callMe: false,
        visibility: 'team',
        firstCallRank: null,
        testimonial: false,
        answers: [],
      }
