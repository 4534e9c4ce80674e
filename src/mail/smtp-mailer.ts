import { createTransport } from 'nodemailer'
import SMTPPool from 'nodemailer/lib/smtp-pool'
import { deliveryOfError, isDeliverable } from './delivery.ts'
import { createSigner, type DkimKey } from './dkim.ts'
import type { Delivery, Mailer, Message } from './mailer.ts'
import { mimeOf } from './mime.ts'

/** A server that answers a little now and then outwits every other timeout; leases in the outbox rely on this one. */
const DELIVERY_MS = 4 * 60_000

const POOL = {
  maxConnections: 5,
  maxMessages: 1000,
  // A connection lost halfway counts as failed; when to try again is the outbox's to say.
  maxRequeues: 0,
  connectionTimeout: 10_000,
  greetingTimeout: 10_000,
  socketTimeout: 30_000,
  dnsTimeout: 10_000,
}

/** A transport that notes of which deliveries a connection has got to know: those that it was ready to read. */
function openTransport(smtpUrl: string) {
  const pool = new SMTPPool({ ...POOL, url: smtpUrl })
  const transport = createTransport(pool)
  const connected = new WeakSet<AbortSignal>()
  transport.use('stream', ({ data, message }, done) => {
    message?.processFunc((input) => {
      if (data.signal) connected.add(data.signal)
      return input
    })
    done()
  })
  return { transport, connected, connections: pool.options.maxConnections }
}

/** `smtpUrl`: `smtp://user:pass@host:port` or `smtps://…`; its query overrides the pool's options. */
export function createSmtpMailer({ smtpUrl, dkim }: { smtpUrl: string; dkim?: DkimKey | null }): Mailer {
  const { transport, connected, connections } = openTransport(smtpUrl)
  const sign = dkim ? createSigner(dkim) : async () => ''

  const made = new WeakMap<Message, Promise<string>>()

  async function make(message: Message): Promise<string> {
    const mime = mimeOf(message)
    return `${await sign(mime)}${mime.header}\r\n${mime.body}`
  }

  function rawOf(message: Message): Promise<string> {
    const raw = made.get(message) ?? make(message)
    made.set(message, raw)
    return raw
  }

  async function hand(message: Message, signal: AbortSignal): Promise<Delivery> {
    try {
      const raw = await rawOf(message)
      const envelope = { from: message.from.address, to: [message.to.address] }
      await transport.sendMail({ raw, envelope, messageId: message.messageId, signal })
      return { kind: 'sent' }
    } catch (error) {
      return deliveryOfError(error, connected.has(signal))
    }
  }

  return {
    connections,
    prepare(message) {
      // Whoever delivers it hears of a failure.
      rawOf(message).catch(() => {})
    },
    async deliver(message) {
      if (!isDeliverable(message.to.address)) return { kind: 'bounced', reason: 'The address is not valid' }
      const deadline = new AbortController()
      const timer = setTimeout(() => deadline.abort(), DELIVERY_MS)
      try {
        return await hand(message, deadline.signal)
      } finally {
        clearTimeout(timer)
      }
    },
    async close() {
      transport.close()
    },
  }
}
