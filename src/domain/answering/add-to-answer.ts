import { type AnswerContent, fieldsOf, keepApplicable, withOwn } from '../../core/answering/answer-content.ts'
import { type FurtherAnswers, parseFurtherAnswers, type PostedFields } from '../../core/answering/answer-form.ts'
import type { AnswerFault } from '../../core/answering/form-reader.ts'
import type { SurveyDefinition } from '../../core/answering/survey.ts'
import { deleteCallWish } from '../../db/answering/call-wishes.ts'
import type { Deps } from '../../deps.ts'
import { findAsked, type NotOpen, type SurveyPage } from './asked-survey.ts'
import { findAfter } from './view-thanks.ts'
import { type CallOffer, readCallWish, storeCallWish, typedOffer } from './wish-call.ts'
import { saveAnswer } from './save-answer.ts'

export type AddResult =
  | { kind: 'changed' | 'same' }
  | { kind: 'faults'; faults: AnswerFault[]; page: SurveyPage; offer: CallOffer; hasTestimonial: boolean }
  | { kind: 'unanswered' }
  | NotOpen

/** The answer with what was said since. Whoever says when to call asks for a call. */
function added(
  survey: SurveyDefinition,
  before: AnswerContent,
  { needsNext, callMe, firstCallRank, testimonial, own, isCallOffered }: FurtherAnswers & { isCallOffered: boolean },
): AnswerContent {
  return keepApplicable(survey, {
    ...before,
    needsNext: needsNext === undefined ? before.needsNext : needsNext,
    callMe: callMe ?? (isCallOffered || before.callMe),
    firstCallRank: firstCallRank === undefined ? before.firstCallRank : firstCallRank,
    testimonial: testimonial ?? before.testimonial,
    answers: withOwn(before.answers, own),
  })
}

/** Adds what the page after sending asks, when and where to call, or the consent to publish, to an answer that was sent. */
export async function addToAnswer(deps: Deps, token: string, posted: PostedFields): Promise<AddResult> {
  return deps.db.transaction().execute(async (trx): Promise<AddResult> => {
    const asked = await findAsked(trx, token, deps.now(), { lease: true })
    if (asked.kind !== 'open') return asked
    const { stored, page } = asked
    if (stored === undefined) return { kind: 'unanswered' }
    const { offer, hasTestimonial } = await findAfter(trx, asked, deps.now())
    const parsed = parseFurtherAnswers(page.survey, posted, fieldsOf(stored.content))
    const call = readCallWish(posted, offer)
    const faults = [parsed, call].flatMap((read) => (read?.kind === 'faults' ? read.faults : []))
    if (parsed.kind === 'faults' || call?.kind === 'faults')
      return { kind: 'faults', faults, page, offer: typedOffer(posted, offer), hasTestimonial }
    const content = added(page.survey, stored.content, { ...parsed.answers, isCallOffered: call !== null })
    if (call !== null && content.callMe)
      await storeCallWish(deps, trx, { firm: asked.firm, responseId: stored.id, offer, wish: call.wish })
    if (!content.callMe) await deleteCallWish(trx, stored.id)
    return { kind: (await saveAnswer(deps, trx, asked, content)) === 'same' ? 'same' : 'changed' }
  })
}
