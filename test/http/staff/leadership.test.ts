import { beforeEach, describe, expect, it } from 'vitest'
import { refitScores } from '../../../src/domain/score/refit-scores.ts'
import { useDatabase } from '../../support/database.ts'
import { createTestDeps, type TestDeps } from '../../support/deps.ts'
import {
  addParticipant,
  createContact,
  createEngagement,
  createInvitation,
  createMilestone,
  createFollowUp,
  createResponse,
  createStaff,
  createWorld,
  type World,
} from '../../support/factories.ts'
import { pageText } from '../../support/page-text.ts'
import { signInAs, type StaffBrowser } from '../../support/sign-in.ts'

const database = useDatabase()
let deps: TestDeps
let world: World

/** Another contact of the world's account answers another delivery of the world's engagement. */
async function answer(given: { callFirst: number; comment?: string; visibility?: 'team' | 'leadership' }) {
  const { db } = database
  const contact = await createContact(db, { accountId: world.account.id })
  await addParticipant(db, world.engagement, contact)
  const milestone = await createMilestone(db, { engagementId: world.engagement.id })
  const invitation = await createInvitation(db, {
    milestoneId: milestone.id,
    contactId: contact.id,
    pmId: world.pm.id,
    state: 'answered',
  })
  return createResponse(db, { invitationId: invitation.id, ...given })
}

const actions = async () => {
  const rows = await database.db.selectFrom('audit').select(['action', 'staffId', 'detail']).orderBy('id').execute()
  return rows.filter(({ action }) => action.endsWith('_viewed'))
}

beforeEach(async () => {
  deps = createTestDeps(database.db)
  world = await createWorld(database.db)
})

const landing = async (staff: { email: string }) =>
  (await (await signInAs(deps, staff)).get('/')).headers.get('location')

describe('the first page', () => {
  it('is everybody’s own', async () => {
    expect(await landing(world.pm)).toBe('/my-score')
    expect(await landing(world.leader)).toBe('/overview')
    expect(await landing(world.admin)).toBe('/overview')
    expect(await landing(world.accountManager)).toBe('/my-accounts')
  })

  it('sends an administrator to name the firm while nobody has', async () => {
    await database.db.updateTable('firm').set({ setUpAt: null }).execute()
    expect(await landing(world.admin)).toBe('/settings')
    expect(await landing(world.leader)).toBe('/overview')
  })
})

