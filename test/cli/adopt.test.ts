import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { runCommand } from '../support/command.ts'
import { useDatabase } from '../support/database.ts'
import { createWorld } from '../support/factories.ts'
import { leaveUnpaced, queueInvitation } from '../support/queue-invitation.ts'
import { type SmtpSink, createSmtpSink } from '../support/smtp-sink.ts'

const NOON = '2026-11-18T12:00:00Z'

const database = useDatabase()
let sink: SmtpSink
let dataDir: string

beforeEach(async () => {
  sink = await createSmtpSink()
  dataDir = await mkdtemp(join(tmpdir(), 'firstcall-adopt-'))
})

afterEach(async () => {
  await sink.close()
  await rm(dataDir, { recursive: true })
})

const run = async (...args: string[]): Promise<Record<string, unknown>> => {
  const SECRET = 'a secret of more than thirty-two characters'
  const environment = { DATABASE_URL: database.url, SECRET, SMTP_URL: sink.url, DATA_DIR: dataDir }
  const { stdout } = await runCommand([...args, '--json'], environment)
  return JSON.parse(stdout) as Record<string, unknown>
}

const installation = () =>
  database.db.selectFrom('installation').select(['markId', 'sendings']).executeTakeFirstOrThrow()

it(
  'what this machine has sent is kept beside the database, and one older than that mails nothing until told to',
  { timeout: 300_000 },
  async () => {
    const world = await createWorld(database.db, { invitation: { state: 'answered' } })
    await leaveUnpaced(database.db)
    await queueInvitation(database.db, world, { now: NOON })
    const backup = await installation()
    expect(await run('tick', '--now', NOON)).toMatchObject({ sent: 1, paused: false })
    const { markId, sendings } = await installation()
    expect(await readFile(join(dataDir, 'last-sent'), 'utf8')).toBe(`${markId} ${sendings}\n`)

    await database.db.updateTable('installation').set(backup).execute()
    await queueInvitation(database.db, world, { now: NOON })
    expect(await run('tick', '--now', NOON)).toMatchObject({ sent: 0, paused: true })
    expect(await run('adopt')).toEqual({ adopted: true, messages: 1, invitations: 0, milestones: 0, later: 0 })
    expect(await run('adopt')).toEqual({ adopted: false })
    expect(await run('tick', '--now', NOON)).toMatchObject({ sent: 0, paused: false })
    expect(sink.received).toHaveLength(1)
  },
)
