import { type AddressInfo, type Socket, createServer } from 'node:net'

/** Where in the dialogue it can misbehave; `body` is the message itself, `dot` the reply that would take it. */
type Step = 'connect' | 'EHLO' | 'STARTTLS' | 'AUTH' | 'MAIL' | 'RCPT' | 'DATA' | 'body' | 'dot'

/**
 * What it does there: a line is sent as it stands; `hang` says nothing any more; `drop` breaks off; `keep and drop` takes the
 * message and breaks off before it says so.
 */
type Manner = { say: string } | 'hang' | 'drop' | 'keep and drop'

export type RudeSmtpServer = {
  port: number
  /** Message-IDs with their angle brackets of all messages that it has kept, oldest first. */
  kept: { messageId: string; to: string }[]
  /** How to behave at a step from now on, `times` times, else always; later ones come after earlier ones. */
  at(step: Step, manner: Manner, times?: number): void
  close(): Promise<void>
}

const POLITE: Record<Step, string> = {
  connect: '220 rude.test ESMTP',
  EHLO: '250-rude.test\r\n250-STARTTLS\r\n250-AUTH PLAIN\r\n250 SIZE 1000000',
  STARTTLS: '454 4.7.0 TLS not available',
  AUTH: '235 2.7.0 welcome',
  MAIL: '250 2.1.0 ok',
  RCPT: '250 2.1.5 ok',
  DATA: '354 go ahead',
  body: '',
  dot: '250 2.0.0 taken',
}

const stepOf = (line: string): Step | undefined => {
  const verb = line.slice(0, 8).trim().split(' ')[0]?.toUpperCase()
  return (['EHLO', 'STARTTLS', 'AUTH', 'MAIL', 'RCPT', 'DATA'] as const).find((step) => step === verb)
}

/** A mail server on a free port of this machine that does what it is told to, and otherwise takes every message. */
export async function createRudeSmtpServer(): Promise<RudeSmtpServer> {
  const manners = new Map<Step, { manner: Manner; left: number }[]>()
  const kept: RudeSmtpServer['kept'] = []
  const sockets = new Set<Socket>()

  const mannerAt = (step: Step): Manner => {
    const planned = manners.get(step)?.find(({ left }) => left > 0)
    if (!planned) return { say: POLITE[step] }
    planned.left -= 1
    return planned.manner
  }

  /** @returns what it said, null where it says nothing more */
  function behave(socket: Socket, step: Step): string | null {
    const manner = mannerAt(step)
    if (manner === 'drop' || manner === 'keep and drop') socket.destroy()
    if (manner === 'keep and drop') return '250'
    if (typeof manner === 'string') return null
    if (manner.say !== '') socket.write(`${manner.say}\r\n`)
    return manner.say
  }

  function serve(socket: Socket): void {
    let to = ''
    let body: string[] | null = null
    const hearBody = (line: string, lines: string[]) => {
      if (lines.length === 0 && behave(socket, 'body') === null) return
      lines.push(line)
      if (line !== '.') return
      body = null
      const messageId = lines.map((each) => /^Message-ID: (<[^>]+>)/i.exec(each)?.[1]).find(Boolean) ?? ''
      if (behave(socket, 'dot')?.startsWith('2')) kept.push({ messageId, to })
    }
    const hear = (line: string) => {
      if (body !== null) return hearBody(line, body)
      const step = stepOf(line)
      if (step === 'RCPT') to = /<([^>]*)>/.exec(line)?.[1] ?? ''
      if (step === undefined) socket.write('250 ok\r\n')
      else if (behave(socket, step)?.startsWith('354')) body = []
    }
    let unread = ''
    socket.on('error', () => {})
    socket.on('data', (chunk: Buffer) => {
      const lines = `${unread}${chunk.toString()}`.split('\r\n')
      unread = lines.pop() ?? ''
      for (const line of lines) if (!socket.destroyed) hear(line)
    })
    behave(socket, 'connect')
  }

  const server = createServer((socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
    serve(socket)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return {
    port: (server.address() as AddressInfo).port,
    kept,
    at: (step, manner, times = Infinity) =>
      void manners.set(step, [...(manners.get(step) ?? []), { manner, left: times }]),
    close: () =>
      new Promise((done) => {
        server.close(() => done())
        for (const socket of sockets) socket.destroy()
      }),
  }
}
