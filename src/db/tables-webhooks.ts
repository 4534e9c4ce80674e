import type { Generated, GeneratedAlways } from 'kysely'
import type { WebhookEvent, WebhookKind, WebhookMessageState } from '../core/sending/webhook.ts'

export type WebhookTable = {
  id: GeneratedAlways<number>
  name: string
  kind: WebhookKind
  url: string
  /** Whether leadership alone reads there. */
  leadershipOnly: Generated<boolean>
  addedBy: number
  addedAt: Date
}

export type WebhookMessageTable = {
  id: GeneratedAlways<number>
  webhookId: number
  event: WebhookEvent
  followUpId: number | null
  responseId: number | null
  state: WebhookMessageState
  dueAt: Date
  leasedUntil: Date | null
  attempts: Generated<number>
  lastError: string | null
  sentAt: Date | null
  createdAt: Date
}
