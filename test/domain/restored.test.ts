import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import postgres from 'postgres'
import { beforeEach, describe, expect, inject, it } from 'vitest'
import { openDatabase } from '../../src/db/database.ts'
import type { Sendings } from '../../src/db/sending/installation.ts'
import type { Deps } from '../../src/deps.ts'
import { adopt, showPause } from '../../src/domain/sending/adopt.ts'
import { planInvitations } from '../../src/domain/asking/plan-invitations.ts'
import { requestSignInLink } from '../../src/domain/access/sign-in-link.ts'
import { tick } from '../../src/domain/tick.ts'
import { useDatabase } from '../support/database.ts'
import { TEST_CONFIG, type TestDeps, createTestDeps } from '../support/deps.ts'
import { addParticipant, createContact, createMilestone, createWorld, type World } from '../support/factories.ts'

/** Wednesday noon. */
const NOON = '2026-11-18T12:00:00Z'
const SENDING = { ...TEST_CONFIG, smtpUrl: 'smtp://mail.test', baseUrl: 'https://ask.kestrel.example' }
const ADMIN = { role: 'admin', staffId: null } as const

const database = useDatabase({ connections: 6 })
let deps: TestDeps
let world: World

/** A mark as a disk keeps it. */
function keptMark() {
  let kept: Sendings | null = null
  return {
    read: async () => kept,
    write: async (sendings: Sendings) => {
      kept = sendings
    },
  }
}

const depsOn = (db: Deps['db'], change: Partial<Deps> = {}): TestDeps =>
  createTestDeps(db, { now: NOON, deps: { config: SENDING, ...change } })

