import { beforeEach, describe, expect, it } from 'vitest'
import { findTemplateInForce } from '../../src/db/sending/email-templates.ts'
import { sendDue } from '../../src/domain/sending/send-due.ts'
import type { Message } from '../../src/mail/mailer.ts'
import { useDatabase } from '../support/database.ts'
import { createTestDeps } from '../support/deps.ts'
import { createContact, createInvitation, createMilestone, createWorld, type World } from '../support/factories.ts'

const NOON = new Date('2026-11-18T12:00:00Z')
const DAY_MS = 86_400_000

const database = useDatabase({ connections: 12 })
let world: World
let messages: Message[]

beforeEach(async () => {
  world = await createWorld(database.db)
  messages = []
})

const setPace = (pace: { mailsPerMinute?: number; mailsPerMinutePerDomain?: number; warmUpFrom?: string | null }) =>
  database.db
    .updateTable('firm')
    .set({ mailsPerMinute: 0, mailsPerMinutePerDomain: 0, warmUpFrom: null, timeZone: 'UTC', ...pace })
    .execute()

const laterBy = (ms: number) => new Date(NOON.getTime() + ms).toISOString()

function serverAt(instant: string) {
  const deliver = async (message: Message) => {
    messages.push(message)
    return { kind: 'sent' as const }
  }
  const mailer = { connections: 3, deliver, close: async () => {} }
  return createTestDeps(database.db, { now: instant, deps: { mailer } })
}

/** Queues an invitation to each address. */
async function queue(addresses: readonly string[]): Promise<void> {
  const { db } = database
  const template = await findTemplateInForce(db, 'invitation', 'en')
  const milestone = await createMilestone(db, { engagementId: world.engagement.id, kind: 'delivery' })
  for (const [index, email] of addresses.entries()) {
    const contact = await createContact(db, { accountId: world.account.id, email })
    const ids = { milestoneId: milestone.id, contactId: contact.id, pmId: world.pm.id }
    const invitation = await createInvitation(db, { ...ids, sentAt: null })
    await db
      .insertInto('email')
      .values({
        kind: 'invitation',
        invitationId: invitation.id,
        templateVersionId: template?.id ?? 0,
        toName: contact.name,
        toAddress: email,
        messageId: `<${email}>`,
        state: 'due',
        dueAt: new Date(NOON.getTime() - 1000 + index),
        createdAt: NOON,
      })
      .execute()
  }
}

async function queueSignIn(): Promise<void> {
  const template = await findTemplateInForce(database.db, 'sign_in', 'en')
  await database.db
    .insertInto('email')
    .values({
      kind: 'sign_in',
      templateVersionId: template?.id ?? 0,
      toName: 'Ada Okoye',
      toAddress: 'ada@kestrel.example',
      secretUrl: 'http://firm.test/sign-in/confirm?token=x',
      messageId: '<sign-in@kestrel.example>',
      state: 'due',
      dueAt: NOON,
      createdAt: NOON,
    })
    .execute()
}

const people = (count: number, domain = 'client.example') =>
  Array.from({ length: count }, (_, index) => `p${index}@${domain}`)

describe('survey mail', () => {
  it('leaves no faster than a minute allows, four servers together, and the rest in the minutes after', async () => {
    await setPace({ mailsPerMinute: 10 })
    await queue(people(25))
    const counts = []
    for (const seconds of [0, 30, 61, 122]) {
      const servers = [1, 2, 3, 4].map(() => serverAt(laterBy(seconds * 1000)))
      const reports = await Promise.all(servers.map((deps) => sendDue(deps)))
      counts.push(reports.reduce((sum, report) => sum + report.invitation, 0))
    }
    expect(counts).toEqual([10, 0, 10, 5])
    expect(new Set(messages.map(({ messageId }) => messageId)).size).toBe(25)
  })

  it('to one domain does not hold up the others', async () => {
    await setPace({ mailsPerMinutePerDomain: 4 })
    await queue([...people(30, 'Big.example'), ...people(3, 'small.example')])
    expect(await sendDue(serverAt(laterBy(0)))).toMatchObject({ invitation: 7 })
    expect(messages.filter(({ to }) => to.address.endsWith('@small.example'))).toHaveLength(3)
    expect(await sendDue(serverAt(laterBy(61_000)))).toMatchObject({ invitation: 4 })
  })

  it('of a new address grows day by day', async () => {
    await setPace({ warmUpFrom: '2026-11-18' })
    await queue(people(160))
    const counts = []
    for (const hours of [0, 4, 12, 24, 48]) {
      counts.push((await sendDue(serverAt(laterBy(hours * 3_600_000)))).invitation)
    }
    expect(counts).toEqual([50, 0, 0, 100, 10])
  }, 30_000)

  it('that had to wait leaves in the hours in which its reader is asked', async () => {
    await setPace({ mailsPerMinute: 1 })
    await queue(people(2))
    const counts = []
    for (const hours of [0, 4, 6, 10, 20, 21]) {
      counts.push((await sendDue(serverAt(laterBy(hours * 3_600_000)))).invitation)
    }
    expect(counts).toEqual([1, 1, 0, 0, 0, 0])
    await queue(people(1, 'night.example'))
    for (const hours of [6, 10, 14, 18, 20, 21]) {
      counts.push((await sendDue(serverAt(laterBy(hours * 3_600_000)))).invitation)
    }
    expect(counts.slice(6)).toEqual([0, 0, 0, 0, 0, 1])
  })

  it('that only waits its turn does not grow stale', async () => {
    await setPace({ mailsPerMinute: 1 })
    await queue(people(2))
    const hold = (leasedUntil: Date) =>
      database.db
        .updateTable('email')
        .set({ state: 'leased', leasedUntil })
        .where('messageId', '=', '<p0@client.example>')
    for (let hours = 0; hours < 24 * 5; hours += 24) {
      const deps = serverAt(laterBy(hours * 3_600_000))
      await hold(new Date(deps.now().getTime() + 60_000)).execute()
      expect(await sendDue(deps)).toMatchObject({ invitation: 0, cancelled: 0 })
    }
    await hold(NOON).execute()
    // What is withdrawn may take its minute's place until that is marked.
    for (let tick = 0; tick < 2; tick += 1) await sendDue(serverAt(laterBy(5 * DAY_MS)))
    expect(messages.map(({ messageId }) => messageId)).toEqual(['<p1@client.example>'])
  })

  it('that waits does not hold up sign-in links, which leave first', async () => {
    await setPace({ mailsPerMinute: 2 })
    await queue(people(5))
    await queueSignIn()
    expect(await sendDue(serverAt(laterBy(0)))).toMatchObject({ invitation: 2, sign_in: 1 })
    expect(messages[0]?.messageId).toBe('<sign-in@kestrel.example>')
    expect(await sendDue(serverAt(laterBy(1000)))).toMatchObject({ invitation: 0, sign_in: 0 })
  })

  it('that a dead server held counts no longer than its lease', async () => {
    await setPace({ mailsPerMinute: 2 })
    await queue(people(4))
    const dead = { state: 'leased' as const, leasedUntil: new Date(NOON.getTime() + 600_000) }
    await database.db.updateTable('email').set(dead).where('toAddress', 'in', people(2)).execute()
    expect(await sendDue(serverAt(laterBy(0)))).toMatchObject({ invitation: 0 })
    expect(await sendDue(serverAt(laterBy(601_000)))).toMatchObject({ invitation: 2 })
  })

  it('from a backup stays unsent, however slowly mail leaves', async () => {
    await setPace({ mailsPerMinute: 1 })
    await queue(people(3))
    const deps = serverAt(laterBy(10 * DAY_MS))
    // While one is under way the next waits its turn, maybe for another tick.
    const ticks = [await sendDue(deps), await sendDue(deps), await sendDue(deps)]
    expect(ticks.map(({ invitation }) => invitation)).toEqual([0, 0, 0])
    expect(ticks.reduce((sum, { cancelled }) => sum + cancelled, 0)).toBe(3)
  })
})

