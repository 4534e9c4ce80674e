import { readFile } from 'node:fs/promises'
import type { EmailKind } from '../../src/core/words.ts'
import type {
  AlertProps,
  Envelope,
  InvitationProps,
  ReminderProps,
  SignInProps,
  SurveyEnvelope,
} from '../../src/mail/emails.ts'
import { compileTemplate } from '../../src/mail/compile-template.ts'
import { templateFileNames, type TemplateFiles } from '../../src/mail/template-files.ts'

const readTemplate = (file: string) => readFile(new URL(`../../templates/emails/${file}`, import.meta.url), 'utf8')

export async function shippedFiles(kind: EmailKind): Promise<TemplateFiles> {
  const names = templateFileNames(kind, 'en')
  const [mjml, text, head] = await Promise.all([names.mjml, names.text, names.head].map(readTemplate))
  return { mjml: mjml!, text: text!, head: head! }
}

export const shippedTemplate = async (kind: EmailKind) => compileTemplate(kind, 'en', await shippedFiles(kind))

const FIRM = { firmName: 'Kestrel & Co.', accentColor: '#0e5a5a' }

export const INVITATION: InvitationProps = {
  ...FIRM,
  postalAddress: '12 Wharf Street, Portland, ME 04101',
  firstName: 'Marta',
  pmName: 'Dana Whitfield',
  pmPhone: '+1 207 555 0142',
  engagementName: 'Claims portal',
  milestoneKind: 'delivery',
  milestoneName: 'Delivery',
  surveyUrl: 'https://surveys.kestrel.example/s/0123456789abcdefghijkl',
  unsubscribeUrl: 'https://surveys.kestrel.example/u/0123456789abcdefghijkl',
}
export const REMINDER: ReminderProps = { ...INVITATION, closesOn: 'Fri 4 Dec' }
export const ALERT: AlertProps = {
  ...FIRM,
  firstName: 'Dana',
  contactName: 'Marta Silva',
  accountName: 'Northwind Insurance',
  engagementName: 'Claims portal',
  milestoneName: 'Delivery',
  callFirst: 0,
  previousCallFirst: 8,
  reasons: ['low', 'fall'],
  comment: 'The hand-over felt rushed.\nNobody told us.',
  followUpUrl: 'https://surveys.kestrel.example/follow-ups/1',
  dueBy: 'Tue 24 Nov, 15:00',
}
export const SIGN_IN: SignInProps = {
  ...FIRM,
  firstName: 'Dana',
  signInUrl: 'https://surveys.kestrel.example/sign-in?token=abc&next=/score',
}

export const ENVELOPE: Envelope = {
  messageId: '<invitation-1@surveys.kestrel.example>',
  to: { name: 'Marta Silva', address: 'marta@client.example' },
  sender: { name: 'Kestrel & Co.', email: 'hello@kestrel.example', replyTo: null },
}
export const SURVEY_ENVELOPE: SurveyEnvelope = {
  ...ENVELOPE,
  pm: { name: 'Dana Whitfield', address: 'dana@kestrel.example' },
}
