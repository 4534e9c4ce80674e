import { describe, expect, it } from 'vitest'
import type { Db } from '../../src/db/database.ts'
import { reachMilestone } from '../../src/domain/asking/reach-milestone.ts'
import { tick } from '../../src/domain/tick.ts'
import { unreachMilestone } from '../../src/domain/asking/unreach-milestone.ts'
import { placeHold } from '../../src/domain/asking/place-hold.ts'
import { planInvitations } from '../../src/domain/asking/plan-invitations.ts'
import { releaseInvitations } from '../../src/domain/asking/release-invitations.ts'
import { sendDue } from '../../src/domain/sending/send-due.ts'
import { putRecord } from '../../src/domain/firm/put-record.ts'
import { useDatabase } from '../support/database.ts'
import { createTestDeps, type TestDeps } from '../support/deps.ts'
import {
  addParticipant,
  createAccount,
  createContact,
  createEngagement,
  createMilestone,
  createStaff,
} from '../support/factories.ts'

/** Wednesday noon. */
const NOON = '2026-11-18T12:00:00Z'

const database = useDatabase()

async function createReached(db: Db, given: { contacts?: number; reachedOn?: string | null } = {}) {
  const admin = await createStaff(db, { role: 'admin' })
  const pm = await createStaff(db)
  const account = await createAccount(db)
  const engagement = await createEngagement(db, { accountId: account.id, pmId: pm.id })
  const contacts = []
  for (let index = 0; index < (given.contacts ?? 1); index += 1) {
    const contact = await createContact(db, { accountId: account.id })
    await addParticipant(db, engagement, contact)
    contacts.push(contact)
  }
  const { reachedOn = '2026-11-15' } = given
  const milestone = await createMilestone(db, { engagementId: engagement.id, kind: 'delivery', reachedOn })
  return {
    admin: { role: 'admin' as const, staffId: admin.id },
    pm,
    account,
    engagement,
    contacts,
    milestone,
    contact: contacts[0]!,
  }
}

const historyOf = async (db: Db) =>
  (await db.selectFrom('decision').select(['kind', 'reason']).orderBy('id').execute()).map(
    ({ kind, reason }) => `${kind}: ${reason}`,
  )

/** All that a tick does up to the outbox, and nothing of what it sends. */
async function queue(deps: TestDeps): Promise<void> {
  await planInvitations(deps)
  await releaseInvitations(deps)
}

describe('a milestone that was not reached after all', () => {
  it('takes back what was planned, and is planned afresh by the PM of the day it is reached again', async () => {
    const { admin, engagement, milestone } = await createReached(database.db, { contacts: 3, reachedOn: '2026-11-17' })
    const deps = createTestDeps(database.db, { now: NOON })
    await tick(deps)
    expect(await unreachMilestone(deps, admin, milestone.ref)).toEqual({ kind: 'unreached', withdrawn: 3 })
    expect(await unreachMilestone(deps, admin, milestone.ref)).toEqual({ kind: 'unchanged' })
    deps.setNow('2026-11-23T12:00:00Z')
    expect(await tick(deps)).toMatchObject({ sent: 0, planned: 0 })
    const successor = await createStaff(database.db)
    await database.db.updateTable('engagement').set({ pmId: successor.id }).where('id', '=', engagement.id).execute()
    await reachMilestone(deps, admin, milestone.ref, '2026-11-20')
    expect(await tick(deps)).toMatchObject({ planned: 3, sent: 3 })
    const pms = await database.db.selectFrom('invitation').select('pmId').execute()
    expect(pms).toEqual(Array.from({ length: 3 }, () => ({ pmId: successor.id })))
    expect((await historyOf(database.db)).filter((line) => line === 'withdrawn: not_reached')).toHaveLength(3)
  })

  it('takes messages out of the outbox that have not left', async () => {
    const { admin, milestone } = await createReached(database.db)
    const deps = createTestDeps(database.db, { now: NOON })
    await queue(deps)
    expect(await unreachMilestone(deps, admin, milestone.ref)).toEqual({ kind: 'unreached', withdrawn: 1 })
    await tick(deps)
    expect(deps.delivered).toEqual([])
    await reachMilestone(deps, admin, milestone.ref, '2026-11-15')
    expect(await tick(deps)).toMatchObject({ planned: 1, sent: 1 })
  })

  it('never mails, even where a server holds the message already', async () => {
    const { contact, milestone } = await createReached(database.db)
    const deps = createTestDeps(database.db, { now: NOON })
    await queue(deps)
    await database.db.updateTable('milestone').set({ reachedOn: null, decidedAt: null }).execute()
    expect(await sendDue(deps)).toMatchObject({ invitation: 0, cancelled: 1 })
    expect((await historyOf(database.db)).at(-1)).toBe('withdrawn: not_reached')
    await database.db.updateTable('milestone').set({ reachedOn: '2026-11-15' }).where('id', '=', milestone.id).execute()
    expect(await tick(deps)).toMatchObject({ planned: 1, sent: 1 })
    expect(deps.delivered[0]?.to.address).toBe(contact.email)
  })

  it('sends no reminder of what was sent, which stays open', async () => {
    const { admin, milestone } = await createReached(database.db)
    const deps = createTestDeps(database.db, { now: NOON })
    expect(await tick(deps)).toMatchObject({ sent: 1 })
    expect(await unreachMilestone(deps, admin, milestone.ref)).toEqual({ kind: 'unreached', withdrawn: 0 })
    deps.setNow('2026-11-25T12:00:00Z')
    expect(await tick(deps)).toMatchObject({ reminded: 0 })
    expect(await database.db.selectFrom('invitation').select('state').execute()).toEqual([{ state: 'sent' }])
  })

  it('takes back what was planned, where an upsert has said so', async () => {
    const { admin, engagement, milestone } = await createReached(database.db, { reachedOn: '2026-11-17' })
    const deps = createTestDeps(database.db, { now: NOON })
    await tick(deps)
    const fields = { ref: milestone.ref, engagement_ref: engagement.ref, kind: 'delivery', reached_on: '' }
    expect(await putRecord(deps, admin, [{ file: 'milestones.csv', fields }])).toEqual({ kind: 'updated' })
    await tick(deps)
    expect(await historyOf(database.db)).toEqual(['planned: plan', 'withdrawn: not_reached'])
  })

  it('is said by the PM of its engagement and leadership alone', async () => {
    const { pm, milestone } = await createReached(database.db)
    const deps = createTestDeps(database.db, { now: NOON })
    const stranger = await createStaff(database.db)
    expect(await unreachMilestone(deps, { role: 'pm', staffId: stranger.id }, milestone.ref)).toEqual({
      kind: 'unknown',
    })
    expect(await unreachMilestone(deps, { role: 'pm', staffId: pm.id }, milestone.ref)).toMatchObject({
      kind: 'unreached',
    })
  })
})

