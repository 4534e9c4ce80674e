import { beforeEach, describe, expect, it } from 'vitest'
import { planInvitations } from '../../../src/domain/asking/plan-invitations.ts'
import { tick } from '../../../src/domain/tick.ts'
import { useDatabase } from '../../support/database.ts'
import { createTestDeps, type TestDeps } from '../../support/deps.ts'
import { createMilestone, createSentEmail, createStaff, createWorld, type World } from '../../support/factories.ts'
import { pageText } from '../../support/page-text.ts'
import { signInAs } from '../../support/sign-in.ts'

const database = useDatabase()
let deps: TestDeps
let world: World

beforeEach(async () => {
  deps = createTestDeps(database.db)
  world = await createWorld(database.db)
})

const milestonePath = () => `/milestones/${world.milestone.id}/hold`
const contactPath = () => `/engagements/${world.engagement.id}/contacts/${world.contact.id}/hold`
const holds = () => database.db.selectFrom('hold').select(['id', 'engagementId', 'reason']).execute()

describe('leaving out', () => {
  it('says first in numbers what will not be sent', async () => {
    await database.db.updateTable('invitation').set({ state: 'planned', sentAt: null }).execute()
    const browser = await signInAs(deps, world.pm)
    expect(await pageText(browser, milestonePath())).toContain('1 invitation will not be sent.')
    const posted = await browser.post(contactPath(), { reason: 'On leave' })
    expect(posted.headers.get('location')).toBe(`/engagements/${world.engagement.id}?said=held-1`)
    expect(await pageText(browser, contactPath())).toContain('It is on hold already')
  })

  it('without a reason keeps the page with the fault beside the field', async () => {
    const posted = await (await signInAs(deps, world.pm)).post(milestonePath(), { reason: ' ' })
    expect(posted.status).toBe(422)
    expect(await posted.text()).toContain('Say why; the reason is kept and shown')
    expect(await holds()).toEqual([])
  })

  it('everywhere is offered to leadership, and refused to everybody else', async () => {
    const everywhere = { reason: 'Asked us to', where: 'everywhere' }
    expect((await (await signInAs(deps, world.pm)).post(contactPath(), everywhere)).status).toBe(403)
    const leader = await signInAs(deps, world.leader)
    expect(await leader.read(contactPath())).toContain('Everywhere, on all engagements')
    expect((await leader.post(contactPath(), everywhere)).status).toBe(303)
    expect(await holds()).toMatchObject([{ engagementId: null }])
  })

  it('is not found by the PM of another engagement, nor is anything asked', async () => {
    const browser = await signInAs(deps, await createStaff(database.db))
    expect((await browser.get(milestonePath())).status).toBe(404)
    expect((await browser.post(milestonePath(), { reason: 'x' })).status).toBe(404)
    const ask = `/milestones/${world.milestone.id}/contacts/${world.contact.id}/ask`
    expect((await browser.post(ask)).status).toBe(404)
    expect((await browser.get('/holds/1/lift')).status).toBe(404)
  })
})

describe('whom a cap holds back', () => {
  it('reads when the plan looks again where the milestone may still be asked about then', async () => {
    const { db } = database
    const { engagement, contact, pm } = world
    const sentAt = new Date('2026-10-26T10:00:00Z')
    await createSentEmail(db, { invitationId: world.invitation.id, toAddress: contact.email, sentAt })
    await createMilestone(db, { engagementId: engagement.id, kind: 'kickoff', reachedOn: '2026-11-17' })
    await tick(deps)
    deps.setNow('2026-11-23T10:00:00Z')
    await tick(deps)
    const path = `/engagements/${engagement.id}`
    expect(await pageText(await signInAs(deps, pm), path)).toMatch(
      /allowed again Wed 25 Nov, and the plan looks again the day after/,
    )
  })
})

describe('asking now on the page', () => {
  it('for somebody whom the firm has asked too lately says why not and from when they may be asked', async () => {
    const { db } = database
    const { engagement, contact, pm } = world
    await createSentEmail(db, { invitationId: world.invitation.id, toAddress: contact.email, sentAt: deps.now() })
    const kickoff = { engagementId: engagement.id, kind: 'kickoff', reachedOn: '2026-11-19' }
    const { id } = await createMilestone(db, kickoff)
    await planInvitations(deps)
    const browser = await signInAs(deps, pm)
    const path = `/milestones/${id}/contacts/${contact.id}/ask`
    expect(await browser.read(`/engagements/${engagement.id}`)).toContain(`action="${path}"`)
    const pressed = (await browser.post(path)).headers.get('location') ?? ''
    expect(await pageText(browser, pressed)).toMatch(
      /Marta Weber: Held back: asked about delivery today; allowed again Sun 20 Dec\./,
    )
    const kept = await db.selectFrom('email').select('invitationId').where('kind', '=', 'invitation').execute()
    expect(kept).toEqual([{ invitationId: world.invitation.id }])
  })
})

describe('the ledger of holds', () => {
  it('tells leadership and the PM who left out whom and why, open and lifted, also as CSV', async () => {
    const pm = await signInAs(deps, world.pm)
    await pm.post(milestonePath(), { reason: '=HYPERLINK("x")' })
    const leader = await signInAs(deps, world.leader)
    expect(await pageText(leader, '/holds')).toMatch(/Delivery .*Claims portal rebuild.*HYPERLINK.*Dana Reyes/)
    expect(await leader.read('/holds.csv')).toContain(`"'=HYPERLINK(""x"")"`)
    const [hold] = await holds()
    expect((await pm.post(`/holds/${hold?.id}/lift`)).status).toBe(303)
    expect(await pageText(pm, '/holds')).toContain('Nobody is left out.')
    expect(await pageText(pm, '/holds?state=lifted')).toContain('HYPERLINK')
    const stranger = await signInAs(deps, await createStaff(database.db))
    expect(await pageText(stranger, '/holds?state=all')).toContain('Nobody has ever been left out.')
  })
})
