import { createTransport } from 'nodemailer'
import { deliveryOfError, isDeliverable } from './delivery.ts'
import type { Mailer, Message } from './mailer.ts'

export type DkimKey = { domain: string; selector: string; privateKey: string }

/** Nodemailer's own list of signed headers leaves out `List-Unsubscribe-Post`, which RFC 8058 wants signed. */
const SIGNED_HEADERS = [
  'From:Sender:Reply-To:Subject:Date:Message-ID:To:Cc:MIME-Version:Content-Type:Content-Transfer-Encoding',
  'In-Reply-To:References:List-Id:List-Help:List-Unsubscribe:List-Unsubscribe-Post:Auto-Submitted',
].join(':')

const POOL = {
  pool: true,
  maxConnections: 5,
  maxMessages: 100,
  // A connection lost halfway counts as failed; when to try again is the outbox's to say.
  maxRequeues: 0,
  connectionTimeout: 10_000,
  greetingTimeout: 10_000,
  socketTimeout: 30_000,
  dnsTimeout: 10_000,
  disableFileAccess: true,
  disableUrlAccess: true,
} as const

const signing = (key: DkimKey) => ({
  domainName: key.domain,
  keySelector: key.selector,
  privateKey: key.privateKey,
  headerFieldNames: SIGNED_HEADERS,
})

/** Headers as they stand: left to itself Nodemailer would fold a long one, and some one-click readers miss folded ones. */
const plainHeaders = (headers: Message['headers']) =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      { prepared: true, foldLines: false, value: value.replace(/[^\x20-\x7e]/g, '') },
    ]),
  )

const mailOf = ({ messageId, from, to, replyTo, subject, html, text, headers }: Message) => ({
  messageId,
  from,
  to,
  ...(replyTo && { replyTo }),
  subject,
  html,
  text,
  headers: plainHeaders(headers),
  envelope: { from: from.address, to: [to.address] },
})

/** `smtpUrl`: `smtp://user:pass@host:port` or `smtps://…`; its query overrides the pool's options. */
export function createSmtpMailer({ smtpUrl, dkim }: { smtpUrl: string; dkim?: DkimKey | null }): Mailer {
  const transport = createTransport({ ...POOL, url: smtpUrl, ...(dkim && { dkim: signing(dkim) }) })
  return {
    async deliver(message) {
      if (!isDeliverable(message.to.address)) return { kind: 'bounced', reason: 'The address is not valid' }
      try {
        await transport.sendMail(mailOf(message))
        return { kind: 'sent' }
      } catch (error) {
        return deliveryOfError(error)
      }
    },
    async close() {
      transport.close()
    },
  }
}
