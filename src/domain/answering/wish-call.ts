import type { PostedFields } from '../../core/answering/answer-form.ts'
import { type CallWish, chosenHalf, daysToCall, parseCallWish } from '../../core/answering/call-wish.ts'
import { dayIn } from '../../core/calendar.ts'
import type { Db } from '../../db/database.ts'
import { findCallWish, upsertCallWish } from '../../db/answering/call-wishes.ts'
import type { Firm } from '../../db/firm/firms.ts'
import { findContactPhone } from '../../db/firm/contact-data.ts'
import type { Deps } from '../../deps.ts'
import type { Asked } from './asked-survey.ts'
import { tellCallWish } from '../acting/tell-call-wish.ts'

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

/** What a page that offers a call posts of it; null where it offered none. */
export function readCallWish(posted: PostedFields, offer: CallOffer): ReturnType<typeof parseCallWish> | null {
  const isOffered = ['call_at', 'call_words', 'call_number'].some((field) => Object.hasOwn(posted, field))
  return isOffered ? parseCallWish(posted, offer.days) : null
}

/** The offer as the page shows it again, with what was typed. */
export function typedOffer(posted: PostedFields, offer: CallOffer): CallOffer {
  const { call_words: words, call_number: number } = posted
  if (words === undefined && number === undefined) return offer
  return { days: offer.days, wish: { ...chosenHalf(posted, offer.days), words: words ?? '', number: number ?? '' } }
}

/** Stores when and where to call, where the page said anything new; the owner of the follow-up is told. */
export async function storeCallWish(
  deps: Deps,
  db: Db,
  { firm, responseId, offer, wish }: { firm: Firm; responseId: number; offer: CallOffer; wish: CallWish },
): Promise<void> {
  if (isSameWish(wish, offer.wish)) return
  await upsertCallWish(db, responseId, wish, deps.now())
  await tellCallWish(deps, db, { firm, responseId })
}
