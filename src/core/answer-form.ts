import { experienceKeysOf, nameOf, type SurveyDefinition } from './survey.ts'
import { CALL_FIRST_RANKS, type CallFirstRank, EXPERIENCE_KEYS, VISIBILITIES, type Visibility } from './words.ts'

/** What a form posted, by field; kept as typed, so that a refused page shows it again. */
export type PostedFields = Readonly<Record<string, string>>

/** The most characters an answer in words may have. */
export const MAX_WORDS = 5000

export type AnswerFault = { field: string; message: string }

/** What can be answered on either page. `undefined`: the form did not ask; null: asked and left blank. */
export type FurtherAnswers = {
  needsNext: string | null | undefined
  callMe: boolean | undefined
  firstCallRank: CallFirstRank | null | undefined
  testimonial: boolean | undefined
}

export type SurveyAnswers = FurtherAnswers & {
  callFirst: number
  experiences: { key: string; rating: number }[]
  comment: string | null
  visibility: Visibility | undefined
}

export type ParsedForm<Answers> = { kind: 'ok'; answers: Answers } | { kind: 'faults'; faults: AnswerFault[] }

/** Words as they can be stored: no control characters but line breaks and tabs, no half of a surrogate pair; null where nothing is left. */
export function cleanWords(typed: string): string | null {
  const words = typed
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(/[^\P{Cc}\n\t]/gu, '')
    .replaceAll(/\p{Surrogate}/gu, '\uFFFD')
    .trim()
  return words === '' ? null : words
}

const isOneOf = <Word extends string>(words: readonly Word[], value: string): value is Word =>
  (words as readonly string[]).includes(value)

/** A whole number of the scale, or undefined. Matched as text first: a blank is no answer, never 0. */
function onScale(typed: string, low: number, high: number): number | undefined {
  const value = /^\d{1,2}$/.test(typed) ? Number(typed) : Number.NaN
  return value >= low && value <= high ? value : undefined
}

class FormReader {
  readonly faults: AnswerFault[] = []
  private readonly fields: PostedFields

  constructor(fields: PostedFields) {
    this.fields = fields
  }

  /** What was typed, without space around it; undefined where the form had no such field. */
  typed(field: string): string | undefined {
    return Object.hasOwn(this.fields, field) ? this.fields[field]?.trim() : undefined
  }

  fault(field: string, message: string): undefined {
    this.faults.push({ field, message })
    return undefined
  }

  callFirst(): number {
    const typed = this.typed('call_first') ?? ''
    const value = onScale(typed, 0, 10)
    if (value === undefined) this.fault('call_first', 'Choose a number from 0 to 10.')
    return value ?? 0
  }

  rating(key: string): { key: string; rating: number } | undefined {
    const typed = this.typed(key) ?? ''
    if (typed === '') return undefined
    const rating = onScale(typed, 1, 5)
    return rating === undefined ? this.fault(key, 'Choose a number from 1 to 5, or leave it out.') : { key, rating }
  }

  words(field: string): string | null | undefined {
    const typed = this.typed(field)
    if (typed === undefined) return undefined
    const words = cleanWords(typed)
    if (words !== null && words.length > MAX_WORDS) {
      const over = words.length - MAX_WORDS
      this.fault(field, `This is ${over} characters too long. ${MAX_WORDS} fit; please shorten it.`)
    }
    return words
  }

  yesOrNo(field: string): boolean | undefined {
    const typed = this.typed(field)
    if (typed === undefined) return undefined
    if (['true', 'yes', 'on', '1'].includes(typed)) return true
    if (['false', 'no', 'off', '0', ''].includes(typed)) return false
    return this.fault(field, 'Tick the box or leave it empty.')
  }

  visibility(): Visibility | undefined {
    const typed = this.typed('visibility')
    if (typed === undefined || isOneOf(VISIBILITIES, typed)) return typed
    return this.fault('visibility', 'Choose who may read your words.')
  }

  firstCallRank(): CallFirstRank | null | undefined {
    const typed = this.typed('first_call_rank')
    if (typed === undefined || isOneOf(CALL_FIRST_RANKS, typed)) return typed
    return typed === '' ? null : this.fault('first_call_rank', 'Choose one of the four, or leave it out.')
  }

  further(): FurtherAnswers {
    return {
      needsNext: this.words('needs_next'),
      callMe: this.yesOrNo('call_me'),
      firstCallRank: this.firstCallRank(),
      testimonial: this.yesOrNo('testimonial'),
    }
  }

  result<Answers>(answers: Answers): ParsedForm<Answers> {
    return this.faults.length > 0 ? { kind: 'faults', faults: this.faults } : { kind: 'ok', answers }
  }
}

/**
 * Reads what was posted from the survey page. A question of that page which the form leaves out counts as unanswered;
 * what the survey asks on the page after sending is left alone unless the form has it. The shipped experience keys are
 * fields of every survey, asked on its page or not.
 */
export function parseAnswers(survey: SurveyDefinition, fields: PostedFields): ParsedForm<SurveyAnswers> {
  const form = new FormReader(fields)
  const isAsked = (name: string): boolean => survey.ask.some((question) => nameOf(question) === name)
  const callFirst = form.callFirst()
  const keys = new Set([...experienceKeysOf(survey), ...EXPERIENCE_KEYS])
  const experiences = [...keys].flatMap((key) => form.rating(key) ?? [])
  const comment = form.words('comment') ?? null
  const further = form.further()
  return form.result({
    callFirst,
    experiences,
    comment,
    visibility: form.visibility(),
    needsNext: further.needsNext ?? (isAsked('needs_next') ? null : further.needsNext),
    // A box that is not ticked is not posted at all.
    callMe: further.callMe ?? (isAsked('call_me') ? false : undefined),
    firstCallRank: further.firstCallRank ?? (isAsked('first_call_rank') ? null : further.firstCallRank),
    testimonial: further.testimonial,
  })
}

/** Reads what was posted from the page after sending. A tick box there posts `false` where it is not ticked. */
export function parseFurtherAnswers(fields: PostedFields): ParsedForm<FurtherAnswers> {
  const form = new FormReader(fields)
  return form.result(form.further())
}
