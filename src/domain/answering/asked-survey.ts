import type { AnswerContent } from '../../core/answering/answer-content.ts'
import type { PartialAnswer } from '../../core/answering/partial-answer.ts'
import type { SurveyDefinition } from '../../core/answering/survey.ts'
import { firstNameOf, type MergeFields } from '../../core/answering/survey-text.ts'
import type { Spoken } from '../../core/answering/spoken.ts'
import { hashToken } from '../../core/token.ts'
import type { Db } from '../../db/database.ts'
import { type Firm, getFirm, getFirmAt } from '../../db/firm/firms.ts'
import { findInvitationByTokenHash, leaseInvitationByTokenHash } from '../../db/asking/invitations.ts'
import { findResponseTo, type StoredResponse } from '../../db/answering/responses.ts'
import { findPartialAnswer } from '../../db/answering/partial-answers.ts'
import { getSurvey } from '../../db/answering/survey-versions.ts'
import { type LogoFace, logoFaceOf } from '../firm/firm-logo.ts'

/** What the client's pages show of the firm. */
export type FirmFace = { name: string; accentColor: string; logo: LogoFace | null; email: string; locale: string }

/** The languages somebody reads, best first, as tags (BCP 47). */
type Locales = readonly (string | null)[]

/** What a survey page shows. `answered` is null until the contact has answered; `closesAt`, until it is fixed. */
export type SurveyPage = {
  firm: FirmFace
  survey: SurveyDefinition
  fields: MergeFields
  milestone: { kind: string; name: string | null }
  closesAt: Date | null
  timeZone: string
  locales: Locales
  answered: AnswerContent | null
  /** What the firm noted after a call, to correct; null once answered, and where nothing was noted. */
  noted: Pick<Spoken, 'callFirst' | 'comment' | 'experiences'> | null
  /** What was filled in and not sent. */
  partial: PartialAnswer | null
  /** The newest change that the page shows, in milliseconds since 1970; 0 where there was none. */
  known: number
}

/** Links that open no survey: never existing, closed unanswered, answered and closed. */
export type NotOpen = {
  kind: 'unknown' | 'closed' | 'spent'
  firm: FirmFace
  locales: Locales
  /** Where replies to survey mails go: the PM, unless the firm says otherwise; the firm for a link that nobody was sent. */
  replyTo: string
}

/** An invitation with all that its survey page shows. */
type AskedInvitation = NonNullable<Awaited<ReturnType<typeof findInvitationByTokenHash>>>

export type Asked = { firm: Firm; invitation: AskedInvitation; stored: StoredResponse | undefined; page: SurveyPage }

export const faceOf = (firm: Firm): FirmFace => ({
  name: firm.name,
  accentColor: firm.accentColor,
  logo: logoFaceOf(firm),
  email: firm.replyTo ?? firm.fromEmail,
  locale: firm.locale,
})

const pageOf = (
  { firm, invitation, stored }: Omit<Asked, 'page'>,
  survey: SurveyDefinition,
  partial: PartialAnswer | null,
): SurveyPage => ({
  firm: faceOf(firm),
  survey,
  fields: {
    pm: firstNameOf(invitation.pmName),
    pm_name: invitation.pmName,
    firm: firm.name,
    engagement: invitation.engagementName,
    contact: firstNameOf(invitation.contactName),
    contact_name: invitation.contactName,
  },
  milestone: { kind: invitation.milestoneKind, name: invitation.milestoneName },
  closesAt: invitation.closesAt,
  timeZone: invitation.timeZone,
  locales: invitation.locales,
  answered: stored?.content ?? null,
  noted: stored === undefined ? invitation.noted : null,
  partial,
  known: Math.max(partial?.revision ?? 0, stored?.changedAt.getTime() ?? 0),
})

/** What was kept; nothing where the answer was sent since, which a page left behind may have crossed. */
async function findUnsent(db: Db, invitationId: number, stored: StoredResponse | undefined) {
  const partial = await findPartialAnswer(db, invitationId)
  return partial && stored && partial.revision <= stored.changedAt.getTime() ? null : partial
}

/** What a link opens at an instant; with `lease`, nobody else can answer it until the transaction ends. */
export async function findAsked(
  db: Db,
  token: string,
  now: Date,
  options: { lease: boolean } = { lease: false },
): Promise<({ kind: 'open' } & Asked) | NotOpen> {
  const tokenHash = hashToken(token)
  const find = options.lease ? leaseInvitationByTokenHash : findInvitationByTokenHash
  const invitation = await find(db, tokenHash)
  const firm = invitation ? await getFirmAt(db, invitation.firmVersion) : await getFirm(db)
  const wasAsked = invitation && ['sent', 'answered', 'closed'].includes(invitation.state)
  if (!wasAsked) return { kind: 'unknown', firm: faceOf(firm), locales: [firm.locale], replyTo: faceOf(firm).email }
  // Whoever waited for the lock may have waited for the first answer, or for something to be kept.
  const isStored = options.lease || invitation.responseId !== null
  const stored = isStored ? await findResponseTo(db, invitation.id) : undefined
  const isPast = invitation.closesAt !== null && invitation.closesAt <= now
  if (invitation.state === 'closed' || isPast) {
    const replyTo = firm.replyTo ?? invitation.pmEmail
    return { kind: stored ? 'spent' : 'closed', firm: faceOf(firm), locales: invitation.locales, replyTo }
  }
  const asked = { firm, invitation, stored }
  const survey = await getSurvey(db, invitation.surveyVersionId ?? 0)
  const isKept = options.lease || invitation.isKept
  const partial = isKept ? await findUnsent(db, invitation.id, stored) : null
  return { kind: 'open', ...asked, page: pageOf(asked, survey, partial) }
}
