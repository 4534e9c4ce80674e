import { type AnswerContent, keepApplicable, withOwn } from '../../core/answering/answer-content.ts'
import { parseAnswers, type PostedFields, type SurveyAnswers } from '../../core/answering/answer-form.ts'
import type { AnswerFault } from '../../core/answering/form-reader.ts'
import { isUnseen, keptElsewhere, saidElsewhere } from '../../core/answering/partial-answer.ts'
import { experienceKeysOf, type SurveyDefinition } from '../../core/answering/survey.ts'
import { deletePartialAnswer } from '../../db/answering/partial-answers.ts'
import type { Deps } from '../../deps.ts'
import { type Asked, findAsked, type NotOpen, type SurveyPage } from './asked-survey.ts'
import { saveAnswer, saveFirstAnswer } from './save-answer.ts'

type Elsewhere = Record<string, string[]>

export type AnswerResult =
  | { kind: 'answered' | 'changed' | 'same' }
  /** `values` is what the page shows again, `elsewhere` what other windows or devices have said that differs. */
  | { kind: 'faults'; faults: AnswerFault[]; page: SurveyPage; values: PostedFields; elsewhere: Elsewhere }
  /** Something was kept in another window or on another device that the page which was sent has not shown; nothing is stored. */
  | { kind: 'keptElsewhere'; page: SurveyPage; values: PostedFields; elsewhere: Elsewhere }
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

type Read = { kind: 'content'; content: AnswerContent } | Extract<AnswerResult, { page: SurveyPage }>

/** What somebody who was asked says now, in all; `known` is the revision that the page has shown which says it. */
function read({ page }: Asked, posted: PostedFields, known: number): Read {
  const { survey, answered: before } = page
  const parsed = parseAnswers(survey, posted)
  const filledIn = keptElsewhere(page.partial, posted, known)
  const values = { ...posted, ...filledIn }
  const elsewhere = saidElsewhere(survey, page.partial, values, known)
  if (parsed.kind === 'faults') return { kind: 'faults', faults: parsed.faults, page, values, elsewhere }
  if (Object.keys(filledIn).length > 0 || isUnseen(survey, page.partial, posted, known))
    return { kind: 'keptElsewhere', page, values, elsewhere }
  const content = completed(parsed.answers, untouched(survey, posted, before), before)
  return { kind: 'content', content: keepApplicable(survey, content) }
}

/**
 * Stores what a contact sent, or changes it while the survey is open: one response, however often and at once it is sent.
 * What was kept before sending is forgotten. `known` is the revision that the page has shown which was sent.
 */
export async function answerSurvey(
  deps: Deps,
  token: string,
  posted: PostedFields,
  known = Number.POSITIVE_INFINITY,
): Promise<AnswerResult> {
  const seen = await findAsked(deps.db, token, deps.now())
  if (seen.kind !== 'open') return seen
  const said = read(seen, posted, known)
  if (said.kind !== 'content') return said
  if (await saveFirstAnswer(deps, seen, said.content)) return { kind: 'answered' }
  return deps.db.transaction().execute(async (trx): Promise<AnswerResult> => {
    const asked = await findAsked(trx, token, deps.now(), { lease: true })
    if (asked.kind !== 'open') return asked
    const saidNow = read(asked, posted, known)
    if (saidNow.kind !== 'content') return saidNow
    if (asked.page.partial) await deletePartialAnswer(trx, asked.invitation.id)
    return { kind: await saveAnswer(deps, trx, asked, saidNow.content) }
  })
}
