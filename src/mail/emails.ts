import type {
  AlertProps,
  ConfirmSpokenProps,
  CopyProps,
  MyDataProps,
  DigestProps,
  InvitationProps,
  ReminderProps,
  SignInProps,
  YouSaidWeDidProps,
} from './email-props.ts'
import type { Address, Message } from './mailer.ts'
import { placeholdersOf } from './placeholders.ts'
import { plainLine } from './plain-line.ts'
import { renderTemplate, type Placeholders, type Template } from './render.ts'

/** How the firm sends. */
type Sender = { name: string; email: string; replyTo: string | null }

export type Envelope = {
  /** With its angle brackets; fixed for a message, whatever the number of attempts. */
  messageId: string
  to: Address
  sender: Sender
}

export type SurveyEnvelope = Envelope & { pm: Address }

const plainAddress = ({ name, address }: Address): Address => ({ name: plainLine(name), address: address.trim() })

const AUTOMATIC = { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' }

function unsubscribeHeaders(unsubscribeUrl: string, mailbox: string): Record<string, string> {
  const mailto = `mailto:${encodeURIComponent(mailbox.trim()).replaceAll('%40', '@')}?subject=No%20more%20surveys`
  return {
    'List-Unsubscribe': `<${new URL(unsubscribeUrl).href}>, <${mailto}>`,
    'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
  }
}

const staffMessage = (template: Template, placeholders: Placeholders, envelope: Envelope): Message =>
  renderedMessage(renderTemplate(template, placeholders), envelope)

/** A message to staff whose parts have been rendered already, such as a sample. */
export function renderedMessage(rendered: Template, envelope: Envelope): Message {
  const { sender } = envelope
  return {
    messageId: envelope.messageId,
    from: plainAddress({ name: sender.name, address: sender.email }),
    to: plainAddress(envelope.to),
    // Never the PM: an alert may be about an answer for leadership only.
    replyTo: plainAddress({ name: sender.name, address: sender.replyTo ?? sender.email }),
    ...rendered,
    headers: { ...AUTOMATIC },
  }
}

function clientMessage(
  template: Template,
  placeholders: Placeholders,
  props: Pick<InvitationProps, 'firmName' | 'unsubscribeUrl'>,
  envelope: SurveyEnvelope,
): Message {
  const { sender, pm } = envelope
  const message = staffMessage(template, placeholders, envelope)
  return {
    ...message,
    from: plainAddress({ name: `${pm.name}, ${props.firmName}`, address: sender.email }),
    replyTo: plainAddress({ name: pm.name, address: sender.replyTo ?? pm.address }),
    headers: { ...AUTOMATIC, ...unsubscribeHeaders(props.unsubscribeUrl, sender.replyTo ?? sender.email) },
  }
}

const surveyMessage = (template: Template, props: InvitationProps | ReminderProps, envelope: SurveyEnvelope): Message =>
  clientMessage(template, placeholdersOf('reminder_1', { closesOn: null, ...props }), props, envelope)

export const confirmMessage = (template: Template, props: ConfirmSpokenProps, envelope: SurveyEnvelope): Message =>
  clientMessage(template, placeholdersOf('confirm_spoken', props), props, envelope)

export const invitationMessage = (template: Template, props: InvitationProps, envelope: SurveyEnvelope): Message =>
  surveyMessage(template, props, envelope)

export const reminderMessage = (template: Template, props: ReminderProps, envelope: SurveyEnvelope): Message =>
  surveyMessage(template, props, envelope)

export const alertMessage = (template: Template, props: AlertProps, envelope: Envelope): Message =>
  staffMessage(template, placeholdersOf('alert', props), envelope)

/** From a person to a client, who can reply to that person. */
export function replyMessage(
  template: Template,
  props: YouSaidWeDidProps,
  { person, ...envelope }: Envelope & { person: Address },
): Message {
  const message = staffMessage(template, placeholdersOf('you_said_we_did', props), envelope)
  const from = { name: `${person.name}, ${props.firmName}`, address: envelope.sender.email }
  return { ...message, from: plainAddress(from), replyTo: plainAddress(person) }
}

export const signInMessage = (template: Template, props: SignInProps, envelope: Envelope): Message =>
  staffMessage(template, placeholdersOf('sign_in', props), envelope)

export const digestMessage = (template: Template, props: DigestProps, envelope: Envelope): Message =>
  staffMessage(template, placeholdersOf('digest', props), envelope)

/** A client's own answers, or the link to all that is held: asked for by the client, so no survey mail. */
export const copyMessage = (template: Template, props: CopyProps, envelope: Envelope): Message =>
  staffMessage(template, placeholdersOf('copy', props), envelope)

export const myDataMessage = (template: Template, props: MyDataProps, envelope: Envelope): Message =>
  staffMessage(template, placeholdersOf('my_data', props), envelope)
