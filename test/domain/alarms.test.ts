import { beforeEach, describe, expect, it } from 'vitest'
import { actor } from '../support/actor.ts'
import { answerSurvey } from '../../src/domain/answering/answer-survey.ts'
import { openSilences } from '../../src/domain/acting/open-silences.ts'
import { reassignFollowUp } from '../../src/domain/acting/reassign-follow-up.ts'
import { ringAlarms } from '../../src/domain/acting/ring-alarms.ts'
import { snoozeFollowUp } from '../../src/domain/acting/snooze-follow-up.ts'
import { useDatabase } from '../support/database.ts'
import { createTestDeps, type TestDeps } from '../support/deps.ts'
import {
  addParticipant,
  createContact,
  createFollowUp,
  createInvitation,
  createMilestone,
  createResponse,
  createStaff,
  createWorld,
  type World,
} from '../support/factories.ts'

const database = useDatabase({ connections: 6 })
let deps: TestDeps
let world: World

beforeEach(async () => {
  deps = createTestDeps(database.db)
  world = await createWorld(database.db)
})

const followUps = () => database.db.selectFrom('followUp').selectAll().orderBy('id').execute()
const mails = () =>
  database.db.selectFrom('email').select(['kind', 'toAddress', 'state', 'ordinal']).orderBy('id').execute()

describe('a decision maker', () => {
  const sentAt = new Date('2026-09-10T09:00:00Z')
  const ask = (given: Partial<Parameters<typeof createInvitation>[1]> = {}) =>
    database.db
      .updateTable('invitation')
      .set({ sentAt, state: 'closed', ...given })
      .execute()

  it('who has answered nothing for the set time is followed up by the account manager, once', async () => {
    await ask()
    expect(await openSilences(deps)).toBe(1)
    expect(await followUps()).toMatchObject([
      { responseId: null, invitationId: world.invitation.id, reasons: ['silence'], ownerId: world.accountManager.id },
    ])
    expect(await mails()).toMatchObject([{ kind: 'alert', toAddress: world.accountManager.email }])
    expect(await openSilences(deps)).toBe(0)
    await Promise.all(Array.from({ length: 4 }, () => openSilences(deps)))
    expect(await followUps()).toHaveLength(1)
  })

  it('who lets the next survey pass too is still followed up once, also after that was closed', async () => {
    await ask()
    const { contact, pm, engagement } = world
    const milestone = await createMilestone(database.db, { engagementId: engagement.id, kind: 'close' })
    await createInvitation(database.db, {
      milestoneId: milestone.id,
      contactId: contact.id,
      pmId: pm.id,
      state: 'closed',
      sentAt: new Date('2026-09-15T09:00:00Z'),
    })
    expect(await openSilences(deps)).toBe(1)
    expect((await followUps())[0]?.invitationId).toBe(world.invitation.id)
    const closed = { state: 'closed' as const, closedAt: deps.now(), whatWeDid: 'Called', escalateAt: null }
    await database.db.updateTable('followUp').set(closed).execute()
    expect(await openSilences(deps)).toBe(0)
  })

  it('who answers ends the silence', async () => {
    await database.db.updateTable('invitation').set({ sentAt }).execute()
    await openSilences(deps)
    await answerSurvey(deps, world.invitation.token, { call_first: '9', visibility: 'team' })
    expect(await followUps()).toMatchObject([
      { state: 'closed', closedBy: null, whatWeDid: 'The contact has answered' },
    ])
    expect(await mails()).toMatchObject([{ kind: 'alert', state: 'cancelled' }])
  })

  it.each<[string, (world: World) => Promise<unknown>]>([
    ['was asked too lately', () => ask({ sentAt: new Date('2026-10-20T09:00:00Z') })],
    ['was asked too long ago', () => ask({ sentAt: new Date('2026-06-20T09:00:00Z') })],
    ['was never asked', () => ask({ state: 'held_back' })],
    ['is away', () => ask({ remindNotBefore: new Date('2026-12-01T09:00:00Z') })],
    [
      'is a day-to-day contact',
      () => database.db.updateTable('engagementContact').set({ role: 'day_to_day' }).execute(),
    ],
    [
      'is a matter of no interest to the firm',
      () => database.db.updateTable('firm').set({ silenceAfterDays: 0 }).execute(),
    ],
    [
      'is held',
      ({ contact, admin }) =>
        database.db
          .insertInto('hold')
          .values({ contactId: contact.id, reason: 'On leave', placedBy: admin.id, placedAt: deps.now() })
          .execute(),
    ],
    [
      'gets no mail',
      ({ contact }) =>
        database.db
          .insertInto('suppression')
          .values({ address: contact.email.toLowerCase(), reason: 'left', source: 'staff', at: deps.now() })
          .execute(),
    ],
    [
      'answered about something else meanwhile',
      async ({ contact, pm, engagement }) => {
        const milestone = await createMilestone(database.db, { engagementId: engagement.id, kind: 'close' })
        const other = { milestoneId: milestone.id, contactId: contact.id, pmId: pm.id, state: 'answered' as const }
        const { id } = await createInvitation(database.db, other)
        await createResponse(database.db, { invitationId: id, answeredAt: new Date('2026-10-01T09:00:00Z') })
      },
    ],
  ])('is not silent who %s', async (_, arrange) => {
    await ask()
    await arrange(world)
    expect(await openSilences(deps)).toBe(0)
  })

  it('who answered before the first unanswered question begins a new silence with it', async () => {
    const { contact, pm, engagement } = world
    await ask()
    const milestone = await createMilestone(database.db, { engagementId: engagement.id, kind: 'kickoff' })
    const before = { milestoneId: milestone.id, contactId: contact.id, pmId: pm.id, state: 'answered' as const }
    const { id } = await createInvitation(database.db, { ...before, sentAt: new Date('2026-08-01T09:00:00Z') })
    await createResponse(database.db, { invitationId: id, answeredAt: new Date('2026-08-02T09:00:00Z') })
    expect(await openSilences(deps)).toBe(1)
  })

  it('is missed in one role of several', async () => {
    const user = await createContact(database.db, { accountId: world.account.id })
    await addParticipant(database.db, world.engagement, user, 'user')
    await ask()
    expect(await openSilences(deps)).toBe(1)
  })
})

