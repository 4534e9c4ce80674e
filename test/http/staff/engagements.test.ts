import { beforeEach, describe, expect, it } from 'vitest'
import { createApp } from '../../../src/app.ts'
import { PAGE_PEOPLE } from '../../../src/core/page-of.ts'
import { useDatabase } from '../../support/database.ts'
import { createTestDeps, type TestDeps } from '../../support/deps.ts'
import {
  addParticipant,
  createContact,
  createEngagement,
  createInvitation,
  createMilestone,
  createResponse,
  createStaff,
  createWorld,
  type World,
} from '../../support/factories.ts'
import { pageText } from '../../support/page-text.ts'
import { signInAs } from '../../support/sign-in.ts'

const database = useDatabase()
let deps: TestDeps
let world: World

beforeEach(async () => {
  deps = createTestDeps(database.db)
  world = await createWorld(database.db)
  // What waits for a PM who guesses is told in guesses.test.ts.
  await database.db.updateTable('staff').set({ guesses: false }).execute()
})

const answer = (given: { visibility?: 'team' | 'leadership'; callFirst?: number } = {}) =>
  Promise.all([
    createResponse(database.db, { invitationId: world.invitation.id, comment: 'They had my back.', ...given }),
    database.db.updateTable('invitation').set({ state: 'answered' }).execute(),
  ])

const milestoneNow = () =>
  database.db.selectFrom('milestone').selectAll().where('id', '=', world.milestone.id).executeTakeFirstOrThrow()

const engagementPath = () => `/engagements/${world.engagement.id}`

const reach = async (staff: World['pm'], reachedOn: string) =>
  (await signInAs(deps, staff)).post(`/milestones/${world.milestone.id}/reached`, { reached_on: reachedOn })

describe('the list of engagements', () => {
  it('shows everybody what is theirs to see', async () => {
    const other = await createStaff(database.db)
    await createEngagement(database.db, { accountId: world.account.id, pmId: other.id, name: 'Fleet app' })
    for (const staff of [world.leader, world.admin, world.accountManager]) {
      const html = await (await signInAs(deps, staff)).read('/engagements')
      expect(html).toContain('Claims portal rebuild')
      expect(html).toContain('Fleet app')
    }
    const html = await (await signInAs(deps, world.pm)).read('/engagements')
    expect(html).toContain('Claims portal rebuild')
    expect(html).not.toContain('Fleet app')
  })

  it('is filtered by the address, in which percent signs and stray values mean nothing special', async () => {
    const { id: accountId } = world.account
    const past = { startedOn: '2026-01-01', endedOn: '2026-03-01' }
    await createEngagement(database.db, { accountId, pmId: world.pm.id, name: 'Old 100% portal', ...past })
    const browser = await signInAs(deps, world.leader)
    const shown = async (query: string) => {
      const html = await browser.read(`/engagements${query}`)
      return ['Claims portal rebuild', 'Old 100% portal'].filter((name) => html.includes(name))
    }

    expect(await shown('')).toEqual(['Claims portal rebuild'])
    expect(await shown('?state=ended')).toEqual(['Old 100% portal'])
    expect(await shown('?state=all')).toHaveLength(2)
    expect(await shown('?state=sideways')).toEqual(['Claims portal rebuild'])
    expect(await shown('?state=all&q=0%25')).toEqual(['Old 100% portal'])
    expect(await shown('?state=all&q=dana')).toHaveLength(2)
    expect(await shown('?q=nothing')).toEqual([])
    expect(await shown('?state=all&q=%00')).toHaveLength(2)
  })
})

