import type { OwnAnswer } from './answer-content.ts'
import { cleanWords, MAX_WORDS } from './clean-words.ts'
import { boxName, isTicked } from './survey-condition.ts'
import type { OwnQuestion } from './survey-question.ts'
import { CALL_FIRST_RANKS, type CallFirstRank, VISIBILITIES, type Visibility } from '../words.ts'

/** The most characters of an answer on one line. */
export const MAX_LINE = 300

/** What is wrong with a field; each language says it in its own words. `over` counts characters beyond `most`. */
export type AnswerFault = { field: string } & (
  | { kind: 'callFirst' | 'rating' | 'tick' | 'visibility' | 'choice' }
  | { kind: 'phone' | 'words' | 'role' | 'consent' | 'signature' }
  | { kind: 'tooLong'; over: number; most: number }
)
type PlainFault = Exclude<AnswerFault['kind'], 'tooLong'>

export type ParsedForm<Answers> = { kind: 'ok'; answers: Answers } | { kind: 'faults'; faults: AnswerFault[] }

const isOneOf = <Word extends string>(words: readonly Word[], value: string): value is Word =>
  (words as readonly string[]).includes(value)

/** A whole number of the scale, or undefined. Matched as text first: a blank is no answer, never 0, and 05 is none. */
function onScale(typed: string, low: number, high: number): number | undefined {
  const value = /^(?:0|[1-9]\d?)$/.test(typed) ? Number(typed) : Number.NaN
  return value >= low && value <= high ? value : undefined
}

/** Reads the fields of a form one by one and gathers every fault. `undefined`: the form had no such field. */
export class FormReader {
  private readonly faults: AnswerFault[] = []
  private readonly fields: Readonly<Record<string, string>>

  constructor(fields: Readonly<Record<string, string>>) {
    this.fields = fields
  }

  private typed(field: string): string | undefined {
    return Object.hasOwn(this.fields, field) ? this.fields[field]?.trim() : undefined
  }

  private fault(field: string, kind: PlainFault): undefined {
    this.faults.push({ field, kind })
    return undefined
  }

  callFirst(): number {
    const value = onScale(this.typed('call_first') ?? '', 0, 10)
    if (value === undefined) this.fault('call_first', 'callFirst')
    return value ?? 0
  }

  rating(key: string): { key: string; rating: number } | undefined {
    const typed = this.typed(key) ?? ''
    if (typed === '') return undefined
    const rating = onScale(typed, 1, 5)
    return rating === undefined ? this.fault(key, 'rating') : { key, rating }
  }

  words(field: string, most = MAX_WORDS): string | null | undefined {
    const typed = this.typed(field)
    if (typed === undefined) return undefined
    const words = cleanWords(typed)
    if (words !== null && words.length > most)
      this.faults.push({ field, kind: 'tooLong', over: words.length - most, most })
    return words
  }

  yesOrNo(field: string): boolean | undefined {
    const typed = this.typed(field)
    if (typed === undefined) return undefined
    if (isTicked(typed)) return true
    return ['false', 'no', 'off', '0', ''].includes(typed) ? false : this.fault(field, 'tick')
  }

  visibility(): Visibility | undefined {
    const typed = this.typed('visibility')
    return typed === undefined || isOneOf(VISIBILITIES, typed) ? typed : this.fault('visibility', 'visibility')
  }

  private oneOf<Word extends string>(field: string, words: readonly Word[]): Word | null | undefined {
    const typed = this.typed(field)
    if (typed === undefined || isOneOf(words, typed)) return typed
    return typed === '' ? null : this.fault(field, 'choice')
  }

  firstCallRank(): CallFirstRank | null | undefined {
    return this.oneOf('first_call_rank', CALL_FIRST_RANKS)
  }

  private ticked(question: OwnQuestion & { input: 'choices' }): string[] | null | undefined {
    const boxes = question.options.map((option) => ({
      option,
      isTicked: this.yesOrNo(boxName(question.key, option.key)),
    }))
    const isPosted = this.typed(question.key) !== undefined || boxes.some(({ isTicked }) => isTicked !== undefined)
    if (!isPosted) return undefined
    const keys = boxes.flatMap(({ option, isTicked }) => (isTicked === true ? [option.key] : []))
    return keys.length > 0 ? keys : null
  }

  /** The answer to a question of the firm's own; null where it was left blank. */
  own(question: OwnQuestion): OwnAnswer['value'] | null | undefined {
    switch (question.input) {
      case 'choice':
        return this.oneOf(
          question.key,
          question.options.map((option) => option.key),
        )
      case 'choices':
        return this.ticked(question)
      case 'short_text':
        return this.words(question.key, MAX_LINE)
      default:
        return this.words(question.key)
    }
  }

  result<Answers>(answers: Answers): ParsedForm<Answers> {
    return this.faults.length > 0 ? { kind: 'faults', faults: this.faults } : { kind: 'ok', answers }
  }
}