describe('an overdue follow-up', () => {
  const overdue = async (given: { visibility?: 'team' | 'leadership'; ownerId?: number } = {}) => {
    const { id: responseId } = await createResponse(database.db, {
      invitationId: world.invitation.id,
      callFirst: 3,
      visibility: given.visibility ?? 'team',
    })
    const dueAt = new Date('2026-11-19T10:00:00Z')
    const ownerId = given.ownerId ?? world.pm.id
    return createFollowUp(database.db, { responseId, invitationId: world.invitation.id, ownerId, dueAt })
  }

  it("is put before its owner's leader once, and before other leadership eight working hours later", async () => {
    const { id } = await overdue()
    const rings = await Promise.all(Array.from({ length: 4 }, () => ringAlarms(deps)))
    expect(rings.reduce((sum, { escalated }) => sum + escalated, 0)).toBe(1)
    expect(await mails()).toMatchObject([{ kind: 'escalation', toAddress: world.leader.email, ordinal: 0 }])
    expect(await followUps()).toMatchObject([{ escalations: 1, escalateAt: new Date('2026-11-23T10:00:00Z') }])

    deps.setNow('2026-11-23T10:00:00Z')
    await ringAlarms(deps)
    expect(await mails()).toMatchObject([
      { toAddress: world.leader.email },
      { kind: 'escalation', toAddress: world.admin.email, ordinal: 1 },
    ])
    expect(await followUps()).toMatchObject([{ escalations: 2, escalateAt: null, ownerId: world.pm.id }])
    deps.setNow('2026-12-23T10:00:00Z')
    expect(await ringAlarms(deps)).toEqual({ awoken: 0, escalated: 0 })
    const steps = await database.db.selectFrom('followUpStep').selectAll().where('followUpId', '=', id).execute()
    expect(steps.map(({ toStaffId }) => toStaffId)).toEqual([world.leader.id, world.admin.id])
  })

  it('of the only leader is put before the administrator, and then before nobody', async () => {
    await overdue({ ownerId: world.leader.id })
    await ringAlarms(deps)
    deps.setNow('2026-11-24T10:00:00Z')
    await ringAlarms(deps)
    expect(await mails()).toMatchObject([{ toAddress: world.admin.email }])
    expect(await followUps()).toMatchObject([{ escalations: 1, escalateAt: null }])
  })

  it('survives leaders who lead each other', async () => {
    await database.db.updateTable('staff').set({ leaderId: world.pm.id }).where('id', '=', world.leader.id).execute()
    await overdue()
    expect(await ringAlarms(deps)).toMatchObject({ escalated: 1 })
  })

  it('that is put off wakes in the morning with an alert, and goes on to ring', async () => {
    const { id } = await overdue()
    await ringAlarms(deps)
    const typed = { reason: 'She is back on Tuesday', until: '2026-11-24' }
    expect(await snoozeFollowUp(deps, actor(world.pm), id, typed)).toEqual({ kind: 'snoozed' })
    expect(await followUps()).toMatchObject([
      { snoozedUntil: new Date('2026-11-24T08:00:00Z'), dueAt: new Date('2026-11-24T12:00:00Z'), escalations: 0 },
    ])
    deps.setNow('2026-11-24T07:59:00Z')
    expect(await ringAlarms(deps)).toEqual({ awoken: 0, escalated: 0 })
    deps.setNow('2026-11-24T08:00:00Z')
    expect(await ringAlarms(deps)).toEqual({ awoken: 1, escalated: 0 })
    expect(await ringAlarms(deps)).toEqual({ awoken: 0, escalated: 0 })
    deps.setNow('2026-11-24T12:00:00Z')
    expect(await ringAlarms(deps)).toEqual({ awoken: 0, escalated: 1 })
    expect((await mails()).map(({ kind, toAddress }) => `${kind} ${toAddress}`)).toEqual([
      `escalation ${world.leader.email}`,
      `alert ${world.pm.email}`,
      `escalation ${world.leader.email}`,
    ])
  })

  it('is given to somebody else with an alert, never to the team where it is for leadership only', async () => {
    const { id } = await overdue({ visibility: 'leadership', ownerId: world.leader.id })
    const other = await createStaff(database.db, { name: 'Lou Marin', role: 'leader' })
    for (const refused of [world.pm, world.accountManager]) {
      expect(await reassignFollowUp(deps, actor(world.leader), id, `${refused.id}`)).toMatchObject({ kind: 'fault' })
    }
    expect(await reassignFollowUp(deps, actor(world.leader), id, `${other.id}`)).toEqual({ kind: 'reassigned' })
    expect(await mails()).toMatchObject([{ kind: 'alert', toAddress: other.email }])
    expect(await followUps()).toMatchObject([{ ownerId: other.id, state: 'open' }])
    expect(await reassignFollowUp(deps, actor(world.pm), id, `${other.id}`)).toEqual({ kind: 'unknown' })
    expect(await reassignFollowUp(deps, actor(world.leader), id, 'x')).toMatchObject({ kind: 'fault' })
  })
})
