import type { AddressInfo, Socket } from 'node:net'
import { simpleParser, type ParsedMail } from 'mailparser'
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server'

type ReceivedMail = {
  /** As it came over the wire. */
  raw: string
  parsed: ParsedMail
  /** With its angle brackets. */
  messageId: string
  from: string
  to: string[]
}

/** How the server meets a recipient: `refuse` 550 and `deny` 554 5.7.1 at RCPT, `defer` 451, `drop` cuts the line during DATA. */
type Manner = 'accept' | 'refuse' | 'deny' | 'defer' | 'drop'

export type SmtpSink = {
  url: string
  /** Everything taken in so far, oldest first. */
  received: ReceivedMail[]
  /** The next mail not yet handed out; waits for one. */
  next(): Promise<ReceivedMail>
  /** How to meet this recipient from now on. */
  meet(address: string, manner: Manner): void
  close: () => Promise<void>
}

const REPLIES: Partial<Record<Manner, { code: number; text: string }>> = {
  refuse: { code: 550, text: '5.1.1 no such user' },
  deny: { code: 554, text: '5.7.1 Relay access denied' },
  defer: { code: 451, text: '4.3.0 try again later' },
}

function refusal(manner: Manner, address: string): Error | null {
  const reply = REPLIES[manner]
  return reply ? Object.assign(new Error(`${reply.text} <${address}>`), { responseCode: reply.code }) : null
}

async function readMail(stream: SMTPServerDataStream, session: SMTPServerSession): Promise<ReceivedMail> {
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(chunk as Buffer)
  const bytes = Buffer.concat(chunks)
  const parsed = await simpleParser(bytes)
  const { mailFrom, rcptTo } = session.envelope
  return {
    raw: bytes.toString('utf8'),
    parsed,
    messageId: parsed.messageId ?? '',
    from: mailFrom ? mailFrom.address : '',
    to: rcptTo.map(({ address }) => address),
  }
}

/** Hands out values in the order they came, to askers in the order they asked. */
function createQueue<T>() {
  const waiting: ((value: T) => void)[] = []
  const values: T[] = []
  return {
    push(value: T) {
      const asker = waiting.shift()
      if (asker) asker(value)
      else values.push(value)
    },
    next: (): Promise<T> =>
      values.length > 0 ? Promise.resolve(values.shift() as T) : new Promise((resolve) => waiting.push(resolve)),
  }
}

/** A real SMTP server on a free port of this machine. */
export async function createSmtpSink(): Promise<SmtpSink> {
  const manners = new Map<string, Manner>()
  const mannerOf = (address: string): Manner => manners.get(address.toLowerCase()) ?? 'accept'
  const queue = createQueue<ReceivedMail>()
  const received: ReceivedMail[] = []

  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    onRcptTo: ({ address }, _session, done) => done(refusal(mannerOf(address), address)),
    onData: (stream, session, done) => {
      if (session.envelope.rcptTo.some(({ address }) => mannerOf(address) === 'drop')) {
        stream.once('data', () => dropConnections())
        return
      }
      readMail(stream, session).then((mail) => {
        received.push(mail)
        queue.push(mail)
        done()
      }, done)
    },
  })
  const sockets = new Set<Socket>()
  const dropConnections = () => {
    for (const socket of sockets) socket.destroy()
  }
  server.server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })
  server.on('error', () => {})
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.server.address() as AddressInfo

  return {
    url: `smtp://127.0.0.1:${port}`,
    received,
    next: () => queue.next(),
    meet: (address, manner) => void manners.set(address.toLowerCase(), manner),
    close: () =>
      new Promise((resolve) => {
        server.close(resolve)
        dropConnections()
      }),
  }
}
