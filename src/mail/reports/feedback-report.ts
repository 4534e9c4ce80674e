import { addressIn, fieldsOf, messageIdsIn, originalHeaders, type ParsedMail } from './parsed-mail.ts'
import type { ReadReport } from './read-report.ts'

/** Kinds of feedback that are no complaint of the reader. */
const NO_COMPLAINT = new Set(['not-spam', 'auth-failure'])

/** A feedback report (RFC 5965): somebody pressed 'this is spam'; undefined where the message is none. */
export function readFeedbackReport(mail: ParsedMail): ReadReport | undefined {
  const report = mail.part(/^message\/feedback-report$/i)
  if (report === undefined) return undefined
  const fields = fieldsOf(report)
  const type = (fields.get('feedback-type') ?? 'abuse').toLowerCase()
  if (NO_COMPLAINT.has(type))
    return { kind: 'not_a_report', reason: `it is feedback of the kind ${type}, no complaint` }
  const original = originalHeaders(mail)
  const messageIds = messageIdsIn(original.get('message-id'))
  const address =
    addressIn(fields.get('original-rcpt-to')) ??
    addressIn(fields.get('removal-recipient')) ??
    addressIn(original.get('to'))
  if (address === null && messageIds.length === 0) {
    return { kind: 'not_a_report', reason: 'its complaint names neither an address nor a message' }
  }
  const eventId = `${mail.digest}:${address ?? ''}`
  return { kind: 'events', events: [{ kind: 'complaint', address, messageIds, at: null, eventId, detail: type }] }
}
