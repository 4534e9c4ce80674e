import type { PostedFields } from '../../core/answering/answer-form.ts'
import type { AnswerFault } from '../../core/answering/form-reader.ts'
import { firstNameOf } from '../../core/answering/survey-text.ts'
import { CONSENT_VERSION, parseTestimonial } from '../../core/answering/testimonial.ts'
import { hashToken } from '../../core/token.ts'
import { findInvitationByTokenHash, leaseInvitationByTokenHash } from '../../db/asking/invitations.ts'
import { findResponseTo } from '../../db/answering/responses.ts'
import { findTestimonial, insertTestimonial, withdrawTestimonial } from '../../db/answering/testimonials.ts'
import type { Db } from '../../db/database.ts'
import { getFirm } from '../../db/firm/firms.ts'
import { getAccountNameOf } from '../../db/firm/contact-data.ts'
import type { Row } from '../../db/schema.ts'
import type { Deps } from '../../deps.ts'
import { faceOf, type FirmFace } from './asked-survey.ts'

/** What the step shows: the answer's own words where the team may read them, and what may be published at the moment. */
export type TestimonialStep = {
  kind: 'shown'
  firm: FirmFace
  locales: readonly (string | null)[]
  timeZone: string
  responseId: number
  name: string
  accountName: string
  comment: string | null
  inForce: Row<'testimonial'> | null
}

export type NoTestimonial = { kind: 'unknown' | 'unanswered'; firm: FirmFace; locales: readonly (string | null)[] }

async function findStep(
  db: Db,
  token: string,
  find: typeof findInvitationByTokenHash,
): Promise<TestimonialStep | NoTestimonial> {
  const invitation = await find(db, hashToken(token))
  const firm = await getFirm(db)
  const face = faceOf(firm)
  if (invitation === undefined) return { kind: 'unknown', firm: face, locales: [firm.locale] }
  const stored = await findResponseTo(db, invitation.id)
  const { locales, timeZone, contactName, contactId } = invitation
  if (stored === undefined) return { kind: 'unanswered', firm: face, locales }
  const { comment, visibility } = stored.content
  return {
    kind: 'shown',
    firm: face,
    locales,
    timeZone,
    responseId: stored.id,
    name: contactName,
    accountName: await getAccountNameOf(db, contactId),
    // Words for leadership only are not put forward for the public.
    comment: visibility === 'team' ? comment : null,
    inForce: (await findTestimonial(db, stored.id)) ?? null,
  }
}

/** Leave to publish with an answer, also once its survey has closed: it can be withdrawn at any time by the same link. */
export const viewTestimonial = (deps: Deps, token: string) => findStep(deps.db, token, findInvitationByTokenHash)

export type TestimonialResult =
  | { kind: 'given' | 'withdrawn' }
  | { kind: 'faults'; faults: AnswerFault[]; step: TestimonialStep }
  | NoTestimonial

/** Keeps the words, how they are signed, and the sentence agreed to as the page showed it. */
export async function giveTestimonial(
  deps: Deps,
  token: string,
  posted: PostedFields,
  consentOf: (step: TestimonialStep) => string,
): Promise<TestimonialResult> {
  return deps.db.transaction().execute(async (trx): Promise<TestimonialResult> => {
    const step = await findStep(trx, token, leaseInvitationByTokenHash)
    if (step.kind !== 'shown') return step
    const signer = { name: step.name, firstName: firstNameOf(step.name), firm: step.accountName }
    const parsed = parseTestimonial(posted, signer)
    if (parsed.kind === 'faults') return { kind: 'faults', faults: parsed.faults, step }
    await insertTestimonial(trx, {
      responseId: step.responseId,
      ...parsed.testimonial,
      consent: consentOf(step),
      consentVersion: CONSENT_VERSION,
      givenAt: deps.now(),
    })
    return { kind: 'given' }
  })
}

/** Takes the leave back; what was agreed to stays on record as withdrawn. */
export async function takeBackTestimonial(deps: Deps, token: string): Promise<TestimonialResult> {
  return deps.db.transaction().execute(async (trx): Promise<TestimonialResult> => {
    const step = await findStep(trx, token, leaseInvitationByTokenHash)
    if (step.kind !== 'shown') return step
    await withdrawTestimonial(trx, step.responseId, deps.now())
    return { kind: 'withdrawn' }
  })
}
