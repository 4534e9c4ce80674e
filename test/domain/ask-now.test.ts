import { beforeEach, describe, expect, it } from 'vitest'
import { askNow } from '../../src/domain/asking/ask-now.ts'
import { placeHold } from '../../src/domain/asking/place-hold.ts'
import { planInvitations } from '../../src/domain/asking/plan-invitations.ts'
import { sendDue } from '../../src/domain/sending/send-due.ts'
import { tick } from '../../src/domain/tick.ts'
import { useDatabase } from '../support/database.ts'
import { createTestDeps, type TestDeps } from '../support/deps.ts'
import {
  addParticipant,
  createEngagement,
  createInvitation,
  createMilestone,
  createStaff,
  createWorld,
  type World,
} from '../support/factories.ts'

const database = useDatabase({ connections: 6 })

/** Tuesday noon in Berlin; delivery was reached on Monday, and the plan asks three days later. */
const NOON = '2026-11-17T11:00:00Z'

let deps: TestDeps
let world: World

const asViewer = (staff: World['pm']) => ({ role: staff.role, staffId: staff.id })
const pair = () => ({ milestoneId: world.milestone.id, contactId: world.contact.id })
const press = (staff = world.pm) => askNow(deps, asViewer(staff), pair())

const history = async () =>
  (await database.db.selectFrom('decision').select(['kind', 'reason']).orderBy('id').execute()).map(
    ({ kind, reason }) => `${kind}: ${reason}`,
  )

beforeEach(async () => {
  deps = createTestDeps(database.db, { now: NOON })
  world = await createWorld(database.db)
  await database.db.deleteFrom('invitation').execute()
})

/** Marta was asked about another project of the firm ten days ago. */
async function askElsewhere(): Promise<void> {
  const other = await createEngagement(database.db, { accountId: world.account.id, pmId: world.pm.id, name: 'Rebrand' })
  await addParticipant(database.db, other, world.contact)
  const kickoff = await createMilestone(database.db, {
    engagementId: other.id,
    kind: 'kickoff',
    reachedOn: '2026-11-06',
    decidedAt: new Date(NOON),
  })
  const invitation = await createInvitation(database.db, {
    milestoneId: kickoff.id,
    contactId: world.contact.id,
    pmId: world.pm.id,
    sentAt: new Date('2026-11-07T11:00:00Z'),
  })
  const { id: templateVersionId } = await database.db
    .selectFrom('emailTemplateVersion')
    .select('id')
    .where('templateKey', '=', 'invitation')
    .executeTakeFirstOrThrow()
  const at = new Date('2026-11-07T11:00:00Z')
  await database.db
    .insertInto('email')
    .values({
      kind: 'invitation',
      invitationId: invitation.id,
      templateVersionId,
      toName: world.contact.name,
      toAddress: world.contact.email,
      messageId: '<earlier@kestrel.example>',
      state: 'sent',
      dueAt: at,
      sentAt: at,
      createdAt: at,
    })
    .execute()
}