describe('the overview and the PMs', () => {
  it('narrow what needs attention by industry, silence included', async () => {
    await database.db.updateTable('account').set({ industry: 'Motors' }).execute()
    await createFollowUp(database.db, { invitationId: world.invitation.id, ownerId: world.leader.id })
    const leader = await signInAs(deps, world.leader)
    expect(await pageText(leader, '/overview?industry=Motors')).not.toContain('Nothing is open')
    expect(await pageText(leader, '/overview?industry=Health')).toContain('Nothing is open')
  })

  it('leave out what is put off of what needs attention today, and count as many as the list behind shows', async () => {
    const about = { invitationId: world.invitation.id, ownerId: world.pm.id }
    const snoozedUntil = new Date('2026-11-26T08:00:00Z')
    await createFollowUp(database.db, { ...about, snoozedUntil, dueAt: new Date('2026-11-27T08:00:00Z') })
    const leader = await signInAs(deps, world.leader)
    const text = await pageText(leader, '/overview')
    expect(text).toMatch(/Needs attention today 1 snoozed until later\. Nothing is open today/)
    expect(await pageText(leader, '/follow-ups')).toMatch(/Open \(1\) Not snoozed \(0\)/)
    expect(await pageText(leader, '/follow-ups?show=today')).toContain('Nothing to do now')
    deps.setNow('2026-11-26T09:00:00Z')
    expect(await pageText(leader, '/overview')).toMatch(/Needs attention today 1 follow-up open/)
    expect(await pageText(leader, '/follow-ups?show=today')).toMatch(/Not snoozed \(1\)[^]*Marta Weber/)
  })

  it('let a leader take what needs attention where it stands, and say so there', async () => {
    await createFollowUp(database.db, { invitationId: world.invitation.id, ownerId: world.pm.id })
    const leader = await signInAs(deps, world.leader)
    const html = await leader.read(`/overview?period=m3&account=${world.account.id}`)
    const [, action = '', back = ''] =
      /action="(\/follow-ups\/\d+\/take)"[^>]*><input type="hidden" name="back" value="([^"]+)"/.exec(html) ?? []
    const taken = await leader.post(action, { back: back.replaceAll('&amp;', '&') })
    const here = `/overview?period=m3&account=${world.account.id}&said=taken`
    expect({ status: taken.status, to: taken.headers.get('location') }).toEqual({ status: 303, to: here })
    const after = await pageText(leader, here)
    expect(after).toContain('It is yours; everybody sees that you look after it.')
    expect(await leader.read(here)).not.toContain(action)
    expect(await database.db.selectFrom('followUp').select(['state', 'ownerId']).execute()).toEqual([
      { state: 'taken', ownerId: world.leader.id },
    ])
  })

  it('send nobody elsewhere after taking, and show what somebody else took', async () => {
    const about = { invitationId: world.invitation.id, ownerId: world.pm.id }
    const { id } = await createFollowUp(database.db, about)
    const leader = await signInAs(deps, world.leader)
    for (const back of ['https://bad.example/overview', '//bad.example', '/overview/../settings']) {
      const to = (await leader.post(`/follow-ups/${id}/take`, { back })).headers.get('location')
      expect(to).toBe(`/follow-ups/${id}?said=taken`)
    }
    const late = await (await signInAs(deps, world.admin)).post(`/follow-ups/${id}/take`, { back: '/overview' })
    expect(late.status).toBe(409)
    expect(await late.text()).toContain('Somebody else took it before you')
  })

  it('are refused to a PM and to an account manager, and such a try leaves no trace of a look', async () => {
    for (const staff of [world.pm, world.accountManager]) {
      const browser = await signInAs(deps, staff)
      for (const path of ['/overview', '/pms', `/pms/${world.pm.id}`]) {
        expect({ path, status: (await browser.get(path)).status }).toEqual({ path, status: 403 })
      }
    }
    expect(await actions()).toEqual([])
  })

  it('keep who looked, and at whom', async () => {
    const browser = await signInAs(deps, world.leader)
    for (const path of ['/overview', '/pms', `/pms/${world.pm.id}`]) await browser.get(path)
    const staffId = world.leader.id
    expect(await actions()).toEqual([
      { action: 'overview_viewed', staffId, detail: {} },
      { action: 'pms_viewed', staffId, detail: {} },
      { action: 'pm_viewed', staffId, detail: { pmId: world.pm.id } },
    ])
  })

  it('show a leader answers for leadership only', async () => {
    await answer({ callFirst: 3, comment: 'Between us: never again.', visibility: 'leadership' })
    const browser = await signInAs(deps, world.leader)
    expect(await pageText(browser, `/pms/${world.pm.id}`)).toContain('Between us: never again.')
    expect(await pageText(browser, '/overview')).toContain('30 in 100, 1 answer')
  })

  it('say how many were asked, answered and surveyed', async () => {
    await answer({ callFirst: 8 })
    await createMilestone(database.db, { engagementId: world.engagement.id, kind: 'close' })
    const text = await pageText(await signInAs(deps, world.leader), `/pms/${world.pm.id}`)
    expect(text).toContain('1 of 2 asked have answered; 2 of 3 milestones reached were surveyed.')
  })

  it('count answers of an earlier tool as asked, and planned or held back ones not', async () => {
    const { db } = database
    const milestone = await createMilestone(db, { engagementId: world.engagement.id })
    const about = { milestoneId: milestone.id, pmId: world.pm.id, dueAt: null, sentAt: null, closesAt: null }
    for (const state of ['planned', 'held_back'] as const) {
      const contact = await createContact(db, { accountId: world.account.id })
      await createInvitation(db, { ...about, contactId: contact.id, state })
    }
    const contact = await createContact(db, { accountId: world.account.id })
    const imported = await createInvitation(db, {
      ...about,
      contactId: contact.id,
      state: 'answered',
      origin: 'import',
    })
    await createResponse(db, { invitationId: imported.id })
    const text = await pageText(await signInAs(deps, world.leader), '/pms')
    expect(text).toContain('1 of 2')
  })

  it('give 404 for somebody who is no PM', async () => {
    const browser = await signInAs(deps, world.admin)
    expect((await browser.get(`/pms/${world.accountManager.id}`)).status).toBe(404)
    expect((await browser.get('/pms/999999')).status).toBe(404)
    expect((await browser.get('/pms/nobody')).status).toBe(404)
  })
})

