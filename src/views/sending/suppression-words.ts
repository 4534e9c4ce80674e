import type { SuppressionReason } from '../../core/words.ts'

/** Why an address gets no mail, in a word or two. */
export const SUPPRESSION_NAMES: Record<SuppressionReason, string> = {
  unsubscribed: 'Unsubscribed',
  left: 'Left the client',
  bounced: 'Bounced',
  complained: 'Complained',
}

/** What it means to write to the address again. */
export const REMOVAL_WORDS: Record<SuppressionReason, string> = {
  unsubscribed: 'This person asked not to be written to. Take the entry off only where they have asked to be back.',
  left: 'Take the entry off where this person is at the client after all.',
  bounced:
    'Mail to this address came back. Take the entry off once you know that the address works; if it bounces again, it is put back.',
  complained:
    'This person reported our mail as unwanted. Writing to them again can have all mail of the firm taken for spam, so say what has changed.',
}

const SOURCES: Record<string, string> = {
  page: 'the unsubscribe page',
  one_click: 'the mail program’s unsubscribe button',
  smtp: 'the mail server, when we wrote',
  command: 'a message that came back',
  ses: 'Amazon SES',
  postmark: 'Postmark',
  mailgun: 'Mailgun',
  sendgrid: 'SendGrid',
  staff: 'somebody here, by hand',
  api: 'another program, by the API',
  import: 'an imported list',
}

/** Who said so; a source that an imported list names is shown as it is. */
export const suppressionSource = (source: string): string => SOURCES[source] ?? source