describe('asking now', () => {
  it('asks at once whom the plan would ask later, and keeps who pressed', async () => {
    await planInvitations(deps)
    expect(await press()).toMatchObject({ kind: 'asked', reason: 'asked_now', nextAllowedOn: null })
    expect(await sendDue(deps)).toMatchObject({ invitation: 1 })
    expect(await history()).toEqual(['planned: plan', 'planned: asked_now', 'sent: sent'])
    const audit = await database.db.selectFrom('audit').select(['staffId', 'action']).execute()
    expect(audit).toEqual([{ staffId: world.pm.id, action: 'asked_now' }])
  })

  it('asks where the plan has not decided yet, and the plan then leaves it at that', async () => {
    expect(await press()).toMatchObject({ kind: 'asked' })
    expect(await tick(deps)).toMatchObject({ planned: 0, sent: 1 })
    deps.setNow('2026-11-20T11:00:00Z')
    expect(await tick(deps)).toMatchObject({ sent: 0 })
  })

  it('out of hours moves it to the next hour of asking, and says when', async () => {
    deps.setNow('2026-11-20T22:00:00Z')
    expect(await press()).toMatchObject({ kind: 'moved', reason: 'outside_hours', nextAllowedOn: '2026-11-23' })
    expect(await tick(deps)).toMatchObject({ sent: 0 })
    deps.setNow('2026-11-23T11:00:00Z')
    expect(await tick(deps)).toMatchObject({ sent: 1 })
  })

  it('is held back by the cap with the next allowed day, and what was planned for later stays planned', async () => {
    await askElsewhere()
    await planInvitations(deps)
    const before = await database.db.selectFrom('invitation').selectAll().where('state', '=', 'planned').execute()
    expect(await press()).toMatchObject({ kind: 'held_back', reason: 'contact_cap', nextAllowedOn: '2026-12-07' })
    expect(await database.db.selectFrom('invitation').selectAll().where('state', '=', 'planned').execute()).toEqual(
      before,
    )
    expect(await sendDue(deps)).toMatchObject({ invitation: 0 })
    expect((await history()).slice(-3)).toEqual(['planned: asked_now', 'held_back: contact_cap', 'planned: as_planned'])
  })

  it('asks whom a cap held back once the cap allows it', async () => {
    await askElsewhere()
    await database.db.updateTable('firm').set({ staleAfterDays: 60 }).execute()
    await database.db.updateTable('planRule').set({ reminderAfterDays: [] }).execute()
    deps.setNow('2026-11-19T11:00:00Z')
    expect(await tick(deps)).toMatchObject({ held_back: 1 })
    deps.setNow('2026-12-08T11:00:00Z')
    expect(await press()).toMatchObject({ kind: 'asked' })
    expect(await tick(deps)).toMatchObject({ sent: 1 })
  })

  it('sends anew what was given up before', async () => {
    await planInvitations(deps)
    await press()
    await database.db.updateTable('email').set({ state: 'failed' }).execute()
    await database.db.updateTable('invitation').set({ state: 'held_back' }).execute()
    deps.setNow('2026-11-17T12:00:00Z')
    expect(await press()).toMatchObject({ kind: 'asked' })
    expect(await sendDue(deps)).toMatchObject({ invitation: 1 })
  })

  it.each([
    ['a role that the plan does not ask', 'role_not_asked'],
    ['a milestone that is not reached', 'not_reached'],
    ['one reached too long ago', 'reached_too_long_ago'],
    ['a kind without a rule', 'no_plan_for_kind'],
    ['somebody who unsubscribed', 'suppressed_unsubscribed'],
    ['somebody who is left out', 'contact_held'],
  ])('does not ask %s, and says why', async (_, reason) => {
    const { db } = database
    const at = deps.now()
    const change: Record<string, () => Promise<unknown>> = {
      role_not_asked: () =>
        db
          .updateTable('planRule')
          .set({ contactRoles: ['day_to_day'] })
          .execute(),
      not_reached: () => db.updateTable('milestone').set({ reachedOn: null }).execute(),
      reached_too_long_ago: () => db.updateTable('milestone').set({ reachedOn: '2026-10-01' }).execute(),
      no_plan_for_kind: () => db.deleteFrom('planRule').execute(),
      suppressed_unsubscribed: () =>
        db
          .insertInto('suppression')
          .values({ address: world.contact.email.toLowerCase(), reason: 'unsubscribed', source: 'page', at })
          .execute(),
      contact_held: () =>
        placeHold(
          deps,
          asViewer(world.leader),
          { contactId: world.contact.id, engagementId: world.engagement.id },
          'Ill',
        ),
    }
    await change[reason]!()
    expect(await press()).toMatchObject({ kind: 'not_asked', reason, nextAllowedOn: null })
    await press()
    expect((await history()).filter((line) => line === `not_planned: ${reason}`)).toHaveLength(1)
    expect(await sendDue(deps)).toMatchObject({ invitation: 0 })
  })

  it.each([
    ['sent', 'asked', 'already_asked'],
    ['answered', 'not_asked', 'already_answered'],
    ['closed', 'not_asked', 'unanswered'],
    ['bounced', 'not_asked', 'address_refused'],
  ] as const)('asks nobody again whose invitation is %s', async (state, kind, reason) => {
    await createInvitation(database.db, { ...pair(), pmId: world.pm.id, state })
    expect(await press()).toMatchObject({ kind, reason })
    expect(await history()).toEqual([])
  })

  it('pressed by many at once asks once', async () => {
    await planInvitations(deps)
    const results = await Promise.all(Array.from({ length: 8 }, () => press()))
    expect(results.every(({ kind }) => kind === 'asked')).toBe(true)
    expect(await sendDue(deps)).toMatchObject({ invitation: 1 })
    expect(await history()).toEqual(['planned: plan', 'planned: asked_now', 'sent: sent'])
  })

  it('pressed twice out of hours or under a cap says the same twice and keeps it once', async () => {
    await askElsewhere()
    await planInvitations(deps)
    const first = await press()
    expect(await press()).toEqual(first)
    expect((await history()).filter((line) => line === 'held_back: contact_cap')).toHaveLength(1)
  })

  it('is for who leads, the account manager and leadership', async () => {
    expect(await press(await createStaff(database.db))).toEqual({ kind: 'unknown' })
    const next = await createStaff(database.db)
    await createInvitation(database.db, {
      milestoneId: (
        await createMilestone(database.db, { engagementId: world.engagement.id, kind: 'kickoff', reachedOn: null })
      ).id,
      contactId: world.contact.id,
      pmId: world.pm.id,
    })
    await database.db.updateTable('engagement').set({ pmId: next.id }).execute()
    expect(await press()).toEqual({ kind: 'not_yours' })
    expect(await press(world.accountManager)).toMatchObject({ milestoneId: world.milestone.id })
  })
})