describe('a message', () => {
  it('whose lease another server has taken over is marked by that one alone', async () => {
    await setPace({})
    await queue(people(1))
    const deps = serverAt(laterBy(0))
    const taken = { leasedUntil: new Date(NOON.getTime() + 1_200_000) }
    const deliver = async () => {
      await database.db.updateTable('email').set(taken).execute()
      return { kind: 'sent' as const }
    }
    deps.mailer = { connections: 1, deliver, close: async () => {} }
    expect(await sendDue(deps)).toMatchObject({ invitation: 0 })
    const row = await database.db.selectFrom('email').select(['state', 'leasedUntil', 'sentAt']).executeTakeFirst()
    expect(row).toEqual({ state: 'leased', ...taken, sentAt: null })
    expect(await database.db.selectFrom('decision').selectAll().execute()).toEqual([])
  })

  it('counts as sent where its survey was taken back while it left', async () => {
    await setPace({})
    await queue(people(1))
    const deps = serverAt(laterBy(0))
    const deliver = async () => {
      await database.db.updateTable('email').set({ state: 'cancelled', leasedUntil: null }).execute()
      return { kind: 'sent' as const }
    }
    deps.mailer = { connections: 1, deliver, close: async () => {} }
    expect(await sendDue(deps)).toMatchObject({ invitation: 1 })
  })
})

describe('a mail server that takes nothing', () => {
  const unavailable = async () => ({ kind: 'unavailable' as const, reason: 'out' })

  it('costs no attempt, and all mail waits for it a little longer each time', async () => {
    await setPace({})
    await queue(people(10))
    let tries = 0
    for (let seconds = 0; seconds < 2 * 86_400; seconds += 60) {
      const deps = serverAt(laterBy(seconds * 1000))
      deps.mailer = { connections: 3, deliver: async () => ((tries += 1), unavailable()), close: async () => {} }
      await sendDue(deps)
      if (seconds === 3600) seconds = 2 * 86_400 - 60
    }
    expect(tries).toBeLessThan(3 * 30)
    const attempts = await database.db.selectFrom('email').select('attempts').distinct().execute()
    expect(attempts).toEqual([{ attempts: 0 }])
    expect(await sendDue(serverAt(laterBy(2 * DAY_MS + 600_000)))).toMatchObject({ invitation: 10 })
    expect(await database.db.selectFrom('mailOutage').selectAll().execute()).toEqual([])
  }, 30_000)

  it('for one message, while it takes the others, makes that message wait alone', async () => {
    await setPace({})
    await queue(people(6))
    const deps = serverAt(laterBy(0))
    const deliver = async ({ to }: Message) =>
      to.address === 'p0@client.example' ? unavailable() : { kind: 'sent' as const }
    deps.mailer = { connections: 3, deliver, close: async () => {} }
    expect(await sendDue(deps)).toMatchObject({ invitation: 5 })
    const late = await database.db.selectFrom('email').selectAll().where('state', '=', 'due').execute()
    expect(late).toMatchObject([{ attempts: 1, lastError: 'out' }])
    expect(late[0]?.dueAt.getTime()).toBeGreaterThan(NOON.getTime() + 100_000)
    expect(await database.db.selectFrom('mailOutage').selectAll().execute()).toEqual([])
  })
})
