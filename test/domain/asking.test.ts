import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { insertDecisions } from '../../src/db/asking/decisions.ts'
import { leaseUndecidedMilestones } from '../../src/db/asking/planning.ts'
import type { Db } from '../../src/db/database.ts'
import { tick } from '../../src/domain/tick.ts'
import type { Delivery, Message } from '../../src/mail/mailer.ts'
import { useDatabase } from '../support/database.ts'
import { createTestDeps } from '../support/deps.ts'
import {
  addParticipant,
  createAccount,
  createContact,
  createEngagement,
  createMilestone,
  createResponse,
  createStaff,
} from '../support/factories.ts'

/** Wednesday noon. */
const NOON = '2026-11-18T12:00:00Z'

async function createAsked(db: Db, given: { contacts?: number; reachedOn?: string; kind?: string } = {}) {
  const pm = await createStaff(db, { name: 'Dana Reyes', phone: '+1 207 555 0142' })
  const account = await createAccount(db)
  const engagement = await createEngagement(db, { accountId: account.id, pmId: pm.id, name: 'Claims portal' })
  const contacts = []
  for (let index = 0; index < (given.contacts ?? 1); index += 1) {
    const contact = await createContact(db, { accountId: account.id, name: `Marta ${index}` })
    await addParticipant(db, engagement, contact)
    contacts.push(contact)
  }
  const { reachedOn = '2026-11-15', kind = 'delivery' } = given
  const milestone = await createMilestone(db, { engagementId: engagement.id, kind, reachedOn })
  return { pm, account, engagement, contacts, milestone }
}

const historyOf = async (db: Db) =>
  (await db.selectFrom('decision').select(['kind', 'reason']).orderBy('id').execute()).map(
    ({ kind, reason }) => `${kind}: ${reason}`,
  )

const answering = (...deliveries: Delivery[]) => {
  const messages: Message[] = []
  const deliver = async (message: Message): Promise<Delivery> => {
    messages.push(message)
    return deliveries[messages.length - 1] ?? { kind: 'sent' }
  }
  return { messages, mailer: { connections: 1, deliver, close: async () => {} } }
}

describe('a reached milestone', () => {
  const database = useDatabase()

  it('is asked about once, in a message from its PM with a link of its own', async () => {
    const { contacts } = await createAsked(database.db, { contacts: 2 })
    const deps = createTestDeps(database.db, { now: NOON })
    expect(await tick(deps)).toMatchObject({ planned: 2, sent: 2, held_back: 0 })
    expect(await tick(deps)).toMatchObject({ planned: 0, sent: 0 })
    expect(deps.delivered.map((message) => message.to.address).sort()).toEqual(contacts.map((c) => c.email).sort())
    const [first, second] = deps.delivered.map((message) => /^http:\/\/firm\.test\/s\/\S{32}$/m.exec(message.text)?.[0])
    expect(first).toBeDefined()
    expect(second).not.toBe(first)
    expect(deps.delivered[0]?.from.name).toBe('Dana Reyes, Our firm')
    expect(deps.delivered[0]?.headers['List-Unsubscribe-Post']).toBe('List-Unsubscribe=One-Click')
  })

  it('keeps the history of each step with its reason', async () => {
    await createAsked(database.db)
    const deps = createTestDeps(database.db, { now: '2026-11-15T12:00:00Z' })
    expect(await tick(deps)).toMatchObject({ planned: 1, sent: 0 })
    deps.setNow('2026-11-18T10:00:00Z')
    await tick(deps)
    deps.setNow('2026-11-23T10:00:00Z')
    expect(await tick(deps)).toMatchObject({ reminded: 1 })
    deps.setNow('2026-12-10T10:00:00Z')
    expect(await tick(deps)).toMatchObject({ closed: 1, reminded: 0 })
    expect(await historyOf(database.db)).toEqual([
      'planned: plan',
      'sent: sent',
      'reminded: reminder',
      'closed: unanswered',
    ])
  })

  it('waits for a working hour where it falls due at night', async () => {
    await createAsked(database.db)
    const deps = createTestDeps(database.db, { now: '2026-11-17T12:00:00Z' })
    await tick(deps)
    deps.setNow('2026-11-18T23:00:00Z')
    expect(await tick(deps)).toMatchObject({ moved: 1, sent: 0 })
    deps.setNow('2026-11-19T09:00:00Z')
    expect(await tick(deps)).toMatchObject({ sent: 1 })
  })

  it('is not asked about where it was reached too long ago', async () => {
    await createAsked(database.db, { reachedOn: '2026-10-01' })
    const deps = createTestDeps(database.db, { now: NOON })
    expect(await tick(deps)).toMatchObject({ planned: 0, not_planned: 1 })
    expect(await historyOf(database.db)).toEqual(['not_planned: reached_too_long_ago'])
  })

  it('moves what is planned when it turns out to have been reached on another day', async () => {
    const { milestone } = await createAsked(database.db, { reachedOn: '2026-11-18' })
    const deps = createTestDeps(database.db, { now: NOON })
    await tick(deps)
    await database.db
      .updateTable('milestone')
      .set({ reachedOn: '2026-11-16', decidedAt: null })
      .where('id', '=', milestone.id)
      .execute()
    expect(await tick(deps)).toMatchObject({ planned: 0, moved: 1 })
    const { dueAt } = await database.db.selectFrom('invitation').select('dueAt').executeTakeFirstOrThrow()
    expect(dueAt).toEqual(new Date('2026-11-19T10:00:00Z'))
  })

  it('keeps the PM of the day of planning when the engagement changes hands', async () => {
    const { pm, engagement } = await createAsked(database.db)
    const deps = createTestDeps(database.db, { now: NOON })
    await tick(deps)
    const successor = await createStaff(database.db)
    await database.db.updateTable('engagement').set({ pmId: successor.id }).where('id', '=', engagement.id).execute()
    const { pmId } = await database.db.selectFrom('invitation').select('pmId').executeTakeFirstOrThrow()
    expect(pmId).toBe(pm.id)
  })
})

