import type { ReportedEvent } from '../../core/sending/mail-event.ts'
import { readAutomaticReply } from './automatic-reply.ts'
import { readDeliveryStatus } from './delivery-status.ts'
import { readFeedbackReport } from './feedback-report.ts'
import { parseMail } from './parsed-mail.ts'
import { readPlainBounce } from './plain-bounce.ts'

/** What a message tells about mail that left before. */
export type ReadReport =
  | { kind: 'events'; events: ReportedEvent[] }
  /** A server still tries; there will be another report if it gives up. */
  | { kind: 'delayed' }
  /** Why, as the end of the sentence 'This is not a report: …'. */
  | { kind: 'not_a_report'; reason: string }

/** Most telling first: a returned message is marked as an automatic reply, too. */
const READERS = [readDeliveryStatus, readFeedbackReport, readPlainBounce, readAutomaticReply]

/** Reads a returned message, a complaint or an automatic reply, whoever wrote it and in whatever form. */
export async function readReport(raw: Uint8Array): Promise<ReadReport> {
  const mail = await parseMail(raw)
  for (const read of READERS) {
    const report = read(mail)
    if (report !== undefined) return report
  }
  const reason =
    mail.email.headers.length === 0
      ? 'it has no headers, so it is no message'
      : 'nothing in it says that a program wrote it, so a person may have; read it'
  return { kind: 'not_a_report', reason }
}
