import type { OwnAnswer } from './answer-content.ts'
import { FormReader, type ParsedForm } from './form-reader.ts'
import { isAskedOf, isOwn, nameOf, type Question } from './survey-question.ts'
import { boxName } from './survey-condition.ts'
import { experienceKeysOf, questionsOf, type SurveyDefinition } from './survey.ts'
import { type CallFirstRank, EXPERIENCE_KEYS, type Visibility } from '../words.ts'

/** What a form posted, by field; kept as typed, so that a refused page shows it again. */
export type PostedFields = Readonly<Record<string, string>>

/** What can be answered on either page. `undefined`: the form did not ask; null: asked and left blank. */
export type FurtherAnswers = {
  needsNext: string | null | undefined
  callMe: boolean | undefined
  firstCallRank: CallFirstRank | null | undefined
  testimonial: boolean | undefined
  /** Of the firm's own questions those that the form asked. */
  own: { key: string; value: OwnAnswer['value'] | null }[]
}

export type SurveyAnswers = FurtherAnswers & {
  callFirst: number
  experiences: { key: string; rating: number }[]
  comment: string | null
  visibility: Visibility | undefined
}

/** The fields that answer a question. */
export const fieldNamesOf = (asked: Question): string[] =>
  asked.input === 'choices'
    ? [asked.key, ...asked.options.map((option) => boxName(asked.key, option.key))]
    : [nameOf(asked)]

/** `fields` without those that answer a question whose condition `known` does not meet. */
function applicable(survey: SurveyDefinition, fields: PostedFields, known: PostedFields): PostedFields {
  const dropped = new Set(questionsOf(survey).flatMap((asked) => (isAskedOf(asked, known) ? [] : fieldNamesOf(asked))))
  return Object.fromEntries(Object.entries(fields).filter(([field]) => !dropped.has(field)))
}

const further = (form: FormReader, survey: SurveyDefinition): FurtherAnswers => ({
  needsNext: form.words('needs_next'),
  callMe: form.yesOrNo('call_me'),
  firstCallRank: form.firstCallRank(),
  testimonial: form.yesOrNo('testimonial'),
  own: questionsOf(survey)
    .filter(isOwn)
    .flatMap((asked) => {
      const value = form.own(asked)
      return value === undefined ? [] : [{ key: asked.key, value }]
    }),
})

/**
 * Reads what was posted from the survey page. A question of that page which the form leaves out counts as unanswered;
 * what the survey asks on the page after sending is left alone unless the form has it. The shipped experience keys are
 * fields of every survey, asked on its page or not. An answer to a question whose condition is not met is dropped.
 */
export function parseAnswers(survey: SurveyDefinition, posted: PostedFields): ParsedForm<SurveyAnswers> {
  const form = new FormReader(applicable(survey, posted, posted))
  const isAsked = (name: string): boolean => survey.ask.some((question) => nameOf(question) === name)
  const callFirst = form.callFirst()
  const keys = new Set([...experienceKeysOf(survey), ...EXPERIENCE_KEYS])
  const experiences = [...keys].flatMap((key) => form.rating(key) ?? [])
  const comment = form.words('comment') ?? null
  const more = further(form, survey)
  const blank = survey.ask
    .filter((asked) => isOwn(asked) && !more.own.some(({ key }) => key === asked.key))
    .map((asked) => ({ key: nameOf(asked), value: null }))
  return form.result({
    callFirst,
    experiences,
    comment,
    visibility: form.visibility(),
    needsNext: more.needsNext ?? (isAsked('needs_next') ? null : more.needsNext),
    // A box that is not ticked is not posted at all.
    callMe: more.callMe ?? (isAsked('call_me') ? false : undefined),
    firstCallRank: more.firstCallRank ?? (isAsked('first_call_rank') ? null : more.firstCallRank),
    testimonial: more.testimonial,
    own: [...more.own, ...blank],
  })
}

/** Reads what was posted from the page after sending; `before` is what the answer says already, by field. A tick box there posts `false` where it is not ticked. */
export function parseFurtherAnswers(
  survey: SurveyDefinition,
  posted: PostedFields,
  before: PostedFields,
): ParsedForm<FurtherAnswers> {
  const form = new FormReader(applicable(survey, posted, { ...before, ...posted }))
  return form.result(further(form, survey))
}
