import { firstNameOf, type MergeFields, type SurveyDefinition } from '../core/survey.ts'
import { hashToken } from '../core/token.ts'
import type { Db } from '../db/database.ts'
import { type Firm, getFirm } from '../db/firms.ts'
import { type AskedInvitation, findInvitationByTokenHash, leaseInvitationByTokenHash } from '../db/invitations.ts'
import { findResponseTo, type ResponseContent, type StoredResponse } from '../db/responses.ts'

/** What the client's pages show of the firm. */
export type FirmFace = { name: string; accentColor: string; email: string }

/** What a survey page shows. `answered` is null until the contact has answered; `closesAt`, until it is fixed. */
export type SurveyPage = {
  firm: FirmFace
  survey: SurveyDefinition
  fields: MergeFields
  milestone: string
  closesAt: Date | null
  timeZone: string
  answered: ResponseContent | null
}

/** Links that open no survey: never existing, closed unanswered, answered and closed. */
export type NotOpen = { kind: 'unknown' | 'closed' | 'spent'; firm: FirmFace }

export type Asked = { firm: Firm; invitation: AskedInvitation; stored: StoredResponse | undefined; page: SurveyPage }

export const faceOf = (firm: Firm): FirmFace => ({
  name: firm.name,
  accentColor: firm.accentColor,
  email: firm.replyTo ?? firm.fromEmail,
})

function milestoneLabel({ milestoneName, milestoneKind }: AskedInvitation): string {
  if (milestoneName) return milestoneName
  const words = milestoneKind.replaceAll('_', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

const pageOf = (firm: Firm, invitation: AskedInvitation, stored: StoredResponse | undefined): SurveyPage => ({
  firm: faceOf(firm),
  survey: invitation.survey,
  fields: {
    pm: firstNameOf(invitation.pmName),
    firm: firm.name,
    engagement: invitation.engagementName,
    contact: firstNameOf(invitation.contactName),
  },
  milestone: milestoneLabel(invitation),
  closesAt: invitation.closesAt,
  timeZone: invitation.timeZone,
  answered: stored?.content ?? null,
})

/** What a link opens at an instant; with `lease`, nobody else can answer it until the transaction ends. */
export async function findAsked(
  db: Db,
  token: string,
  now: Date,
  options: { lease: boolean } = { lease: false },
): Promise<({ kind: 'open' } & Asked) | NotOpen> {
  const tokenHash = await hashToken(token)
  const find = options.lease ? leaseInvitationByTokenHash : findInvitationByTokenHash
  const invitation = await find(db, tokenHash)
  const firm = await getFirm(db)
  const wasAsked = invitation && ['sent', 'answered', 'closed'].includes(invitation.state)
  if (!wasAsked) return { kind: 'unknown', firm: faceOf(firm) }
  const stored = await findResponseTo(db, invitation.id)
  const isPast = invitation.closesAt !== null && invitation.closesAt <= now
  if (invitation.state === 'closed' || isPast) return { kind: stored ? 'spent' : 'closed', firm: faceOf(firm) }
  return { kind: 'open', firm, invitation, stored, page: pageOf(firm, invitation, stored) }
}
