import type { FollowUpReason } from '../core/words.ts'
import type { Address, Message } from './mailer.ts'
import { alertPlaceholders, signInPlaceholders, surveyPlaceholders } from './placeholders.ts'
import { plainLine } from './plain-line.ts'
import { renderTemplate, type Placeholders, type Template } from './render.ts'

type FirmProps = {
  firmName: string
  /** `#rrggbb`; anything else gives the default colour. */
  accentColor: string | null
}

export type InvitationProps = FirmProps & {
  postalAddress: string | null
  firstName: string
  pmName: string
  pmPhone: string | null
  engagementName: string
  milestoneKind: string
  milestoneName: string
  /** Without a query; the templates add `?call_first=N`. */
  surveyUrl: string
  unsubscribeUrl: string
}

export type ReminderProps = InvitationProps & {
  /** As the reader writes a date, such as 'Tue 24 Nov'. */
  closesOn: string | null
}

export type AlertProps = FirmProps & {
  /** Of the follow-up's owner. */
  firstName: string
  contactName: string
  accountName: string
  engagementName: string
  milestoneName: string
  /** 0–10. */
  callFirst: number
  previousCallFirst: number | null
  reasons: FollowUpReason[]
  /** Null also where the owner may not read it. */
  comment: string | null
  followUpUrl: string
  /** As the reader writes a date and time, such as 'Tue 24 Nov, 15:00'. */
  dueBy: string
}

export type SignInProps = FirmProps & { firstName: string; signInUrl: string }

/** How the firm sends. */
type Sender = { name: string; email: string; replyTo: string | null }

export type Envelope = {
  /** With its angle brackets; fixed for a message, whatever the number of attempts. */
  messageId: string
  to: Address
  sender: Sender
}

export type SurveyEnvelope = Envelope & { pm: Address }

const TITLES = /^(dr|prof|mr|mrs|ms|mx|sir|dame)\.?$/i

/** The name to greet with. A name that begins with a title or an initial is kept whole. */
export function firstName(name: string): string {
  const whole = plainLine(name)
  const first = whole.split(' ')[0] ?? whole
  return TITLES.test(first) || /^.\.?$/u.test(first) || first.endsWith(',') ? whole : first
}

const plainAddress = ({ name, address }: Address): Address => ({ name: plainLine(name), address: address.trim() })

const AUTOMATIC = { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' }

function unsubscribeHeaders(unsubscribeUrl: string, mailbox: string): Record<string, string> {
  const mailto = `mailto:${encodeURIComponent(mailbox.trim()).replaceAll('%40', '@')}?subject=No%20more%20surveys`
  return {
    'List-Unsubscribe': `<${new URL(unsubscribeUrl).href}>, <${mailto}>`,
    'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
  }
}

function staffMessage(template: Template, placeholders: Placeholders, envelope: Envelope): Message {
  const { sender } = envelope
  const rendered = renderTemplate(template, placeholders)
  return {
    messageId: envelope.messageId,
    from: plainAddress({ name: sender.name, address: sender.email }),
    to: plainAddress(envelope.to),
    // Never the PM: an alert may be about an answer for leadership only.
    replyTo: plainAddress({ name: sender.name, address: sender.replyTo ?? sender.email }),
    ...rendered,
    subject: plainLine(rendered.subject),
    headers: { ...AUTOMATIC },
  }
}

function surveyMessage(template: Template, props: InvitationProps | ReminderProps, envelope: SurveyEnvelope): Message {
  const { sender, pm } = envelope
  const message = staffMessage(template, surveyPlaceholders(props), envelope)
  return {
    ...message,
    from: plainAddress({ name: `${pm.name}, ${props.firmName}`, address: sender.email }),
    replyTo: plainAddress({ name: pm.name, address: sender.replyTo ?? pm.address }),
    headers: { ...AUTOMATIC, ...unsubscribeHeaders(props.unsubscribeUrl, sender.replyTo ?? sender.email) },
  }
}

export const invitationMessage = (template: Template, props: InvitationProps, envelope: SurveyEnvelope): Message =>
  surveyMessage(template, props, envelope)

export const reminderMessage = (template: Template, props: ReminderProps, envelope: SurveyEnvelope): Message =>
  surveyMessage(template, props, envelope)

export const alertMessage = (template: Template, props: AlertProps, envelope: Envelope): Message =>
  staffMessage(template, alertPlaceholders(props), envelope)

export const signInMessage = (template: Template, props: SignInProps, envelope: Envelope): Message =>
  staffMessage(template, signInPlaceholders(props), envelope)
