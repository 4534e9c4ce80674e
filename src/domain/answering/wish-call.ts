import type { PostedFields } from '../../core/answering/answer-form.ts'
import { type CallWish, chosenHalf, daysToCall, parseCallWish } from '../../core/answering/call-wish.ts'
import type { AnswerFault } from '../../core/answering/form-reader.ts'
import { dayIn } from '../../core/calendar.ts'
import { isTicked } from '../../core/answering/survey-condition.ts'
import type { Db } from '../../db/database.ts'
import { deleteCallWish, findCallWish, upsertCallWish } from '../../db/answering/call-wishes.ts'
import { findTestimonial } from '../../db/answering/testimonials.ts'
import { findContactPhone } from '../../db/firm/contact-data.ts'
import type { Deps } from '../../deps.ts'
import { type Asked, findAsked, type NotOpen, type SurveyPage } from './asked-survey.ts'
import { tellCallWish } from '../acting/tell-call-wish.ts'
import { saveAnswer } from './save-answer.ts'

/** What the page after sending shows of a call: the days to choose from, what was wished, and the number that is known. */
export type CallOffer = { days: string[]; wish: CallWish }

/** A number is offered as the firm has it until the contact has said another. */
export async function findCallOffer(db: Db, { firm, invitation, stored }: Asked, now: Date): Promise<CallOffer> {
  const days = daysToCall(dayIn(invitation.timeZone, now), firm.workDays)
  const wish = stored && (await findCallWish(db, stored.id))
  const phone = await findContactPhone(db, invitation.contactId)
  return { days, wish: wish ?? { day: null, half: null, words: null, number: phone } }
}

const isSameWish = (one: CallWish, other: CallWish): boolean =>
  (['day', 'half', 'words', 'number'] as const).every((part) => one[part] === other[part])

export type WishResult =
  | { kind: 'saved' | 'unanswered' }
  | { kind: 'faults'; faults: AnswerFault[]; page: SurveyPage; offer: CallOffer; hasTestimonial: boolean }
  | NotOpen

/** Asks for a call with an answer that was sent, says when and where, or takes it back. */
export async function wishCall(deps: Deps, token: string, posted: PostedFields): Promise<WishResult> {
  return deps.db.transaction().execute(async (trx): Promise<WishResult> => {
    const asked = await findAsked(trx, token, deps.now(), { lease: true })
    if (asked.kind !== 'open') return asked
    const { stored } = asked
    if (stored === undefined) return { kind: 'unanswered' }
    const offer = await findCallOffer(trx, asked, deps.now())
    const parsed = parseCallWish(posted, offer.days)
    if (parsed.kind === 'faults') {
      const { call_words: words = '', call_number: number = '' } = posted
      const typed = { days: offer.days, wish: { ...chosenHalf(posted, offer.days), words, number } }
      const hasTestimonial = (await findTestimonial(trx, stored.id)) !== undefined
      return { kind: 'faults', faults: parsed.faults, page: asked.page, offer: typed, hasTestimonial }
    }
    const callMe = isTicked(posted['call_me'] ?? 'true')
    if (callMe) await upsertCallWish(trx, stored.id, parsed.wish, deps.now())
    else await deleteCallWish(trx, stored.id)
    await saveAnswer(deps, trx, asked, { ...stored.content, callMe })
    if (callMe && !isSameWish(parsed.wish, offer.wish))
      await tellCallWish(deps, trx, { firm: asked.firm, responseId: stored.id })
    return { kind: 'saved' }
  })
}
