import { randomBytes } from 'node:crypto'
import type { Config } from '../../src/config.ts'
import type { Db } from '../../src/db/database.ts'
import type { Deps } from '../../src/deps.ts'
import type { Message } from '../../src/mail/mailer.ts'

export const TEST_CONFIG: Config = {
  port: 3000,
  host: '127.0.0.1',
  baseUrl: 'http://firm.test',
  secret: 'a secret that is only ever used in tests',
  smtpUrl: null,
  dkim: null,
  oidc: null,
  mailHooks: { ses: null, postmark: null, mailgun: null, sendgrid: null },
  addressHeader: null,
  logLevel: 'silent',
}

export type TestDeps = Deps & {
  /** Sets the clock to an ISO 8601 instant. */
  setNow(instant: string): void
  /** What the mailer was handed, oldest first. */
  delivered: Message[]
}

/** The outside world of a test: a clock that stands still, a mailer that keeps everything. */
export function createTestDeps(db: Db, options: { now?: string; deps?: Partial<Deps> } = {}): TestDeps {
  let now = new Date(options.now ?? '2026-11-20T10:00:00Z')
  const delivered: Message[] = []
  return {
    db,
    now: () => now,
    setNow: (instant) => {
      now = new Date(instant)
    },
    fetch: async (url) => {
      throw new Error(`no test may reach ${url}`)
    },
    resolve: async () => ['93.184.215.14'],
    random: (count) => new Uint8Array(randomBytes(count)),
    sentMark: { read: async () => null, write: async () => {} },
    config: TEST_CONFIG,
    assetVersion: 'test',
    log: { info: () => {}, warn: () => {}, error: () => {} },
    mailer: {
      connections: 1,
      deliver: async (message) => {
        delivered.push(message)
        return { kind: 'sent' }
      },
      close: async () => {},
    },
    delivered,
    ...options.deps,
  }
}