describe('one engagement', () => {
  it('says first how it goes and what comes next', async () => {
    const next = { engagementId: world.engagement.id, kind: 'close', plannedOn: '2026-12-08', reachedOn: null }
    await createMilestone(database.db, next)
    const leader = await signInAs(deps, world.leader)
    expect(await leader.read(engagementPath())).toContain(
      'Nobody has answered yet. Next is close, planned for Tue 8 Dec.',
    )
    await answer({ callFirst: 7 })
    expect(await leader.read(engagementPath())).toContain('Lowest answer at delivery: 7 of 10. Next is close')
  })

  it('says that a milestone is late, and leads whoever may say so to mark it reached', async () => {
    const next = { engagementId: world.engagement.id, kind: 'close', plannedOn: '2026-12-08', reachedOn: null }
    const { id } = await createMilestone(database.db, next)
    deps.setNow('2026-12-08T10:00:00Z')
    const pm = await signInAs(deps, world.pm)
    expect(await pageText(pm, engagementPath())).toContain('Next is close, planned for Tue 8 Dec. ')
    expect(await pageText(pm, engagementPath())).toContain('Close planned for Tue 8 Dec, to come')
    deps.setNow('2026-12-12T10:00:00Z')
    const html = await pm.read(engagementPath())
    expect(html).toContain(`<a href="#reached_on-${id}">say when it was reached</a>`)
    expect(html).toContain(`id="reached_on-${id}"`)
    const text = await pageText(pm, engagementPath())
    expect(text).toContain('Next is close, planned for Tue 8 Dec, 4 days ago. It is late:')
    expect(text).toContain('Close planned for Tue 8 Dec, 4 days ago, late')
    expect(await pageText(await signInAs(deps, world.accountManager), engagementPath())).not.toContain('It is late')
  })

  it('tells who was asked, held back and answered, and why', async () => {
    const held = await createContact(database.db, { accountId: world.account.id, name: 'Jonas Falk' })
    await answer()
    const at = new Date('2026-11-18T09:00:00Z')
    await database.db
      .insertInto('decision')
      .values([
        { milestoneId: world.milestone.id, contactId: world.contact.id, kind: 'sent', reason: 'sent', at },
        {
          milestoneId: world.milestone.id,
          contactId: held.id,
          kind: 'held_back',
          reason: 'contact_cap',
          nextAllowedOn: '2026-12-01',
          at,
        },
      ])
      .execute()

    const html = await (await signInAs(deps, world.pm)).read(engagementPath())

    expect(html).toContain('The survey was sent.')
    expect(html).toContain('answered 8 of 10')
    expect(html).toMatch(/Jonas Falk[\s\S]*perhaps by another engagement; allowed again Tue 1 Dec/)
  })

  it('folds what happened to one contact again and again into one line, with how often and since when', async () => {
    const of = (kind: 'answered' | 'changed' | 'closed', minute: number) => ({
      milestoneId: world.milestone.id,
      contactId: world.contact.id,
      kind,
      reason: kind === 'changed' ? 'changed_by_contact' : 'answered_by_contact',
      at: new Date(Date.UTC(2026, 10, 20, 10, minute)),
    })
    const changes = Array.from({ length: 11 }, (_, index) => of('changed', 10 + index))
    const lines = [of('answered', 1), ...changes, of('closed', 30), of('changed', 40)]
    await database.db.insertInto('decision').values(lines).execute()

    const html = await (await signInAs(deps, world.leader)).read(engagementPath())

    expect(html.match(/The contact changed the answer\./g)).toHaveLength(2)
    expect(html).toMatch(/11:20<\/time>[\s\S]*?The contact changed the answer\.[^<]* 11 times since Fri 20 Nov, 11:10/)
  })

  it('shows a PM that an answer for leadership only is there, and nothing of what it says', async () => {
    await answer({ visibility: 'leadership', callFirst: 3 })
    await database.db
      .insertInto('decision')
      .values({
        milestoneId: world.milestone.id,
        contactId: world.contact.id,
        kind: 'answered',
        reason: 'answered',
        at: deps.now(),
      })
      .execute()

    const own = await (await signInAs(deps, world.pm)).read(engagementPath())
    const leaders = await (await signInAs(deps, world.leader)).read(engagementPath())

    expect(own).toMatch(/reached [^<]*, answered/)
    expect(own).not.toContain('3 of 10')
    expect(own).not.toContain('low answer')
    expect(leaders).toContain('answered 3 of 10')
    expect(leaders).toMatch(/reached [^<]*, low answer/)
  })

  it.each([
    '/engagements/0',
    '/engagements/1e3',
    '/engagements/999999999999999999',
    '/engagements/9999999999999999999',
  ])('is not found at %s', async (path) => {
    expect((await (await signInAs(deps, world.admin)).get(path)).status).toBe(404)
  })

  it('is not found by the PM of another, nor can that PM mark its milestones', async () => {
    const browser = await signInAs(deps, await createStaff(database.db))
    expect((await browser.get(engagementPath())).status).toBe(404)
    const posted = await browser.post(`/milestones/${world.milestone.id}/reached`, { reached_on: '2026-11-01' })
    expect(posted.status).toBe(404)
    expect((await milestoneNow()).reachedOn).toBe('2026-11-16')
  })

  it('sends who has not signed in to sign in first', async () => {
    const response = await createApp(() => deps).request(`http://firm.test${engagementPath()}`)
    expect(response.headers.get('location')).toBe(`/sign-in?next=${encodeURIComponent(engagementPath())}`)
  })
})

