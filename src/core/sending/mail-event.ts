/** What was reported about an address: it is dead, a message did not get through, was unwanted, met an absence, arrived. */
export type MailEventKind = 'hard' | 'soft' | 'complaint' | 'away' | 'delivered'

export const MAIL_EVENT_SOURCES = ['command', 'ses', 'postmark', 'mailgun', 'sendgrid', 'smtp'] as const
export type MailEventSource = (typeof MAIL_EVENT_SOURCES)[number]

/** One report about one address, as somebody told it. */
export type ReportedEvent = {
  kind: MailEventKind
  /** As it was reported; null where the report names its message alone. */
  address: string | null
  /** The Message-IDs that may be ours, without angle brackets; most likely first. */
  messageIds: readonly string[]
  /** Null: when it was handed in. */
  at: Date | null
  /** The source's own name of the event: the same one handed in again is the same event. */
  eventId: string
  /** One short line without personal text; null where nothing is said. */
  detail: string | null
  /** What an automatic reply says, to read the end of the absence from. */
  words?: string
}

/** After so many messages in a row that did not get through, the address is given up. */
export const SOFT_BOUNCES_TO_SUPPRESS = 5
/** A message that nobody has reported on for so long has arrived. */
export const SILENCE_MEANS_ARRIVED_DAYS = 3
/** How long a reminder waits for somebody who does not say until when they are away. */
export const AWAY_DAYS = 7
