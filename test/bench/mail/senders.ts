import type { Kysely } from 'kysely'
import { createTransport } from 'nodemailer'
import type { Schema } from '../../../src/db/schema.ts'
import { sendDue } from '../../../src/domain/sending/send-due.ts'
import type { DkimKey } from '../../../src/mail/dkim.ts'
import type { Message } from '../../../src/mail/mailer.ts'
import { createSmtpMailer } from '../../../src/mail/smtp-mailer.ts'
import { createTestDeps } from '../../support/deps.ts'
import { queueAgain } from './firm.ts'

export type Setting = { smtpUrl: string; connections: number; dkim: DkimKey | null }

const NOW = new Date('2026-11-18T12:00:00Z')

/** The messages of the outbox, rendered and not sent. */
export async function renderAll(db: Kysely<Schema>): Promise<Message[]> {
  await queueAgain(db, NOW)
  const deps = createTestDeps(db, { now: NOW.toISOString() })
  await sendDue(deps)
  return deps.delivered
}

/** Seconds for everything in the outbox to be claimed, rendered, signed, sent and marked. */
export async function sendOutbox(db: Kysely<Schema>, { smtpUrl, connections, dkim }: Setting): Promise<number> {
  await queueAgain(db, NOW)
  const mailer = createSmtpMailer({ smtpUrl: `${smtpUrl}?maxConnections=${connections}`, dkim })
  const deps = createTestDeps(db, { now: NOW.toISOString(), deps: { mailer } })
  const start = performance.now()
  await sendDue(deps)
  const seconds = (performance.now() - start) / 1000
  await mailer.close()
  return seconds
}

/** Seconds for a bare Nodemailer pool to send the same messages, which it builds and signs in its own way. */
export async function sendBare(messages: readonly Message[], { smtpUrl, connections, dkim }: Setting): Promise<number> {
  const transport = createTransport({
    pool: true,
    url: smtpUrl,
    maxConnections: connections,
    maxMessages: 1000,
    ...(dkim && { dkim: { domainName: dkim.domain, keySelector: dkim.selector, privateKey: dkim.privateKey } }),
  })
  let next = 0
  const sendSome = async () => {
    for (let message = messages[next++]; message; message = messages[next++]) {
      const { replyTo, ...rest } = message
      await transport.sendMail({ ...rest, ...(replyTo && { replyTo }) })
    }
  }
  const start = performance.now()
  // A few more than connections, so that none waits for us.
  await Promise.all(Array.from({ length: 2 * connections }, sendSome))
  const seconds = (performance.now() - start) / 1000
  transport.close()
  return seconds
}
