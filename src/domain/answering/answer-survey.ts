import { type AnswerContent, keepApplicable, withOwn } from '../../core/answering/answer-content.ts'
import { parseAnswers, type PostedFields, type SurveyAnswers } from '../../core/answering/answer-form.ts'
import type { AnswerFault } from '../../core/answering/form-reader.ts'
import { experienceKeysOf, type SurveyDefinition } from '../../core/answering/survey.ts'
import type { Deps } from '../../deps.ts'
import { type Asked, findAsked, type NotOpen, type SurveyPage } from './asked-survey.ts'
import { saveAnswer, saveQuietAnswer } from './save-answer.ts'

export type AnswerResult =
  | { kind: 'answered' | 'changed' | 'same' }
  | { kind: 'faults'; faults: AnswerFault[]; page: SurveyPage }
  | NotOpen

type Rating = AnswerContent['experiences'][number]

const or = <Value>(value: Value | undefined, before: Value): Value => (value === undefined ? before : value)

/** Ratings given before that neither the survey's page nor the form speaks of. */
function untouched(survey: SurveyDefinition, posted: PostedFields, before: AnswerContent | null) {
  const asked = experienceKeysOf(survey)
  return (before?.experiences ?? []).filter(({ key }) => !asked.includes(key) && !Object.hasOwn(posted, key))
}

/** The whole answer: what the form did not ask stays as it was answered before. */
const completed = (answers: SurveyAnswers, kept: Rating[], before: AnswerContent | null): AnswerContent => ({
  callFirst: answers.callFirst,
  experiences: [...answers.experiences, ...kept],
  comment: answers.comment,
  visibility: or(answers.visibility, before?.visibility ?? 'team'),
  needsNext: or(answers.needsNext, before?.needsNext ?? null),
  callMe: or(answers.callMe, before?.callMe ?? false),
  firstCallRank: or(answers.firstCallRank, before?.firstCallRank ?? null),
  testimonial: or(answers.testimonial, before?.testimonial ?? false),
  answers: withOwn(before?.answers ?? [], answers.own),
})

type Read = { kind: 'content'; content: AnswerContent } | { kind: 'faults'; faults: AnswerFault[]; page: SurveyPage }

/** What somebody who was asked says now, in all. */
function read({ page }: Asked, posted: PostedFields): Read {
  const { survey, answered: before } = page
  const parsed = parseAnswers(survey, posted)
  if (parsed.kind === 'faults') return { kind: 'faults', faults: parsed.faults, page }
  const content = completed(parsed.answers, untouched(survey, posted, before), before)
  return { kind: 'content', content: keepApplicable(survey, content) }
}

/** Stores what a contact sent, or changes it while the survey is open: one response, however often and at once it is sent. */
export async function answerSurvey(deps: Deps, token: string, posted: PostedFields): Promise<AnswerResult> {
  const seen = await findAsked(deps.db, token, deps.now())
  if (seen.kind !== 'open') return seen
  const said = read(seen, posted)
  if (said.kind === 'faults') return said
  if (await saveQuietAnswer(deps, seen, said.content)) return { kind: 'answered' }
  return deps.db.transaction().execute(async (trx): Promise<AnswerResult> => {
    const asked = await findAsked(trx, token, deps.now(), { lease: true })
    if (asked.kind !== 'open') return asked
    const saidNow = read(asked, posted)
    return saidNow.kind === 'faults' ? saidNow : { kind: await saveAnswer(deps, trx, asked, saidNow.content) }
  })
}