/** One more person to ask about a delivery of that day. */
async function reachDelivery(reachedOn: string): Promise<void> {
  const contact = await createContact(database.db, { accountId: world.account.id })
  const engagement = await database.db
    .insertInto('engagement')
    .values({
      ref: randomUUID(),
      name: 'Second',
      accountId: world.account.id,
      pmId: world.pm.id,
      startedOn: '2026-06-01',
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  await addParticipant(database.db, engagement, contact)
  await createMilestone(database.db, { engagementId: engagement.id, reachedOn })
}

/** Ends this database's connections and makes a copy of it, as a dump restored beside it. */
async function restoreCopy(): Promise<{ db: ReturnType<typeof openDatabase>; drop: () => Promise<void> }> {
  const source = new URL(database.url).pathname.slice(1)
  const name = `${source}_copy`
  const client = postgres(`${inject('postgresUrl')}/postgres`, { max: 1, onnotice: () => {} })
  await client`select pg_terminate_backend(pid) from pg_stat_activity where datname = ${source}`
  await client.unsafe(`create database ${name} template ${source}`)
  const db = openDatabase(database.url.replace(source, name), { connections: 2 })
  return {
    db,
    drop: async () => {
      await db.destroy()
      await client.unsafe(`drop database ${name} with (force)`)
      await client.end()
    },
  }
}

const beIdleFor = (days: number) =>
  sql`update installation set worked_at = now() - ${days} * interval '1 day'`.execute(database.db)

const history = async (db = database.db) =>
  (await db.selectFrom('decision').select(['kind', 'reason']).orderBy('id').execute()).map(
    ({ kind, reason }) => `${kind}: ${reason}`,
  )

beforeEach(async () => {
  deps = depsOn(database.db)
  world = await createWorld(database.db, { invitation: { state: 'answered' } })
  await database.db.updateTable('planRule').set({ delayDays: 1 }).execute()
})

describe('a fresh installation', () => {
  it('asks at once', async () => {
    await reachDelivery('2026-11-15')
    expect(await tick(deps)).toMatchObject({ sent: 1, paused: false })
  })

  it('goes on at another port of this machine', async () => {
    const at = (baseUrl: string) => depsOn(database.db, { config: { ...SENDING, baseUrl } })
    expect(await tick(at('http://localhost:3000'))).toMatchObject({ paused: false })
    expect(await tick(at('http://localhost:4000'))).toMatchObject({ paused: false })
    expect(await tick(at('https://ask.kestrel.example'))).toMatchObject({ paused: false })
    expect(await tick(at('http://localhost:3000'))).toMatchObject({ paused: true })
  })

  it('without SMTP is never paused, wherever it runs and however long it was off', async () => {
    const at = (baseUrl: string) => createTestDeps(database.db, { deps: { config: { ...TEST_CONFIG, baseUrl } } })
    expect(await tick(at('https://one.example'))).toMatchObject({ paused: false })
    await beIdleFor(30)
    expect(await tick(at('https://two.example'))).toMatchObject({ paused: false })
    expect(await tick(deps)).toMatchObject({ paused: false })
  })

  it('may tick as of any day', async () => {
    await tick(deps)
    deps.setNow('2027-03-01T12:00:00Z')
    expect(await tick(deps)).toMatchObject({ paused: false })
  })
})

describe('a database restored elsewhere', () => {
  it('asks nobody and mails nothing but sign-in links, until somebody says go on', async () => {
    await reachDelivery('2026-11-15')
    await tick(deps)
    await reachDelivery('2026-11-16')
    const copy = await restoreCopy()
    try {
      const there = depsOn(copy.db)
      await requestSignInLink(there, world.admin.email)
      expect(await tick(there)).toMatchObject({ planned: 0, sent: 0, reminded: 0, signed_in: 1, paused: true })
      expect(await showPause(there, ADMIN)).toMatchObject({ reason: 'other_database', work: { milestones: 1 } })
      expect(await adopt(there, ADMIN, 'hold_back')).toMatchObject({ kind: 'adopted' })
      expect(await tick(there)).toMatchObject({ planned: 0, sent: 0, paused: false })
      expect((await history(copy.db)).at(-1)).toBe('not_planned: restored')
    } finally {
      await copy.drop()
    }
  })

  it('does not tell an original that runs on', async () => {
    await tick(deps)
    const copy = await restoreCopy()
    await copy.drop()
    expect(await tick(deps)).toMatchObject({ paused: false })
  })
})

describe('a database brought back to an earlier day in its place', () => {
  it('is known by what this machine has sent since', async () => {
    const sentMark = keptMark()
    const here = depsOn(database.db, { sentMark })
    await reachDelivery('2026-11-15')
    await tick(here)
    const backup = await database.db.selectFrom('installation').select('sendings').executeTakeFirstOrThrow()
    await reachDelivery('2026-11-16')
    expect(await tick(here)).toMatchObject({ sent: 1, paused: false })
    await database.db.updateTable('installation').set(backup).execute()
    expect(await tick(here)).toMatchObject({ paused: true })
    await adopt(here, ADMIN, 'hold_back')
    expect(await tick(here)).toMatchObject({ paused: false })
  })

  it('is known by its last work, once that is more than three days ago', async () => {
    await tick(deps)
    await beIdleFor(2.9)
    expect(await tick(deps)).toMatchObject({ paused: false })
    await beIdleFor(3.1)
    expect(await tick(deps)).toMatchObject({ paused: true })
    expect(await tick(deps)).toMatchObject({ paused: true })
  })

  it('cannot be told where the mark can’t be kept, and work goes on', async () => {
    const sentMark = { read: async () => null, write: () => Promise.reject(new Error('read-only')) }
    await reachDelivery('2026-11-15')
    expect(await tick(depsOn(database.db, { sentMark }))).toMatchObject({ sent: 1 })
  })
})

describe('going on', () => {
  const queued = () => database.db.selectFrom('email').select(['kind', 'state', 'lastError']).orderBy('id').execute()
  const invitations = async () =>
    (await database.db.selectFrom('invitation').select('state').orderBy('id').execute()).map(({ state }) => state)

  /** Two due: one in the outbox, which the mail server put off, one planned; and one for later. */
  async function pauseWithWork(): Promise<void> {
    await reachDelivery('2026-11-15')
    const deliver = async () => ({ kind: 'failed', reason: '451 try later' }) as const
    await tick(depsOn(database.db, { mailer: { ...deps.mailer, deliver } }))
    await reachDelivery('2026-11-16')
    await reachDelivery('2026-11-18')
    await planInvitations(createTestDeps(database.db, { now: '2026-11-18T06:00:00Z' }))
    await beIdleFor(4)
  }

  it('from here holds back what was due and keeps what comes later', async () => {
    await pauseWithWork()
    expect(await adopt(deps, ADMIN, 'hold_back')).toEqual({
      kind: 'adopted',
      work: { messages: 1, invitations: 1, milestones: 0, later: 1 },
    })
    expect(await invitations()).toEqual(['answered', 'held_back', 'held_back', 'planned'])
    expect(await queued()).toEqual([{ kind: 'invitation', state: 'cancelled', lastError: 'restored' }])
    expect((await history()).filter((line) => line === 'held_back: restored')).toHaveLength(2)
    expect(await tick(deps)).toMatchObject({ sent: 0, paused: false })
    deps.setNow('2026-11-23T12:00:00Z')
    expect(await tick(deps)).toMatchObject({ sent: 1 })
  })

  it('with what waits sends it, as long as it is fresh', async () => {
    await pauseWithWork()
    await adopt(deps, ADMIN, 'send')
    deps.setNow('2026-11-18T12:30:00Z')
    expect(await tick(deps)).toMatchObject({ sent: 2, paused: false })
  })

  it('does not remind of what a reminder may have been sent for', async () => {
    await database.db
      .updateTable('invitation')
      .set({ state: 'sent', sentAt: new Date('2026-11-03T09:00:00Z') })
      .execute()
    const isReminded = async () => (await queued()).map(({ kind, state }) => `${kind} ${state}`)
    await database.db
      .updateTable('planRule')
      .set({ reminderAfterDays: [4, 18] })
      .execute()
    await tick(depsOn(database.db, { config: { ...SENDING, baseUrl: 'https://old.example' }, now: () => new Date(0) }))
    await adopt(deps, ADMIN, 'hold_back')
    expect(await isReminded()).toEqual(['reminder cancelled'])
    expect(await tick(deps)).toMatchObject({ reminded: 0 })
    deps.setNow('2026-12-04T12:00:00Z')
    expect(await tick(deps)).toMatchObject({ reminded: 1 })
  })

  it('is an administrator’s to say, is noted, and happens once', async () => {
    await tick(deps)
    await beIdleFor(4)
    expect(await adopt(deps, { role: 'leader', staffId: world.leader.id }, 'hold_back')).toEqual({ kind: 'not_yours' })
    const actor = { role: 'admin', staffId: world.admin.id } as const
    const both = await Promise.all([adopt(deps, actor, 'hold_back'), adopt(deps, actor, 'hold_back')])
    expect(both.map(({ kind }) => kind).sort()).toEqual(['adopted', 'not_paused'])
    const audit = await database.db.selectFrom('audit').select(['action', 'staffId']).execute()
    expect(audit).toEqual([{ action: 'adopted', staffId: world.admin.id }])
  })
})
