import type { Language } from '../../core/languages.ts'
import { atHour } from '../../core/calendar.ts'
import { findSpokenReport } from '../../db/answering/spoken-reports.ts'
import { deriveToken } from '../../core/token.ts'
import { type SurveyMail, getCopiedAnswer, getSurveyMail } from '../../db/sending/email-content.ts'
import { getTemplate, type TemplateVersion } from '../../db/sending/email-templates.ts'
import type { Email } from '../../db/sending/emails.ts'
import { getDigest } from '../../db/sending/digests.ts'
import { type Firm, getFirm } from '../../db/firm/firms.ts'
import type { Deps } from '../../deps.ts'
import type { FirmProps, InvitationProps } from '../../mail/email-props.ts'
import {
  type Envelope,
  type SurveyEnvelope,
  confirmMessage,
  copyMessage,
  myDataMessage,
  digestMessage,
  invitationMessage,
  reminderMessage,
  signInMessage,
} from '../../mail/emails.ts'
import type { Message } from '../../mail/mailer.ts'
import { writtenDay } from '../../mail/written-day.ts'
import { copiedAnswers } from '../answering/copied-answers.ts'
import { logoFaceOf } from '../firm/firm-logo.ts'
import { findDigestContent } from './digest-content.ts'
import { digestLines } from './digest-lines.ts'
import { HIDDEN_TOKEN, type Links, renderAlert, renderReply } from './render-follow-up-mail.ts'

/** What a message is made from, beside its own row. */
export type EmailFacts = {
  firm: Firm
  template: TemplateVersion
  /** Null for other than survey mail. */
  survey: SurveyMail | null
}

async function findFacts({ db }: Deps, { templateVersionId, invitationId }: Email): Promise<EmailFacts> {
  const survey = invitationId === null ? null : await getSurveyMail(db, invitationId)
  return { firm: await getFirm(db), template: await getTemplate(db, templateVersionId), survey }
}

const envelopeOf = (email: Email, firm: Firm): Envelope => ({
  messageId: email.messageId,
  to: { name: email.toName, address: email.toAddress },
  sender: { name: firm.fromName ?? firm.name, email: firm.fromEmail, replyTo: firm.replyTo },
})

/** The firm's face in a message. */
export function firmProps({ config }: Deps, firm: Firm): FirmProps {
  const face = logoFaceOf(firm)
  const logo = face && { url: `${config.baseUrl}${face.path}`, width: face.width, height: face.height }
  return { firmName: firm.name, accentColor: firm.accentColor, logo }
}

async function surveyProps(deps: Deps, firm: Firm, mail: SurveyMail, links: Links): Promise<InvitationProps> {
  const isReal = links === 'real'
  const token = isReal ? deriveToken(deps.config.secret, 'survey', mail.invitationId) : HIDDEN_TOKEN
  return {
    ...firmProps(deps, firm),
    postalAddress: firm.postalAddress,
    readerName: mail.contactName,
    pmName: mail.pmName,
    pmPhone: mail.pmPhone,
    engagementName: mail.engagementName,
    milestoneKind: mail.milestoneKind,
    milestoneName: mail.milestoneName,
    surveyUrl: `${deps.config.baseUrl}/s/${token}`,
    unsubscribeUrl: `${deps.config.baseUrl}/u/${token}`,
  }
}

/** The mail that asks to confirm what was said on a call; its link opens with the survey's own token. */
async function renderConfirmation(
  deps: Deps,
  template: TemplateVersion,
  props: InvitationProps,
  mail: SurveyMail,
  envelope: SurveyEnvelope,
): Promise<Message> {
  const report = await findSpokenReport(deps.db, mail.invitationId)
  if (report === undefined) throw new Error(`nothing was said of invitation ${mail.invitationId}`)
  const saidOn = writtenDay(atHour(report.saidOn, 12, mail.timeZone), template.locale as Language, mail)
  const { surveyUrl, ...rest } = props
  const confirmUrl = surveyUrl.replace(/\/s\/(?=[^/]*$)/, '/c/')
  return confirmMessage(template, { ...rest, reporterName: report.reporterName, saidOn, confirmUrl }, envelope)
}

