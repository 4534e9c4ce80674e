import { beforeEach, describe, expect, it } from 'vitest'
import { coverageTotals, NOBODY_COUNTED } from '../../../src/core/asking/coverage-ledger.ts'
import { placeHold } from '../../../src/domain/asking/place-hold.ts'
import { planInvitations } from '../../../src/domain/asking/plan-invitations.ts'
import { useDatabase } from '../../support/database.ts'
import { createTestDeps, type TestDeps } from '../../support/deps.ts'
import {
  addParticipant,
  createContact,
  createInvitation,
  createMilestone,
  createStaff,
  createWorld,
  type World,
} from '../../support/factories.ts'
import { pageText } from '../../support/page-text.ts'
import { signInAs } from '../../support/sign-in.ts'

const database = useDatabase()
let deps: TestDeps
let world: World

const NAMES = ['Ben Arlt', 'Chiara Rossi', 'Deniz Aydin', 'Elif Kaya']

/** Marta answered, Ben was asked, Dana has left Chiara out, Deniz was held back by the cap, and Elif is to come. */
beforeEach(async () => {
  const { db } = database
  deps = createTestDeps(db, { now: '2026-11-20T11:00:00Z' })
  world = await createWorld(db, { invitation: { state: 'answered' } })
  const roles = ['sponsor', 'sponsor', 'sponsor', 'user'] as const
  const people = []
  for (const [index, name] of NAMES.entries()) {
    const contact = await createContact(db, { accountId: world.account.id, name })
    await addParticipant(db, world.engagement, contact, roles[index])
    people.push(contact)
  }
  const [ben, chiara, deniz] = people
  const asked = { milestoneId: world.milestone.id, pmId: world.pm.id }
  await createInvitation(db, { ...asked, contactId: ben!.id })
  await createInvitation(db, { ...asked, contactId: deniz!.id, state: 'held_back', sentAt: null })
  const decision = { milestoneId: world.milestone.id, contactId: deniz!.id, at: deps.now() }
  await db
    .insertInto('decision')
    .values({ ...decision, kind: 'held_back', reason: 'contact_cap' })
    .execute()
  const dana = { role: 'pm', staffId: world.pm.id } as const
  await placeHold(deps, dana, { contactId: chiara!.id, engagementId: world.engagement.id }, 'On parental leave')
  await createMilestone(db, { engagementId: world.engagement.id, kind: 'close', reachedOn: null })
  await planInvitations(deps)
})

describe('the ledger of coverage', () => {
  it('counts everybody at a reached milestone once, where they stand', async () => {
    const leader = await signInAs(deps, world.leader)
    for (const by of ['pm', 'account', 'kind']) {
      const [head, line, ...more] = (await leader.read(`/coverage.csv?by=${by}`)).trim().split('\r\n')
      expect(head).toBe(
        `${by},reached,asked,answered,unanswered,held,held_back,to_come,not_asked,asked_rate,answered_rate`,
      )
      expect(line).toMatch(/^(Dana Reyes|Northwind Insurance|delivery),5,2,1,1,1,1,1,0,0\.400,0\.500$/)
      expect(more).toEqual([])
    }
  })

  it('opens the people behind each number, with who left them out and why', async () => {
    const leader = await signInAs(deps, world.leader)
    expect(await pageText(leader, '/coverage')).not.toContain('Who they are')
    const held = await pageText(leader, `/coverage?pm=${world.pm.id}&standing=held`)
    expect(held).toContain('Chiara Rossi')
    expect(held).toContain('Dana Reyes: On parental leave')
    expect(held).not.toContain('Deniz Aydin')
    const back = await pageText(leader, '/coverage?by=kind&kind=delivery&standing=held_back')
    expect(back).toContain('Deniz Aydin')
    expect(back).toContain('This contact was asked recently')
    expect(await leader.read('/coverage-people.csv?standing=held')).toContain(
      'Chiara Rossi,held,Dana Reyes,On parental',
    )
    expect(await pageText(leader, '/coverage?by=nonsense&period=m3&pm=x')).toContain('Dana Reyes')
  })

  it('shows the latest people first, as far as they are counted, and the same as all of them in the file', async () => {
    const leader = await signInAs(deps, world.leader)
    const earlier = { engagementId: world.engagement.id, kind: 'kickoff', reachedOn: '2026-01-15' }
    await createMilestone(database.db, { ...earlier, decidedAt: new Date('2026-01-15T10:00:00Z') })
    const all = (await leader.read(`/coverage-people.csv?account=${world.account.id}`)).trim().split('\r\n')
    expect(all.length - 1).toBe(5 + 5)
    const people = await pageText(leader, `/coverage?account=${world.account.id}`)
    expect(people.indexOf('kickoff, reached')).toBeGreaterThan(people.indexOf('delivery, reached'))
    expect(await pageText(leader, `/coverage?account=${world.account.id}&period=m3`)).not.toContain('kickoff, reached')
    expect(await leader.read('/coverage.csv?by=account')).toContain('Northwind Insurance,10,2,1,1,1,1,1,5,')
  })

  it('says that it counts otherwise than the overview, and leads to those', async () => {
    const leader = await signInAs(deps, world.leader)
    const html = await leader.read('/coverage?period=m3')
    expect(html).toContain('<a href="/overview/asked?period=m3">those asked in these months</a>')
    expect(await pageText(leader, '/overview')).toContain('asked in this period, whenever their milestone was reached')
  })

  it('is for leadership alone', async () => {
    for (const staff of [world.pm, world.accountManager, await createStaff(database.db)]) {
      const browser = await signInAs(deps, staff)
      for (const path of ['/coverage', '/coverage.csv', '/coverage-people.csv']) {
        expect((await browser.get(path)).status).toBe(403)
      }
    }
  })

  it('divides by nobody where there is nobody', () => {
    expect(coverageTotals(NOBODY_COUNTED)).toEqual({ reached: 0, asked: 0, askedRate: null, answeredRate: null })
  })
})
