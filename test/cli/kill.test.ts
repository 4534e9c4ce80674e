import { once } from 'node:events'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { runCommand, startCommand } from '../support/command.ts'
import { useDatabase } from '../support/database.ts'
import { createWorld } from '../support/factories.ts'
import { leaveUnpaced, queueInvitation } from '../support/queue-invitation.ts'
import { type SmtpSink, createSmtpSink } from '../support/smtp-sink.ts'

const NOON = Date.parse('2026-11-18T12:00:00Z')
const PEOPLE = 80
const CONNECTIONS = 4
const KILLS = 4
/** Longer than a lease, so that each run takes over what the one before it held. */
const MINUTES_APART = 15

const timeOf = (run: number): string => new Date(NOON + run * MINUTES_APART * 60_000).toISOString()

const database = useDatabase()
let sink: SmtpSink

beforeEach(async () => {
  sink = await createSmtpSink()
  const world = await createWorld(database.db, { invitation: { state: 'answered' } })
  await leaveUnpaced(database.db)
  for (let count = 0; count < PEOPLE; count += 1) await queueInvitation(database.db, world, { now: timeOf(0) })
})

afterEach(() => sink.close())

const environment = () => ({
  DATABASE_URL: database.url,
  SECRET: 'a secret of more than thirty-two characters',
  SMTP_URL: `${sink.url}/?maxConnections=${CONNECTIONS}`,
})

const tickOf = (run: number): string[] => ['tick', '--json', '--now', timeOf(run)]

/** Lets a real process send until so many more messages have arrived, and kills it there and then. */
async function killAfter(messages: number, run: number): Promise<void> {
  const child = startCommand(tickOf(run), environment())
  const ended = once(child, 'exit')
  for (let count = 0; count < messages; count += 1) await sink.next()
  child.kill('SIGKILL')
  await ended
}

it(
  'a process killed at any moment loses nobody, and doubles no more than was on its way',
  { timeout: 300_000 },
  async () => {
    for (let kill = 0; kill < KILLS; kill += 1) await killAfter(1 + Math.floor(Math.random() * 15), kill)
    const { stdout } = await runCommand(tickOf(KILLS), environment())
    expect(JSON.parse(stdout)).toMatchObject({ failed: 0, bounced: 0, paused: false })

    const emails = await database.db.selectFrom('email').select(['toAddress', 'messageId', 'state']).execute()
    expect(new Set(emails.map(({ state }) => state))).toEqual(new Set(['sent']))
    const idsOf = new Map<string, Set<string>>()
    for (const { to, messageId } of sink.received) {
      for (const address of to) idsOf.set(address, (idsOf.get(address) ?? new Set()).add(messageId))
    }
    expect(idsOf).toEqual(new Map(emails.map(({ toAddress, messageId }) => [toAddress, new Set([messageId])])))
    expect(sink.received.length - PEOPLE).toBeLessThanOrEqual(CONNECTIONS * KILLS)
  },
)