async function renderSurveyMail(
  deps: Deps,
  email: Email,
  { firm, template, survey }: EmailFacts,
  links: Links,
): Promise<Message> {
  const mail = survey ?? (await getSurveyMail(deps.db, email.invitationId ?? 0))
  const props = await surveyProps(deps, firm, mail, links)
  const envelope = { ...envelopeOf(email, firm), pm: { name: mail.pmName, address: mail.pmEmail } }
  if (template.templateKey === 'confirm_spoken') return renderConfirmation(deps, template, props, mail, envelope)
  if (email.kind === 'invitation') return invitationMessage(template, props, envelope)
  // The survey closes at midnight, so its last day is the one before.
  const lastMoment = mail.closesAt && new Date(mail.closesAt.getTime() - 1)
  const closesOn = lastMoment && writtenDay(lastMoment, template.locale as Language, mail)
  return reminderMessage(template, { ...props, closesOn }, envelope)
}

async function renderDigest(deps: Deps, email: Email, firm: Firm, template: TemplateVersion): Promise<Message> {
  const digest = await getDigest(deps.db, email.digestId ?? 0)
  const { baseUrl } = deps.config
  const viewer = { role: digest.role, staffId: digest.id }
  const reader = { timeZone: digest.timeZone, locales: [digest.locale, firm.locale] }
  const view = { ...reader, viewer, baseUrl, language: template.locale as Language, until: digest.until }
  const props = {
    ...firmProps(deps, firm),
    readerName: digest.name,
    until: writtenDay(digest.until, view.language, reader),
    ...digestLines(await findDigestContent(deps, viewer, digest), view),
    homeUrl: `${baseUrl}/`,
    settingsUrl: `${baseUrl}/settings/digest`,
  }
  return digestMessage(template, props, envelopeOf(email, firm))
}

async function renderCopy(deps: Deps, email: Email, firm: Firm, template: TemplateVersion): Promise<Message> {
  const copied = await getCopiedAnswer(deps.db, email.responseId ?? 0)
  const props = {
    ...firmProps(deps, firm),
    readerName: email.toName,
    postalAddress: firm.postalAddress,
    engagementName: copied.engagementName,
    answers: copiedAnswers(copied, firm.name, template.locale as Language),
  }
  return copyMessage(template, props, envelopeOf(email, firm))
}

/**
 * The message of an outbox row: made when it is sent or looked at, never stored. Whoever has a survey's link can answer it
 * as the contact, so that a message which is only looked at hides its links unless nobody else will ever deliver them.
 */
export async function renderEmail(
  deps: Deps,
  email: Email,
  links: Links = 'real',
  known?: EmailFacts,
): Promise<Message> {
  const facts = known ?? (await findFacts(deps, email))
  const { firm, template } = facts
  if (email.kind === 'sign_in') {
    // Erased once sent: in the outbox the message then shows where the link was.
    const signInUrl = (links === 'real' && email.secretUrl) || `${deps.config.baseUrl}/sign-in`
    const props = { ...firmProps(deps, firm), readerName: email.toName, signInUrl }
    return signInMessage(template, props, envelopeOf(email, firm))
  }
  if (email.kind === 'copy') return renderCopy(deps, email, firm, template)
  if (email.kind === 'my_data') {
    // Erased once sent, and for the contact's eyes alone.
    const dataUrl = (links === 'real' && email.secretUrl) || `${deps.config.baseUrl}/me/${HIDDEN_TOKEN}`
    const props = { ...firmProps(deps, firm), readerName: email.toName, postalAddress: firm.postalAddress, dataUrl }
    return myDataMessage(template, props, envelopeOf(email, firm))
  }
  if (email.kind === 'digest') return renderDigest(deps, email, firm, template)
  const making = { email, template, firm, face: firmProps(deps, firm), envelope: envelopeOf(email, firm), links }
  if (email.kind === 'you_said_we_did') return renderReply(deps, making)
  const isAlert = email.kind === 'alert' || email.kind === 'escalation'
  return isAlert ? renderAlert(deps, making) : renderSurveyMail(deps, email, facts, links)
}
