import { createServer } from 'node:net'
import { createSmtpMailer } from '../../src/mail/smtp-mailer.ts'
import { tick } from '../../src/domain/tick.ts'
import { startServer } from '../../src/node.ts'
import type { TestDatabase } from './database.ts'
import { TEST_CONFIG, createTestDeps } from './deps.ts'
import type { SmtpSink } from './smtp-sink.ts'

export function findFreePort(): Promise<number> {
  return new Promise((done) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address()
      const port = typeof address === 'object' && address ? address.port : 0
      server.close(() => done(port))
    })
  })
}

/** FirstCall on Node over a test's database, sending through real SMTP by the real clock; it ticks when told to. */
export async function startOnNode(database: TestDatabase, sink: SmtpSink) {
  const port = await findFreePort()
  const baseUrl = `http://localhost:${port}`
  const mailer = createSmtpMailer({ smtpUrl: sink.url })
  const config = { ...TEST_CONFIG, port, baseUrl, smtpUrl: sink.url }
  const deps = createTestDeps(database.db, { deps: { mailer, config, now: () => new Date() } })
  const running = await startServer(deps, { ticking: null })
  return {
    baseUrl,
    tick: async () => {
      await tick(deps)
    },
    stop: async () => {
      await running.stop()
      await mailer.close()
    },
  }
}