describe('a filter', () => {
  const note = async (path: string): Promise<string> => {
    const text = await pageText(await signInAs(deps, world.leader), path)
    return (
      /There is no such .*? Clear the filter|The address asks .*? shown\.|There is no report .*? shown\./.exec(
        text,
      )?.[0] ?? ''
    )
  }

  it.each([
    ['/overview?pm=999', 'PM'],
    ['/overview?account=999&kind=nonsense', 'account and milestone'],
    ['/overview/asked?kind=nonsense', 'milestone'],
    ['/coverage?pm=999', 'PM'],
    ['/answers?survey=nonsense', 'survey'],
  ])('%s says that there is no such %s', async (path, what) => {
    await answer({ callFirst: 9 })
    expect(await note(path)).toBe(`There is no such ${what} to choose here, so nothing is found. Clear the filter`)
  })

  it('of somebody unknown draws no page about nobody', async () => {
    const text = await pageText(await signInAs(deps, world.leader), '/overview?pm=999')
    expect(text).not.toMatch(/over time|enter the day|Nobody/)
  })

  it('says where the period asked for is none', async () => {
    for (const path of ['/overview', '/overview/asked', '/coverage', '/answers']) {
      expect(await note(`${path}?period=junk`), path).toBe(
        'The address asks for a period that there is not. The last 12 months are shown.',
      )
      expect(await note(`${path}?period=m3`), path).toBe('')
    }
    const other = 'There is no report of the quarter asked for. The last one that has ended is shown.'
    expect(await note('/report?quarter=2027-q1')).toBe(other)
    expect(await note('/report?quarter=2026-q3')).toBe('')
  })

  it('says in words what of it narrows', async () => {
    await answer({ callFirst: 9 })
    const text = await pageText(await signInAs(deps, world.leader), '/overview?kind=delivery&period=m3')
    expect(text).toContain('The milestone and period you chose narrow what clients said')
  })
})

describe('that leadership may read other figures', () => {
  const LINE = 'leadership reads every answer, so its figures may differ'
  const saying = async (staff: { email: string }, paths: readonly string[]): Promise<string[]> => {
    const browser = await signInAs(deps, staff)
    const texts = await Promise.all(paths.map((path) => pageText(browser, path)))
    return paths.filter((_, index) => texts[index]!.includes(LINE))
  }

  it.each([['team'], ['leadership']] as const)('is said to the team alone, with answers for %s', async (visibility) => {
    await answer({ callFirst: 9, visibility })
    await refitScores(deps, { always: true })
    const engagement = [`/engagements/${world.engagement.id}`, '/engagements']
    const accounts = [`/accounts/${world.account.id}`, '/accounts']
    const pm = ['/my-score', ...engagement]
    expect(await saying(world.pm, pm)).toEqual(pm)
    const manager = [...accounts, ...engagement]
    expect(await saying(world.accountManager, manager)).toEqual(manager)
    const leader = ['/overview', `/pms/${world.pm.id}`, ...manager]
    expect(await saying(world.leader, leader)).toEqual([])
  })
})

describe('a PM’s own list of engagements', () => {
  it('names no PM but whoever leads one of them now', async () => {
    const { db } = database
    const other = await createStaff(db, { name: 'Otto Klein' })
    const browser = await signInAs(deps, world.pm)
    expect(await pageText(browser, '/engagements')).not.toContain(`now led by`)
    await db.updateTable('engagement').set({ pmId: other.id }).where('id', '=', world.engagement.id).execute()
    expect(await pageText(browser, '/engagements?state=all')).toContain('now led by Otto Klein')
    expect(await pageText(browser, '/my-score')).not.toContain('by this PM')
  })
})

