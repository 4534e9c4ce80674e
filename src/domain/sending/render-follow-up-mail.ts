import type { Language } from '../../core/languages.ts'
import { deriveToken } from '../../core/token.ts'
import { getReplyMail } from '../../db/acting/replies.ts'
import type { Firm } from '../../db/firm/firms.ts'
import { getAlertMail } from '../../db/sending/email-content.ts'
import type { TemplateVersion } from '../../db/sending/email-templates.ts'
import type { Email } from '../../db/sending/emails.ts'
import type { Deps } from '../../deps.ts'
import type { AlertCall, FirmProps, YouSaidWeDidProps } from '../../mail/email-props.ts'
import { alertMessage, type Envelope, replyMessage } from '../../mail/emails.ts'
import type { Message } from '../../mail/mailer.ts'
import { writtenDay } from '../../mail/written-day.ts'

/** Whether a message holds the links that its reader is to press, or only shows where they stand. */
export type Links = 'real' | 'hidden'

export const HIDDEN_TOKEN = '•••'

type Making = {
  email: Email
  template: TemplateVersion
  firm: Firm
  face: FirmProps
  envelope: Envelope
  links: Links
}

/** The part of an alert's link that stands for its message, its reader and the secret. */
export const followUpLinkToken = (deps: Pick<Deps, 'config'>, emailId: number): string =>
  `${emailId}-${deriveToken(deps.config.secret, 'follow-up', emailId)}`

type AlertMail = Awaited<ReturnType<typeof getAlertMail>>

/** The call that was asked for, as far as the reader may know what the client said. */
function callOf(mail: AlertMail, language: Language, locales: readonly (string | null)[]): AlertCall | null {
  if (!mail.callMe || !mail.mayRead) return null
  const { callDay, callHalf: half, callZone: zone, callWords: words, callNumber: number } = mail
  const day = callDay && writtenDay(new Date(`${callDay}T12:00:00Z`), language, { timeZone: 'UTC', locales })
  return { day, half, zone, words, number }
}

/** An alert to the owner of a follow-up, or an escalation. */
export async function renderAlert(deps: Deps, { email, template, firm, face, envelope, links }: Making) {
  const mail = await getAlertMail(deps.db, email.followUpId ?? 0, email.staffId ?? 0)
  const reader = { timeZone: mail.readerTimeZone ?? firm.timeZone, locales: [mail.readerLocale, firm.locale] }
  const language = template.locale as Language
  const token = links === 'real' ? followUpLinkToken(deps, email.id) : HIDDEN_TOKEN
  const props = {
    ...face,
    readerName: mail.readerName,
    contactName: mail.contactName,
    accountName: mail.accountName,
    engagementName: mail.engagementName,
    milestoneKind: mail.milestoneKind,
    milestoneName: mail.milestoneName,
    callFirst: mail.callFirst,
    previousCallFirst: mail.previousCallFirst,
    reasons: mail.reasons,
    comment: mail.mayRead ? mail.comment : null,
    call: callOf(mail, language, reader.locales),
    followUpUrl: `${deps.config.baseUrl}/f/${token}`,
    dueBy: writtenDay(mail.dueAt, language, reader, true),
    silentSince: mail.askedAt && writtenDay(mail.askedAt, language, reader),
    ownerName: mail.ownerName,
    isOverdue: email.kind === 'escalation',
  }
  return alertMessage(template, props, envelope)
}

/** What the e-mail to a client is filled in with. */
export async function replyProps(
  deps: Pick<Deps, 'config'>,
  firm: Firm,
  face: FirmProps,
  reply: Awaited<ReturnType<typeof getReplyMail>>,
  links: Links,
): Promise<YouSaidWeDidProps> {
  const token = links === 'real' ? deriveToken(deps.config.secret, 'survey', reply.invitationId) : HIDDEN_TOKEN
  return {
    ...face,
    postalAddress: firm.postalAddress,
    readerName: reply.contactName,
    engagementName: reply.engagementName,
    unsubscribeUrl: reply.hasLink ? `${deps.config.baseUrl}/u/${token}` : null,
    youSaid: reply.youSaid,
    weDid: reply.weDid,
    senderName: reply.senderName,
    senderRole: reply.senderRole,
  }
}

/** 'You said, we did', from the person who wrote it. */
export async function renderReply(
  deps: Deps,
  { email, template, firm, face, envelope, links }: Making,
): Promise<Message> {
  const reply = await getReplyMail(deps.db, email.replyId ?? 0)
  const sender = { name: reply.senderName, address: reply.senderEmail }
  return replyMessage(template, await replyProps(deps, firm, face, reply, links), { ...envelope, person: sender })
}
