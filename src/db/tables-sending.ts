import type { Generated, GeneratedAlways, JSONColumnType } from 'kysely'
import type { MailEventKind, MailEventSource } from '../core/sending/mail-event.ts'
import type { EmailKind, EmailState, SuppressionReason, TemplateOrigin } from '../core/words.ts'
import type { Direction } from '../core/languages.ts'

export type EmailTemplateVersionTable = {
  id: GeneratedAlways<number>
  templateKey: string
  locale: string
  version: number
  layoutId: number
  /** The texts in it, by the slots of its layout. */
  words: JSONColumnType<Record<string, string>>
  origin: TemplateOrigin
  /** Who wrote the firm's words, or went back to the shipped ones; null: it came with the program. */
  createdBy: number | null
  subject: string
  html: string
  text: string
  createdAt: Date
}

export type EmailLayoutTable = {
  id: GeneratedAlways<number>
  templateKey: string
  direction: Direction
  version: number
  source: string
  subject: string
  html: string
  text: string
  createdAt: Date
}

export type SuppressionTable = {
  id: GeneratedAlways<number>
  address: string
  reason: SuppressionReason
  source: string
  at: Date
  note: string | null
}

export type MailEventTable = {
  id: GeneratedAlways<number>
  kind: MailEventKind
  at: Date
  address: string
  emailId: number | null
  source: MailEventSource
  eventId: string
  detail: string | null
}

export type EmailTable = {
  id: GeneratedAlways<number>
  kind: EmailKind
  invitationId: number | null
  followUpId: number | null
  /** Whose copy it is. */
  responseId: number | null
  /** About whom everything held stands behind its link. */
  contactId: number | null
  digestId: number | null
  /** Whose the link in an alert or an escalation is. */
  staffId: number | null
  replyId: number | null
  ordinal: Generated<number>
  templateVersionId: number
  toName: string
  toAddress: string
  secretUrl: string | null
  messageId: string
  state: EmailState
  dueAt: Date
  leasedUntil: Date | null
  attempts: Generated<number>
  lastError: string | null
  sentAt: Date | null
  createdAt: Date
}

export type DigestTable = { id: GeneratedAlways<number>; staffId: number; since: Date; until: Date }

export type MailOutageTable = { id: Generated<1>; until: Date; failures: number; reason: string }
