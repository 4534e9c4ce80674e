import { beforeEach, describe, expect, it } from 'vitest'
import { getCoverage } from '../../src/db/asking/coverage.ts'
import { liftHold } from '../../src/domain/asking/lift-hold.ts'
import { placeHold } from '../../src/domain/asking/place-hold.ts'
import { planInvitations } from '../../src/domain/asking/plan-invitations.ts'
import { releaseInvitations } from '../../src/domain/asking/release-invitations.ts'
import { refreshTallies } from '../../src/domain/score/refresh-tallies.ts'
import { tick } from '../../src/domain/tick.ts'
import { useDatabase } from '../support/database.ts'
import { createTestDeps, type TestDeps } from '../support/deps.ts'
import {
  addParticipant,
  createContact,
  createEngagement,
  createMilestone,
  createStaff,
  createWorld,
  type World,
} from '../support/factories.ts'

const database = useDatabase({ connections: 6 })

/** Wednesday noon in Berlin. */
const NOON = '2026-11-18T11:00:00Z'

let deps: TestDeps
let world: World
let ben: Awaited<ReturnType<typeof createContact>>

const asActor = (staff: World['pm']) => ({ role: staff.role, staffId: staff.id })
const milestone = () => ({ milestoneId: world.milestone.id })
const marta = () => ({ contactId: world.contact.id, engagementId: world.engagement.id })

const history = async () =>
  (
    await database.db
      .selectFrom('decision')
      .leftJoin('contact', 'contact.id', 'decision.contactId')
      .select(['contact.name', 'kind', 'reason', 'note'])
      .orderBy('decision.id')
      .execute()
  ).map(({ name, kind, reason, note }) => [name?.split(' ')[0], kind, reason, note].filter(Boolean).join(' '))

const states = async () =>
  (await database.db.selectFrom('invitation').select('state').orderBy('contactId').execute()).map(({ state }) => state)

const emails = () => database.db.selectFrom('email').select(['kind', 'state']).orderBy('id').execute()

/** Marta and Ben take part; delivery was reached on Monday and is planned, and nothing has left. */
beforeEach(async () => {
  deps = createTestDeps(database.db, { now: NOON })
  world = await createWorld(database.db)
  await database.db.deleteFrom('invitation').execute()
  ben = await createContact(database.db, { accountId: world.account.id, name: 'Ben Arlt' })
  await addParticipant(database.db, world.engagement, ben)
  await planInvitations(deps)
})

const place = (target: Parameters<typeof placeHold>[2], staff = world.pm, reason = 'They are suing us') =>
  placeHold(deps, asActor(staff), target, reason)

describe('a hold', () => {
  it('on a milestone takes back what is planned, keeps the reason, and nothing is sent', async () => {
    expect(await place(milestone())).toMatchObject({ kind: 'held', withdrawn: 2 })
    expect(await states()).toEqual(['withdrawn', 'withdrawn'])
    expect((await history()).slice(2)).toEqual([
      'held milestone_held They are suing us',
      'Marta withdrawn milestone_held',
      'Ben withdrawn milestone_held',
    ])
    expect(await tick(deps)).toMatchObject({ sent: 0, planned: 0 })
    expect(deps.delivered).toEqual([])
  })

  it('takes messages out of the outbox that have not left', async () => {
    deps.setNow('2026-11-19T11:00:00Z')
    await releaseInvitations(deps)
    expect(await emails()).toHaveLength(2)
    expect(await place(marta())).toMatchObject({ kind: 'held', withdrawn: 1 })
    expect(await emails()).toHaveLength(1)
    expect(await tick(deps)).toMatchObject({ sent: 1 })
    expect(deps.delivered.map((message) => message.to.name)).toEqual(['Ben Arlt'])
  })

  it('leaves alone what has been sent, save that nobody is reminded', async () => {
    deps.setNow('2026-11-19T11:00:00Z')
    await tick(deps)
    expect(await place(milestone())).toMatchObject({ kind: 'held', withdrawn: 0 })
    expect(await states()).toEqual(['sent', 'sent'])
    deps.setNow('2026-11-26T11:00:00Z')
    expect(await tick(deps)).toMatchObject({ reminded: 0 })
  })

  it('on a contact of one engagement leaves the others and other engagements be', async () => {
    const other = await createEngagement(database.db, { accountId: world.account.id, pmId: world.pm.id })
    await addParticipant(database.db, other, world.contact)
    await createMilestone(database.db, { engagementId: other.id, kind: 'close' })
    await planInvitations(deps)
    expect(await place(marta())).toMatchObject({ withdrawn: 1 })
    expect((await states()).sort()).toEqual(['planned', 'planned', 'withdrawn'])
  })

  it('on a contact everywhere is for leadership, and reaches every engagement', async () => {
    const other = await createEngagement(database.db, { accountId: world.account.id, pmId: world.pm.id })
    await addParticipant(database.db, other, world.contact)
    await createMilestone(database.db, { engagementId: other.id, kind: 'close' })
    await planInvitations(deps)
    const everywhere = { contactId: world.contact.id, engagementId: null }
    expect(await place(everywhere)).toEqual({ kind: 'not_yours' })
    expect(await place(everywhere, world.accountManager)).toEqual({ kind: 'not_yours' })
    expect(await place(everywhere, world.leader)).toMatchObject({ kind: 'held', withdrawn: 2 })
    expect((await history()).filter((line) => line.startsWith('Marta held'))).toHaveLength(2)
  })

  it('keeps the plan from asking at milestones that are reached later', async () => {
    await place(marta())
    await createMilestone(database.db, { engagementId: world.engagement.id, kind: 'close', reachedOn: '2026-11-18' })
    await planInvitations(deps)
    expect((await history()).findLast((line) => line.startsWith('Marta'))).toBe('Marta not_planned contact_held')
  })

  it('may be placed by the PM who leads, the account manager and leadership, and by nobody else', async () => {
    const stranger = await createStaff(database.db)
    expect(await place(milestone(), stranger)).toEqual({ kind: 'unknown' })
    await database.db.updateTable('engagement').set({ pmId: stranger.id }).execute()
    expect(await place(milestone())).toEqual({ kind: 'not_yours' })
    expect(await place(milestone(), stranger)).toMatchObject({ kind: 'held' })
    expect(await place(marta(), world.accountManager)).toMatchObject({ kind: 'held' })
    expect(await place({ contactId: ben.id, engagementId: world.engagement.id }, world.leader)).toMatchObject({
      kind: 'held',
    })
    const audit = await database.db.selectFrom('audit').select(['staffId', 'action']).orderBy('id').execute()
    expect(audit).toEqual([
      { staffId: stranger.id, action: 'hold_placed' },
      { staffId: world.accountManager.id, action: 'hold_placed' },
      { staffId: world.leader.id, action: 'hold_placed' },
    ])
  })

  it('needs a reason in words', async () => {
    expect(await place(milestone(), world.pm, ' \n')).toMatchObject({ kind: 'fault' })
    expect(await states()).toEqual(['planned', 'planned'])
  })

  it('placed twice is one, and says so', async () => {
    await place(milestone())
    expect(await place(milestone(), world.leader, 'Another reason')).toMatchObject({ kind: 'already' })
    expect(await database.db.selectFrom('hold').select('reason').execute()).toEqual([{ reason: 'They are suing us' }])
  })

  it('pressed by many at once is placed once, while servers plan and release', async () => {
    deps.setNow('2026-11-19T11:00:00Z')
    const pressed = Array.from({ length: 8 }, () => place(milestone()))
    const ticks = [releaseInvitations(deps), planInvitations(deps), releaseInvitations(deps)]
    const results = await Promise.all(pressed)
    await Promise.all(ticks)
    expect(results.filter(({ kind }) => kind === 'held')).toHaveLength(1)
    expect(results.filter(({ kind }) => kind === 'already')).toHaveLength(7)
    expect(await states()).toEqual(['withdrawn', 'withdrawn'])
    expect(await tick(deps)).toMatchObject({ sent: 0 })
  })
})

