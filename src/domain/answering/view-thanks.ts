import { findTestimonial } from '../../db/answering/testimonials.ts'
import type { Db } from '../../db/database.ts'
import type { Deps } from '../../deps.ts'
import { type Asked, findAsked, type NotOpen, type SurveyPage } from './asked-survey.ts'
import { type CallOffer, findCallOffer } from './wish-call.ts'

/** What the page after sending shows beside the survey: a call, and whether words may be published. */
export async function findAfter(
  db: Db,
  asked: Asked,
  now: Date,
): Promise<{ offer: CallOffer; hasTestimonial: boolean }> {
  const { stored } = asked
  const testimonial = stored && (await findTestimonial(db, stored.id))
  return { offer: await findCallOffer(db, asked, now), hasTestimonial: testimonial !== undefined }
}

/** The page after sending. It reads alone. */
export async function viewThanks(
  deps: Deps,
  token: string,
): Promise<({ kind: 'open'; page: SurveyPage } & Awaited<ReturnType<typeof findAfter>>) | NotOpen> {
  const asked = await findAsked(deps.db, token, deps.now())
  if (asked.kind !== 'open') return asked
  return { kind: 'open', page: asked.page, ...(await findAfter(deps.db, asked, deps.now())) }
}
