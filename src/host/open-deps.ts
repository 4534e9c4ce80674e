import { randomBytes } from 'node:crypto'
import { lookup } from 'node:dns/promises'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Kysely } from 'kysely'
import type { Settings } from '../config.ts'
import { openDatabase } from '../db/database.ts'
import type { Schema } from '../db/schema.ts'
import type { Deps } from '../deps.ts'
import { createKeptMailer } from '../mail/kept-mailer.ts'
import { createSmtpMailer } from '../mail/smtp-mailer.ts'
import { type EmbeddedPostgres, openEmbeddedPostgres } from './embedded-postgres.ts'
import { readAssetVersion } from './asset-version.ts'
import { createLog } from './log.ts'
import { readOrCreateSecret } from './secret-file.ts'
import { createSentMark } from './sent-mark.ts'
import { within } from './within.ts'

export type OpenDeps = {
  deps: Deps & { db: Kysely<Schema> }
  /** Brings the embedded database back where it has died; a PostgreSQL of one's own is left to its keeper. */
  revive: () => Promise<void>
  /** Ends connections, and the embedded database if this process started it. */
  close: () => Promise<void>
}

const CONNECTIONS = 10
const LAST_QUERIES_WITHIN_MS = 5_000
const RELEASED_WITHIN_MS = 10_000

/** Brings the embedded database back, once for all who miss it at a time, and not after `end`: what it ended is not missed. */
function reviverOf(embedded: EmbeddedPostgres | null) {
  let underWay: Promise<void> | null = null
  let isOver = false
  const revive = async (): Promise<void> => {
    if (isOver || embedded === null) return
    underWay ??= embedded.revive().finally(() => (underWay = null))
    await underWay
  }
  const end = async (): Promise<void> => {
    isOver = true
    await underWay?.catch(() => {})
  }
  return { revive, end }
}

/** The outside world on a Node machine, from its settings. Logs go to `writeLog`, one JSON line each. */
export async function openDeps(settings: Settings, writeLog: (line: string) => void): Promise<OpenDeps> {
  if (!settings.databaseUrl) await mkdir(settings.dataDir, { recursive: true })
  const embedded = settings.databaseUrl ? null : await openEmbeddedPostgres(settings.dataDir)
  const secret = settings.secret ?? (await readOrCreateSecret(join(settings.dataDir, 'secret')))
  const db = openDatabase(settings.databaseUrl ?? embedded?.url ?? '', { connections: CONNECTIONS })
  const reviver = reviverOf(embedded)
  const now = () => new Date()
  const { smtpUrl, dkim } = settings
  const mailer = smtpUrl ? createSmtpMailer({ smtpUrl, ...(dkim ? { dkim } : {}) }) : createKeptMailer()
  return {
    deps: {
      db,
      mailer,
      now,
      fetch: (url, init) => fetch(url, init),
      random: (count) => new Uint8Array(randomBytes(count)),
      resolve: async (host) => (await lookup(host, { all: true })).map(({ address }) => address),
      sentMark: createSentMark(settings.dataDir),
      config: { ...settings, secret },
      assetVersion: await readAssetVersion(),
      log: createLog(settings.logLevel, now, writeLog),
    },
    revive: reviver.revive,
    close: async () => {
      await reviver.end()
      await mailer.close()
      await within(LAST_QUERIES_WITHIN_MS, db.destroy())
      if (embedded) await within(RELEASED_WITHIN_MS, embedded.release())
    },
  }
}
