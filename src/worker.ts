import { createApp } from './app.ts'
import { readSettings } from './config.ts'
import { openDatabase } from './db/database.ts'
import type { Deps } from './deps.ts'
import { tick } from './domain/tick.ts'
import { createLog } from './host/log.ts'
import { createKeptMailer } from './mail/kept-mailer.ts'
import { createSmtpMailer } from './mail/smtp-mailer.ts'

/** What Cloudflare gives: settings as text, PostgreSQL by way of Hyperdrive, and which deployment this is. */
type Env = { DATABASE: { connectionString: string }; VERSION: { id: string } } & Record<string, unknown>

type Context = { waitUntil(work: Promise<unknown>): void }

/** A Worker may not share a socket between requests, so each request has a database and a mailer of its own. */
function openDeps(env: Env): { deps: Deps; close: () => Promise<void> } {
  const given = Object.entries(env).filter((entry): entry is [string, string] => typeof entry[1] === 'string')
  const result = readSettings({ ...Object.fromEntries(given), DATABASE_URL: env.DATABASE.connectionString })
  if (result.kind === 'bad') throw new Error(`these settings must be corrected: ${result.problems.join('; ')}`)
  const { settings } = result
  const db = openDatabase(env.DATABASE.connectionString, { connections: 5 })
  const { smtpUrl, dkim } = settings
  const mailer = smtpUrl ? createSmtpMailer({ smtpUrl, dkim }) : createKeptMailer()
  const now = () => new Date()
  return {
    deps: {
      db,
      mailer,
      now,
      fetch: (url, init) => fetch(url, init),
      random: (count) => crypto.getRandomValues(new Uint8Array(count)),
      // A Worker's fetch reaches the public internet alone.
      resolve: async () => [],
      // A Worker has no disk; the other signs of a restored database still count.
      sentMark: { read: async () => null, write: async () => {} },
      config: { ...settings, secret: settings.secret ?? '' },
      // Assets and code are deployed together.
      assetVersion: env.VERSION.id,
      // oxlint-disable-next-line no-console -- a Worker's standard output is its console
      log: createLog(settings.logLevel, now, (line) => console.log(line)),
    },
    close: async () => {
      await mailer.close()
      await db.destroy()
    },
  }
}

const app = createApp((c) => (c.env as { deps: Deps }).deps)

export default {
  async fetch(request: Request, env: Env, context: Context): Promise<Response> {
    const { deps, close } = openDeps(env)
    try {
      return await app.fetch(request, { deps })
    } finally {
      context.waitUntil(close())
    }
  },

  /** The tick begins at the time it was due, so that a late cron does not shift what is decided; leases need a running clock. */
  async scheduled(event: { scheduledTime: number }, env: Env): Promise<void> {
    const { deps, close } = openDeps(env)
    try {
      const lateMs = Date.now() - event.scheduledTime
      deps.log.info('tick', await tick({ ...deps, now: () => new Date(Date.now() - lateMs) }))
    } catch (error) {
      deps.log.error('tick failed', { failure: error instanceof Error ? error.stack : String(error) })
      throw error
    } finally {
      await close()
    }
  },
}
