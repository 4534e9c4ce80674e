import { bounceDetail, classifyBounce } from '../../core/sending/bounce.ts'
import type { ReportedEvent } from '../../core/sending/mail-event.ts'
import { addressIn, fieldsOf, messageIdsIn, originalHeaders, type ParsedMail } from './parsed-mail.ts'
import type { ReadReport } from './read-report.ts'

const DELIVERED = new Set(['delivered', 'relayed', 'expanded'])

/** What became of one recipient; undefined while the server keeps trying. */
function eventOf(fields: Map<string, string>, about: Pick<ReportedEvent, 'messageIds'>, digest: string) {
  const action = (fields.get('action') ?? 'failed').toLowerCase()
  if (action === 'delayed') return undefined
  // What we wrote to comes first: the final one may be where it was forwarded to.
  const address = addressIn(fields.get('original-recipient')) ?? addressIn(fields.get('final-recipient'))
  const words = { status: fields.get('status') ?? null, diagnostic: fields.get('diagnostic-code') ?? null }
  return {
    ...about,
    kind: DELIVERED.has(action) ? ('delivered' as const) : classifyBounce(words),
    address,
    at: null,
    eventId: `${digest}:${address ?? ''}`,
    detail: bounceDetail(words),
  }
}

/** A delivery-status notification (RFC 3464); undefined where the message is none. */
export function readDeliveryStatus(mail: ParsedMail): ReadReport | undefined {
  const status = mail.part(/^message\/(global-)?delivery-status$/i)
  if (status === undefined) return undefined
  const recipients = status
    .split(/\r?\n[ \t]*\r?\n/)
    .map(fieldsOf)
    .filter((fields) => fields.has('final-recipient') || fields.has('original-recipient'))
  if (recipients.length === 0) return { kind: 'not_a_report', reason: 'its delivery status names no recipient' }
  const messageIds = messageIdsIn(originalHeaders(mail).get('message-id'))
  const events = recipients.flatMap((fields) => eventOf(fields, { messageIds }, mail.digest) ?? [])
  return events.length === 0 ? { kind: 'delayed' } : { kind: 'events', events }
}