describe('before an invitation leaves, its contact', () => {
  it.each([
    [
      'who takes part no more is not asked',
      'held_back: left_engagement',
      async (db: Db) => void (await db.deleteFrom('engagementContact').execute()),
    ],
    [
      'whose role the plan does not ask is not asked',
      'held_back: role_not_asked',
      async (db: Db) =>
        void (await db
          .updateTable('planRule')
          .set({ contactRoles: ['user'] })
          .execute()),
    ],
  ])('%s, though planned', async (_, line, change) => {
    await createReached(database.db, { reachedOn: '2026-11-17' })
    const deps = createTestDeps(database.db, { now: NOON })
    await tick(deps)
    await change(database.db)
    deps.setNow('2026-11-20T12:00:00Z')
    await tick(deps)
    expect(deps.delivered).toEqual([])
    expect(await historyOf(database.db)).toEqual(['planned: plan', line])
  })

  it('who takes part no more is not asked, though the message was queued', async () => {
    await createReached(database.db)
    const deps = createTestDeps(database.db, { now: NOON })
    await queue(deps)
    await database.db.deleteFrom('engagementContact').execute()
    await tick(deps)
    expect(deps.delivered).toEqual([])
    expect((await historyOf(database.db)).at(-1)).toBe('held_back: left_engagement')
  })

  it.each(['planned', 'queued'])('is written to at a new address, though %s', async (when) => {
    await createReached(database.db, { reachedOn: when === 'planned' ? '2026-11-17' : '2026-11-15' })
    const deps = createTestDeps(database.db, { now: NOON })
    await queue(deps)
    await database.db.updateTable('contact').set({ email: 'new@client.example' }).execute()
    deps.setNow('2026-11-20T12:00:00Z')
    await tick(deps)
    expect(deps.delivered.map(({ to }) => to.address)).toEqual(['new@client.example'])
  })
})

describe('a hold', () => {
  it('keeps the plan from asking, and says so', async () => {
    const { admin, contacts, engagement } = await createReached(database.db, { contacts: 2 })
    const deps = createTestDeps(database.db, { now: NOON })
    await placeHold(deps, admin, { contactId: contacts[1]!.id, engagementId: engagement.id }, 'on leave')
    expect(await tick(deps)).toMatchObject({ planned: 1, not_planned: 1, sent: 1 })
    expect(await historyOf(database.db)).toContain('not_planned: contact_held')
  })
})

describe('two surveys of one mailbox', () => {
  it('that would follow one another too soon: the later milestone’s is sent, and the other says from when', async () => {
    const { engagement } = await createReached(database.db, { reachedOn: '2026-11-15' })
    await createMilestone(database.db, { engagementId: engagement.id, kind: 'close', reachedOn: '2026-11-17' })
    const deps = createTestDeps(database.db, { now: NOON })
    expect(await tick(deps)).toMatchObject({ planned: 2, sent: 0, held_back: 1 })
    const held = await database.db
      .selectFrom('decision')
      .select(['reason', 'nextAllowedOn'])
      .where('kind', '=', 'held_back')
      .execute()
    expect(held).toEqual([{ reason: 'later_milestone', nextAllowedOn: '2026-12-19' }])
    deps.setNow('2026-11-19T12:00:00Z')
    expect(await tick(deps)).toMatchObject({ sent: 1 })
  })
})

describe('reminders', () => {
  it('are one where two have come due meanwhile', async () => {
    await database.db
      .updateTable('planRule')
      .set({ reminderAfterDays: [2, 5] })
      .execute()
    await createReached(database.db)
    const deps = createTestDeps(database.db, { now: NOON })
    await tick(deps)
    deps.setNow('2026-11-27T12:00:00Z')
    expect(await tick(deps)).toMatchObject({ reminded: 1 })
    expect(await tick(deps)).toMatchObject({ reminded: 0 })
    const reminder = await database.db.selectFrom('email').select('ordinal').where('kind', '=', 'reminder').execute()
    expect(reminder).toEqual([{ ordinal: 2 }])
  })

  it('wait until somebody who is away is back', async () => {
    await createReached(database.db)
    const deps = createTestDeps(database.db, { now: NOON })
    await tick(deps)
    await database.db
      .updateTable('invitation')
      .set({ remindNotBefore: new Date('2026-11-26T00:00:00Z') })
      .execute()
    deps.setNow('2026-11-25T12:00:00Z')
    expect(await tick(deps)).toMatchObject({ reminded: 0 })
    deps.setNow('2026-11-26T12:00:00Z')
    expect(await tick(deps)).toMatchObject({ reminded: 1 })
  })
})
