import { fieldsOf, keepApplicable, withOwn } from '../../core/answering/answer-content.ts'
import { parseFurtherAnswers, type PostedFields } from '../../core/answering/answer-form.ts'
import type { AnswerFault } from '../../core/answering/form-reader.ts'
import type { Deps } from '../../deps.ts'
import { findAsked, type NotOpen, type SurveyPage } from './asked-survey.ts'
import { findAfter } from './view-thanks.ts'
import type { CallOffer } from './wish-call.ts'
import { saveAnswer } from './save-answer.ts'

export type AddResult =
  | { kind: 'changed' | 'same' }
  | { kind: 'faults'; faults: AnswerFault[]; page: SurveyPage; offer: CallOffer; hasTestimonial: boolean }
  | { kind: 'unanswered' }
  | NotOpen

/** Adds what the page after sending asks, or the consent to publish, to an answer that was sent. */
export async function addToAnswer(deps: Deps, token: string, posted: PostedFields): Promise<AddResult> {
  return deps.db.transaction().execute(async (trx): Promise<AddResult> => {
    const asked = await findAsked(trx, token, deps.now(), { lease: true })
    if (asked.kind !== 'open') return asked
    const { survey, answered: before } = asked.page
    if (!before) return { kind: 'unanswered' }
    const parsed = parseFurtherAnswers(survey, posted, fieldsOf(before))
    if (parsed.kind === 'faults') {
      return { kind: 'faults', faults: parsed.faults, page: asked.page, ...(await findAfter(trx, asked, deps.now())) }
    }
    const { needsNext, callMe, firstCallRank, testimonial, own } = parsed.answers
    const content = keepApplicable(survey, {
      ...before,
      needsNext: needsNext === undefined ? before.needsNext : needsNext,
      callMe: callMe ?? before.callMe,
      firstCallRank: firstCallRank === undefined ? before.firstCallRank : firstCallRank,
      testimonial: testimonial ?? before.testimonial,
      answers: withOwn(before.answers, own),
    })
    return { kind: (await saveAnswer(deps, trx, asked, content)) === 'same' ? 'same' : 'changed' }
  })
}
