import SMTPPool from 'nodemailer/lib/smtp-pool'
import { deliveryOfError, isDeliverable } from './delivery.ts'
import { createSigner, type DkimKey } from './dkim.ts'
import type { Delivery, Mailer, Message } from './mailer.ts'
import { type Mime, mimeOf } from './mime.ts'

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

/** A message as it goes over the wire, but for stuffed dots, and whom it says to be from and to. */
type Made = { wire: Buffer; envelope: Mime['envelope'] }

/** What the pool asks of a message; `onConnected` is called when a connection is ready to take it. */
function mailOf({ wire, envelope }: Made, messageId: string, signal: AbortSignal, onConnected: () => void) {
  const message = {
    getEnvelope: () => ({ ...envelope }),
    messageId: () => messageId,
    getHeader: () => messageId,
    createReadStream: () => {
      onConnected()
      return wire
    },
  }
  return { data: { signal }, message } as unknown as Parameters<SMTPPool['send']>[0]
}

/** `smtpUrl`: `smtp://user:pass@host:port` or `smtps://…`; its query overrides the pool's options. */
export function createSmtpMailer({ smtpUrl, dkim }: { smtpUrl: string; dkim?: DkimKey | null }): Mailer {
  const pool = new SMTPPool({ ...POOL, url: smtpUrl })
  const connections = pool.options.maxConnections
  const sign = dkim ? createSigner(dkim) : async () => ''

  const made = new WeakMap<Message, Promise<Made>>()

  async function make(message: Message): Promise<Made> {
    const mime = mimeOf(message)
    const wire = Buffer.from(`${await sign(mime)}${mime.header}\r\n${mime.body}`)
    return { wire, envelope: mime.envelope }
  }

  function madeOf(message: Message): Promise<Made> {
    const making = made.get(message) ?? make(message)
    made.set(message, making)
    return making
  }

  async function hand(message: Message, signal: AbortSignal): Promise<Delivery> {
    let isConnected = false
    try {
      const ready = await madeOf(message)
      await new Promise<void>((done, fail) => {
        const mail = mailOf(ready, message.messageId, signal, () => (isConnected = true))
        pool.send(mail, (error) => (error ? fail(error) : done()))
      })
      return { kind: 'sent' }
    } catch (error) {
      return deliveryOfError(error, isConnected)
    }
  }

  return {
    connections,
    prepare(message) {
      // Whoever delivers it hears of a failure.
      madeOf(message).catch(() => {})
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
      pool.close()
    },
  }
}