describe('two servers', () => {
  const database = useDatabase({ connections: 2 })

  it('do not wait for each other where one plans a milestone and the other writes down what became of its invitations', async () => {
    const { milestone, contacts } = await createAsked(database.db)
    const line = { milestoneId: milestone.id, contactId: contacts[0]!.id, at: new Date(NOON) }
    await database.db.transaction().execute(async (planning) => {
      expect(await leaseUndecidedMilestones(planning, 10)).toHaveLength(1)
      await database.db.transaction().execute(async (releasing) => {
        await sql`set local lock_timeout = '1s'`.execute(releasing)
        await insertDecisions(releasing, [{ ...line, kind: 'withdrawn', reason: 'not_reached' }])
      })
    })
    expect(await historyOf(database.db)).toEqual(['withdrawn: not_reached'])
  })
})

describe('the caps', () => {
  const database = useDatabase()

  it('hold a second survey of the same contact back, and say from when it may be asked', async () => {
    const { contacts, engagement } = await createAsked(database.db, { kind: 'delivery' })
    await createMilestone(database.db, { engagementId: engagement.id, kind: 'midpoint', reachedOn: '2026-11-10' })
    const deps = createTestDeps(database.db, { now: NOON })
    expect(await tick(deps)).toMatchObject({ planned: 2, sent: 1, held_back: 1 })
    const held = await database.db
      .selectFrom('decision')
      .innerJoin('milestone', 'milestone.id', 'decision.milestoneId')
      .select(['milestone.kind', 'reason', 'nextAllowedOn', 'contactId'])
      .where('decision.kind', '=', 'held_back')
      .execute()
    const [contact] = contacts
    expect(held).toEqual([
      { kind: 'midpoint', reason: 'contact_cap', nextAllowedOn: '2026-12-18', contactId: contact?.id },
    ])
  })

  it('over while the milestone may be asked about let whoever was held back be asked, once', async () => {
    await database.db.updateTable('firm').set({ accountCapCount: 1, accountCapDays: 7 }).execute()
    await createAsked(database.db, { contacts: 2 })
    const deps = createTestDeps(database.db, { now: NOON })
    expect(await tick(deps)).toMatchObject({ sent: 1, held_back: 1 })
    deps.setNow('2026-11-25T22:00:00Z')
    expect(await tick(deps)).toMatchObject({ planned: 0, sent: 0, held_back: 0 })
    deps.setNow('2026-11-26T12:00:00Z')
    expect(await tick(deps)).toMatchObject({ planned: 1, sent: 1, held_back: 0 })
    expect(await tick(deps)).toMatchObject({ planned: 0, sent: 0, held_back: 0 })
    expect(deps.delivered.map(({ to }) => to.name).toSorted()).toEqual(['Marta 0', 'Marta 1'])
  })

  it('over too late for the milestone leave whoever was held back unasked, and are looked at no more', async () => {
    const { engagement } = await createAsked(database.db, { kind: 'delivery' })
    await createMilestone(database.db, { engagementId: engagement.id, kind: 'midpoint', reachedOn: '2026-11-10' })
    const deps = createTestDeps(database.db, { now: NOON })
    await tick(deps)
    deps.setNow('2026-12-21T12:00:00Z')
    expect(await tick(deps)).toMatchObject({ planned: 0, not_planned: 0, sent: 0, held_back: 0 })
    const { state } = await database.db
      .selectFrom('invitation')
      .innerJoin('milestone', 'milestone.id', 'invitation.milestoneId')
      .where('milestone.kind', '=', 'midpoint')
      .select('invitation.state')
      .executeTakeFirstOrThrow()
    expect(state).toBe('held_back')
  })

  it('count somebody who is listed twice as one person', async () => {
    const { account, contacts, engagement } = await createAsked(database.db)
    const again = await createContact(database.db, {
      accountId: account.id,
      email: contacts[0]?.email.toUpperCase() ?? '',
    })
    await addParticipant(database.db, engagement, again, 'decision_maker')
    const deps = createTestDeps(database.db, { now: NOON })
    expect(await tick(deps)).toMatchObject({ planned: 2, sent: 1, held_back: 1 })
  })

  it('count answers from an earlier tool', async () => {
    const { contacts, engagement, pm } = await createAsked(database.db)
    const earlier = await createMilestone(database.db, { engagementId: engagement.id, kind: 'kickoff' })
    const invitation = await database.db
      .insertInto('invitation')
      .values({
        milestoneId: earlier.id,
        contactId: contacts[0]?.id ?? 0,
        pmId: pm.id,
        origin: 'import',
        state: 'answered',
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    await createResponse(database.db, { invitationId: invitation.id, answeredAt: new Date('2026-11-01T10:00:00Z') })
    const deps = createTestDeps(database.db, { now: NOON })
    expect(await tick(deps)).toMatchObject({ sent: 0, held_back: 1 })
  })

  it('of an account hold back whoever would be one too many', async () => {
    await database.db.updateTable('firm').set({ accountCapCount: 2 }).execute()
    await createAsked(database.db, { contacts: 4 })
    const deps = createTestDeps(database.db, { now: NOON })
    expect(await tick(deps)).toMatchObject({ sent: 2, held_back: 2 })
  })
})

describe('sending', () => {
  const database = useDatabase({ connections: 6 })

  it('by four servers at once sends every message once', async () => {
    for (let index = 0; index < 30; index += 1) await createAsked(database.db)
    const { messages, mailer } = answering()
    const servers = [1, 2, 3, 4].map(() => createTestDeps(database.db, { now: NOON, deps: { mailer } }))
    const reports = await Promise.all(servers.map(tick))
    expect(reports.reduce((sum, report) => sum + report.sent, 0)).toBe(30)
    expect(new Set(messages.map((message) => message.messageId)).size).toBe(30)
    expect(messages).toHaveLength(30)
  })

  it('tries again later, with the same Message-ID, where the server does not take it', async () => {
    await createAsked(database.db)
    const { messages, mailer } = answering({ kind: 'failed', reason: '451 try later' })
    const deps = createTestDeps(database.db, { now: NOON, deps: { mailer } })
    expect(await tick(deps)).toMatchObject({ sent: 0, failed: 0 })
    expect(await tick(deps)).toMatchObject({ sent: 0 })
    deps.setNow('2026-11-18T12:05:00Z')
    expect(await tick(deps)).toMatchObject({ sent: 1 })
    expect(messages).toHaveLength(2)
    expect(messages[0]?.messageId).toBe(messages[1]?.messageId)
  })

  it('takes over what a server held that died, once its lease has run out', async () => {
    await createAsked(database.db)
    const dying = createTestDeps(database.db, {
      now: NOON,
      deps: { mailer: { connections: 1, deliver: () => new Promise(() => {}), close: async () => {} } },
    })
    void tick(dying)
    const isLeased = async () =>
      (await database.db.selectFrom('email').select('state').where('state', '=', 'leased').execute()).length === 1
    while (!(await isLeased()));
    const deps = createTestDeps(database.db, { now: NOON })
    expect(await tick(deps)).toMatchObject({ sent: 0 })
    deps.setNow('2026-11-18T13:00:00Z')
    expect(await tick(deps)).toMatchObject({ sent: 1 })
  })

  it('never asks an address again that was refused for good', async () => {
    const { contacts, engagement } = await createAsked(database.db)
    const { mailer } = answering({ kind: 'bounced', reason: '550 no such user' })
    const deps = createTestDeps(database.db, { now: NOON, deps: { mailer } })
    expect(await tick(deps)).toMatchObject({ sent: 0, bounced: 1 })
    await createMilestone(database.db, { engagementId: engagement.id, kind: 'close', reachedOn: '2026-11-17' })
    expect(await tick(deps)).toMatchObject({ planned: 0, not_planned: 1 })
    expect((await historyOf(database.db)).at(-1)).toBe('not_planned: suppressed_bounced')
    expect(contacts).toHaveLength(1)
  })

  it('does not mail the past, as a database from a backup would', async () => {
    await createAsked(database.db)
    const failing = answering({ kind: 'failed', reason: 'connection refused' })
    await tick(createTestDeps(database.db, { now: NOON, deps: { mailer: failing.mailer } }))
    const deps = createTestDeps(database.db, { now: '2026-11-25T12:00:00Z' })
    expect(await tick(deps)).toMatchObject({ sent: 0 })
    expect(await historyOf(database.db)).toEqual(['planned: plan', 'held_back: waited_too_long'])
  })

  it('leaves no survey token in the database', async () => {
    await createAsked(database.db)
    const deps = createTestDeps(database.db, { now: NOON })
    await tick(deps)
    const token = /\/s\/(\S{32})/.exec(deps.delivered[0]?.text ?? '')?.[1]
    const stored = JSON.stringify([
      await database.db.selectFrom('email').selectAll().execute(),
      await database.db.selectFrom('invitation').selectAll().execute(),
    ])
    expect(token).toHaveLength(32)
    expect(stored).not.toContain(token)
  })
})
