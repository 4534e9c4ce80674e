import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Kysely } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openDatabase } from '../../src/db/database.ts'
import type { Schema } from '../../src/db/schema.ts'
import { type EmbeddedPostgres, openEmbeddedPostgres } from '../../src/host/embedded-postgres.ts'
import { bringUpToDate } from '../../src/host/shipped-files.ts'
import { runCommand, startCommand } from '../support/command.ts'
import { createWorld } from '../support/factories.ts'
import { leaveUnpaced, queueInvitation } from '../support/queue-invitation.ts'
import { createSmtpSink } from '../support/smtp-sink.ts'

const NOON = '2026-11-18T12:00:00Z'
const LATER = '2026-11-18T12:30:00Z'
const PEOPLE = 60
const CONNECTIONS = 3

let dataDir: string
let postgres: EmbeddedPostgres
let db: Kysely<Schema>

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'firstcall-restart-'))
  postgres = await openEmbeddedPostgres(dataDir, { fsync: 'off' })
  db = openDatabase(postgres.url, { connections: 2 })
  await bringUpToDate(db, new Date(NOON))
})

afterAll(async () => {
  await db.destroy()
  await postgres.stop()
  await rm(dataDir, { recursive: true, force: true })
})

it(
  'a database that restarts amid a sending loses nothing, and doubles no more than was on its way',
  { timeout: 300_000 },
  async () => {
    const world = await createWorld(db, { invitation: { state: 'answered' } })
    await leaveUnpaced(db)
    for (let count = 0; count < PEOPLE; count += 1) await queueInvitation(db, world, { now: NOON })
    await db.destroy()
    const sink = await createSmtpSink()
    const environment = {
      DATABASE_URL: postgres.url,
      SECRET: 'a secret of more than thirty-two characters',
      SMTP_URL: `${sink.url}/?maxConnections=${CONNECTIONS}`,
    }
    try {
      const child = startCommand(['tick', '--now', NOON], environment)
      const ended = once(child, 'exit')
      for (let count = 0; count < 10; count += 1) await sink.next()
      await postgres.stop()
      await postgres.revive()
      // It may come through, fail, or wait for an answer that was lost with the connection.
      child.kill('SIGKILL')
      await ended
      const { stdout } = await runCommand(['tick', '--json', '--now', LATER], environment)
      expect(JSON.parse(stdout)).toMatchObject({ failed: 0, bounced: 0 })

      db = openDatabase(postgres.url, { connections: 1 })
      const emails = await db.selectFrom('email').select(['messageId', 'state']).execute()
      expect(new Set(emails.map(({ state }) => state))).toEqual(new Set(['sent']))
      const arrived = sink.received.map(({ messageId }) => messageId)
      expect(new Set(arrived)).toEqual(new Set(emails.map(({ messageId }) => messageId)))
      expect(arrived.length - PEOPLE).toBeLessThanOrEqual(CONNECTIONS)
    } finally {
      await sink.close()
    }
  },
)