describe('lifting a hold', () => {
  const lift = async (staff = world.pm, reason = '') => {
    const { id } = await database.db.selectFrom('hold').select('id').executeTakeFirstOrThrow()
    return liftHold(deps, asActor(staff), id, reason)
  }

  it('asks whom the plan wants, with a message of their own, even where one was queued before', async () => {
    deps.setNow('2026-11-19T11:00:00Z')
    await releaseInvitations(deps)
    await place(milestone())
    expect(await lift(world.accountManager, 'Settled')).toMatchObject({ kind: 'lifted' })
    expect(await tick(deps)).toMatchObject({ planned: 2, sent: 2 })
    expect(deps.delivered).toHaveLength(2)
    expect(await history()).toContain('lifted milestone_held Settled')
  })

  it('too late asks nobody, and says why', async () => {
    await place(marta())
    deps.setNow('2026-12-14T11:00:00Z')
    await lift()
    await planInvitations(deps)
    expect((await history()).findLast((line) => line.startsWith('Marta'))).toBe(
      'Marta not_planned reached_too_long_ago',
    )
  })

  it('is not for somebody who could not place it, and happens once', async () => {
    await place({ contactId: world.contact.id, engagementId: null }, world.leader)
    expect(await lift(world.pm)).toEqual({ kind: 'not_yours' })
    expect(await lift(await createStaff(database.db))).toEqual({ kind: 'unknown' })
    const results = await Promise.all([lift(world.leader), lift(world.admin), lift(world.leader)])
    expect(results.map(({ kind }) => kind).sort()).toEqual(['already', 'already', 'lifted'])
  })
})

describe('coverage', () => {
  const held = async () => {
    await refreshTallies(deps)
    return (await getCoverage(database.db, asActor(world.leader), 'pm', world.pm.id)).held
  }

  it('counts everybody whom the plan would have asked and a hold leaves out, once', async () => {
    expect(await held()).toBe(0)
    await place(milestone())
    await place(marta())
    expect(await held()).toBe(2)
  })

  it('counts nobody who has been asked, is asked again, or gets no mail anyway', async () => {
    const user = await createContact(database.db, { accountId: world.account.id })
    await addParticipant(database.db, world.engagement, user, 'user')
    await database.db
      .updateTable('planRule')
      .set({ contactRoles: ['sponsor'] })
      .execute()
    await place(milestone())
    const address = ben.email.toLowerCase()
    await database.db
      .insertInto('suppression')
      .values({ address, reason: 'unsubscribed', source: 'page', at: deps.now() })
      .execute()
    expect(await held()).toBe(1)
    const { id } = await database.db.selectFrom('hold').select('id').executeTakeFirstOrThrow()
    await liftHold(deps, asActor(world.pm), id, '')
    expect(await held()).toBe(0)
  })

  it('goes on counting who was held until it was too late to ask', async () => {
    await place(marta())
    deps.setNow('2026-12-14T11:00:00Z')
    const { id } = await database.db.selectFrom('hold').select('id').executeTakeFirstOrThrow()
    await liftHold(deps, asActor(world.pm), id, '')
    await planInvitations(deps)
    expect(await held()).toBe(1)
  })
})