describe('marking a milestone reached', () => {
  beforeEach(async () => {
    await database.db.updateTable('milestone').set({ reachedOn: null, decidedAt: null }).execute()
  })

  it.each(['pm', 'leader', 'admin'] as const)('is for the %s', async (role) => {
    const response = await reach(world[role], '2026-11-19')
    expect(response.status).toBe(303)
    expect(response.headers.get('location')).toBe(`/engagements/${world.engagement.id}?said=reached`)
    expect(await milestoneNow()).toMatchObject({ reachedOn: '2026-11-19', decidedAt: null })
  })

  it('is not for the account manager, nor for the PM who led before', async () => {
    expect((await reach(world.accountManager, '2026-11-19')).status).toBe(403)
    const next = await createStaff(database.db)
    await database.db.updateTable('engagement').set({ pmId: next.id }).execute()
    expect((await reach(world.pm, '2026-11-19')).status).toBe(403)
    expect((await milestoneNow()).reachedOn).toBeNull()
  })

  it.each([
    ['2026-11-21', 'This day lies in the future'],
    ['2026-02-30', 'Enter the day'],
    ['', 'Enter the day'],
    ['<script>', 'Enter the day'],
  ])('with %j keeps what was typed beside the fault', async (typed, fault) => {
    const response = await reach(world.pm, typed)
    const html = await response.text()
    expect(response.status).toBe(422)
    expect(html).toContain(fault)
    expect(html).toContain(`value="${typed.replaceAll('<', '&lt;').replaceAll('>', '&gt;')}"`)
    expect((await milestoneNow()).reachedOn).toBeNull()
  })

  it('twice on the same day leaves what the plan has decided', async () => {
    await reach(world.pm, '2026-11-19')
    await database.db.updateTable('milestone').set({ decidedAt: deps.now() }).execute()
    expect((await reach(world.pm, '2026-11-19')).status).toBe(303)
    expect((await milestoneNow()).decidedAt).toEqual(deps.now())
    await reach(world.leader, '2026-11-18')
    expect((await milestoneNow()).decidedAt).toBeNull()
  })
})

describe('one response', () => {
  it('is read by its team and leadership', async () => {
    const [{ id }] = await answer()
    await database.db.insertInto('experience').values({ responseId: id, key: 'had_my_back', rating: 4 }).execute()
    for (const staff of [world.pm, world.accountManager, world.leader, world.admin]) {
      const html = await (await signInAs(deps, staff)).read(`/responses/${id}`)
      expect(html).toContain('They had my back.')
      expect(html).toContain('4 of 5')
      expect(html).toContain('Dana and the team had my back')
    }
  })

  it('is not found by the PM of another engagement', async () => {
    const [{ id }] = await answer()
    expect((await (await signInAs(deps, await createStaff(database.db))).get(`/responses/${id}`)).status).toBe(404)
  })

  it('for leadership only is not found by PM and account manager', async () => {
    const [{ id }] = await answer({ visibility: 'leadership' })
    for (const staff of [world.pm, world.accountManager]) {
      expect((await (await signInAs(deps, staff)).get(`/responses/${id}`)).status).toBe(404)
    }
    expect((await (await signInAs(deps, world.leader)).get(`/responses/${id}`)).status).toBe(200)
  })

  it('names the answer before only where the reader may see it', async () => {
    const kickoff = await createMilestone(database.db, { engagementId: world.engagement.id, kind: 'kickoff' })
    const earlier = await createInvitation(database.db, {
      milestoneId: kickoff.id,
      contactId: world.contact.id,
      pmId: world.pm.id,
      state: 'answered',
    })
    const answeredAt = new Date('2026-07-01T10:00:00Z')
    await createResponse(database.db, { invitationId: earlier.id, callFirst: 2, visibility: 'leadership', answeredAt })
    const [{ id }] = await answer()
    const own = await (await signInAs(deps, world.pm)).read(`/responses/${id}`)
    const leaders = await (await signInAs(deps, world.leader)).read(`/responses/${id}`)
    expect(own).not.toContain('2 of 10')
    expect(leaders).toContain('2 of 10')
  })
})

describe('an engagement of many people', () => {
  it('pages them, whoever has left among them, with all milestones on each page', async () => {
    const { db } = database
    const decided = { milestoneId: world.milestone.id, kind: 'not_planned' as const, reason: 'no_role', at: deps.now() }
    for (let i = 0; i < PAGE_PEOPLE; i += 1) {
      const name = `Colleague ${String(i).padStart(2, '0')}`
      const contact = await createContact(db, { accountId: world.account.id, name })
      await addParticipant(db, world.engagement, contact, 'user')
      await db
        .insertInto('decision')
        .values({ ...decided, contactId: contact.id })
        .execute()
    }
    const former = await createContact(db, { accountId: world.account.id, name: 'Fritz Former' })
    await db
      .insertInto('decision')
      .values({ ...decided, contactId: former.id })
      .execute()
    const browser = await signInAs(deps, world.leader)
    const first = await browser.read(engagementPath())
    expect(first).toContain(`${PAGE_PEOPLE + 1} contacts, 1 milestone`)
    expect(first).toContain('Page 1 of 2')
    expect(first).toContain('Colleague 09')
    expect(first).not.toContain('Marta Weber')
    const second = await browser.read(`${engagementPath()}?page=2`)
    for (const words of ['Marta Weber', 'Fritz Former', 'Leave this milestone out']) expect(second).toContain(words)
    expect(second).not.toContain('Colleague 09')
    expect(second).not.toContain('Whom to ask is decided')
    const pressed = await browser.read(`${engagementPath()}?pressed=${world.milestone.id}-${former.id}`)
    expect(pressed).toContain('Fritz Former')
  })
})
