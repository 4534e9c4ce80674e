import { boxName } from './survey-condition.ts'
import { isAskedOf, nameOf, type Question } from './survey-question.ts'
import { questionsOf, type SurveyDefinition } from './survey.ts'
import type { CallFirstRank, Visibility } from '../words.ts'

/** The answer to a question of the firm's own: words, the key of the chosen answer, or the keys of several. */
export type OwnAnswer = { key: string; value: string | string[] }

/** Everything that a response says; null and absent are left blank. */
export type AnswerContent = {
  callFirst: number
  experiences: { key: string; rating: number }[]
  comment: string | null
  needsNext: string | null
  callMe: boolean
  visibility: Visibility
  firstCallRank: CallFirstRank | null
  testimonial: boolean
  answers: OwnAnswer[]
}

const fieldsOfOwn = ({ key, value }: OwnAnswer): [string, string][] =>
  typeof value === 'string' ? [[key, value]] : value.map((option) => [boxName(key, option), 'true'])

/** What stands in the form after an answer was sent: the same fields that post it. */
export const fieldsOf = (content: AnswerContent): Record<string, string> => ({
  call_first: String(content.callFirst),
  ...Object.fromEntries(content.experiences.map(({ key, rating }) => [key, String(rating)])),
  ...Object.fromEntries(content.answers.flatMap(fieldsOfOwn)),
  comment: content.comment ?? '',
  needs_next: content.needsNext ?? '',
  call_me: String(content.callMe),
  visibility: content.visibility,
  first_call_rank: content.firstCallRank ?? '',
  testimonial: String(content.testimonial),
})

/** Own answers with those that a form asked replaced; null takes one away. In the order of their keys. */
export function withOwn(
  before: readonly OwnAnswer[],
  given: readonly { key: string; value: OwnAnswer['value'] | null }[],
): OwnAnswer[] {
  const kept = before.filter(({ key }) => !given.some((each) => each.key === key))
  const said = given.flatMap(({ key, value }) => (value === null ? [] : [{ key, value }]))
  return [...kept, ...said].sort((one, other) => (one.key < other.key ? -1 : 1))
}

/** Without the answers to questions whose condition the other answers no longer meet. */
export function keepApplicable(survey: SurveyDefinition, content: AnswerContent): AnswerContent {
  const fields = fieldsOf(content)
  const dropped = new Set(
    questionsOf(survey)
      .filter((asked: Question) => !isAskedOf(asked, fields))
      .map(nameOf),
  )
  return {
    ...content,
    experiences: content.experiences.filter(({ key }) => !dropped.has(key)),
    answers: content.answers.filter(({ key }) => !dropped.has(key)),
    comment: dropped.has('comment') ? null : content.comment,
    needsNext: dropped.has('needs_next') ? null : content.needsNext,
    callMe: !dropped.has('call_me') && content.callMe,
    firstCallRank: dropped.has('first_call_rank') ? null : content.firstCallRank,
  }
}