describe('a PM’s own page', () => {
  let browser: StaffBrowser

  beforeEach(async () => {
    browser = await signInAs(deps, world.pm)
  })

  it('is nobody else’s', async () => {
    for (const staff of [world.leader, world.admin, world.accountManager]) {
      expect((await (await signInAs(deps, staff)).get('/my-score')).status).toBe(403)
    }
  })

  it('shows the score of the newest fit and the words of clients', async () => {
    for (const callFirst of [9, 9, 8, 8, 7]) await answer({ callFirst, comment: 'They told us what not to build.' })
    await refitScores(deps, { always: true })
    await database.db
      .updateTable('score')
      .set({ enough: true, value: 82, low: 75, high: 88, tier: 'same' })
      .where('subjectKind', '=', 'pm')
      .where('audience', '=', 'team')
      .execute()
    // Nothing waits to be guessed.
    await database.db.updateTable('staff').set({ guesses: false }).execute()
    const text = await pageText(browser, '/my-score')
    expect(text).toContain('82 in 100 would call us first')
    expect(text).toContain('They told us what not to build.')
    expect(text).toContain('Claims portal rebuild')
  })

  it('has nothing of another PM', async () => {
    const { db } = database
    const other = await createStaff(db, { name: 'Otto Klein' })
    const engagement = await createEngagement(db, {
      accountId: world.account.id,
      pmId: other.id,
      name: 'Broker app of another PM',
    })
    const milestone = await createMilestone(db, { engagementId: engagement.id })
    const invitation = await createInvitation(db, {
      milestoneId: milestone.id,
      contactId: world.contact.id,
      pmId: other.id,
      state: 'answered',
    })
    await createResponse(db, { invitationId: invitation.id, callFirst: 2, comment: 'Words for Otto.' })
    await refitScores(deps, { always: true })
    const text = await pageText(browser, '/my-score')
    expect(text).not.toContain('Broker app')
    expect(text).not.toContain('Words for Otto')
    expect(text).toContain('0 of 1 asked have answered; 1 of 1 milestones reached were surveyed.')
    expect(text).toContain('No answers yet')
  })

  it('shows of an engagement handed over what was theirs, and not who was asked since', async () => {
    const { db } = database
    const other = await createStaff(db, { name: 'Otto Klein' })
    await db.updateTable('engagement').set({ pmId: other.id }).where('id', '=', world.engagement.id).execute()
    const close = await createMilestone(db, { engagementId: world.engagement.id, kind: 'close' })
    await createInvitation(db, { milestoneId: close.id, contactId: world.contact.id, pmId: other.id })
    const text = await pageText(browser, '/my-score')
    expect(text).toContain('Milestones of Claims portal rebuild. Delivery: asked, no answer.')
    expect(text).toContain('0 of 1 asked have answered; 1 of 1 milestones reached were surveyed.')
  })

  it('says of an answer for leadership only that it came, and nothing of what it said', async () => {
    await answer({ callFirst: 2, comment: 'Between us: never again.', visibility: 'leadership' })
    await refitScores(deps, { always: true })
    const text = await pageText(browser, '/my-score')
    expect(text).not.toContain('Between us')
    expect(text).not.toContain('2 of 10')
    expect(text).toContain('Delivery: answered.')
    expect(text).not.toMatch(/Delivery: low/)
    expect(text).toContain('No answers yet.')
  })

  it('leaves a fall against a hidden answer out of the reasons', async () => {
    const { db } = database
    const hidden = await createMilestone(db, { engagementId: world.engagement.id, kind: 'kickoff' })
    const asked = { contactId: world.contact.id, pmId: world.pm.id, state: 'answered' as const }
    const before = await createInvitation(db, { ...asked, milestoneId: hidden.id })
    await createResponse(db, {
      invitationId: before.id,
      callFirst: 10,
      visibility: 'leadership',
      answeredAt: new Date('2026-10-01T10:00:00Z'),
    })
    const response = await createResponse(db, { invitationId: world.invitation.id, callFirst: 4 })
    await createFollowUp(db, {
      responseId: response.id,
      invitationId: world.invitation.id,
      reasons: ['low', 'fall'],
      ownerId: world.pm.id,
      dueAt: new Date('2026-11-19T10:00:00Z'),
    })
    const text = await pageText(browser, '/my-score')
    expect(text).toContain('Answered 4 of 10')
    expect(text).toContain('overdue')
    expect(text).not.toContain('Fall')
    expect(text).not.toContain('from 10')
    expect(await pageText(await signInAs(deps, world.leader), '/overview')).toContain('Went from 10 to 4 of 10')
  })
})
