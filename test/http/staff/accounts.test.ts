import { sql } from 'kysely'
import { beforeEach, describe, expect, it } from 'vitest'
import { PAGE_PEOPLE } from '../../../src/core/page-of.ts'
import { refitScores } from '../../../src/domain/score/refit-scores.ts'
import { useDatabase } from '../../support/database.ts'
import { createTestDeps, type TestDeps } from '../../support/deps.ts'
import {
  addParticipant,
  createAccount,
  createContact,
  createMilestone,
  createInvitation,
  createFollowUp,
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

const namesOn = (text: string, names: readonly string[]): string[] =>
  names.filter((name) => text.includes(name)).sort((a, b) => text.indexOf(a) - text.indexOf(b))

beforeEach(async () => {
  deps = createTestDeps(database.db)
  world = await createWorld(database.db)
})

describe('the accounts', () => {
  it('are not for PMs, whose accounts are the work of others too', async () => {
    const browser = await signInAs(deps, world.pm)
    expect((await browser.get('/accounts')).status).toBe(403)
    expect((await browser.get(`/accounts/${world.account.id}`)).status).toBe(403)
  })

  it('are all there for leadership, and for an account manager their own alone', async () => {
    const other = await createAccount(database.db, { name: 'Basalt Logistics' })
    for (const staff of [world.leader, world.admin]) {
      const text = await pageText(await signInAs(deps, staff), '/accounts')
      expect(namesOn(text, ['Basalt', 'Northwind'])).toEqual(['Basalt', 'Northwind'])
    }
    const manager = await signInAs(deps, world.accountManager)
    expect(namesOn(await pageText(manager, '/accounts'), ['Basalt', 'Northwind'])).toEqual(['Northwind'])
    expect((await manager.get(`/accounts/${other.id}`)).status).toBe(404)
    expect((await manager.get(`/accounts/${world.account.id}`)).status).toBe(200)
  })

  it('are searched by the address, where a percent sign is only a percent sign', async () => {
    await createAccount(database.db, { name: 'Basalt 100% Logistics' })
    const browser = await signInAs(deps, world.leader)
    const found = async (q: string) =>
      namesOn(await pageText(browser, `/accounts?q=${encodeURIComponent(q)}`), ['Basalt', 'Northwind Insurance'])
    expect(await found('NORTH')).toEqual(['Northwind Insurance'])
    expect(await found('0% l')).toEqual(['Basalt'])
    expect(await found('_')).toEqual([])
    expect(await found('a\0b')).toEqual([])
  })

  it('stand by name, or the longest silent first, as the address says', async () => {
    const { db } = database
    await createAccount(db, { name: 'Corvid Media' })
    await createAccount(db, { name: 'Zephyr Media' })
    await createResponse(db, { invitationId: world.invitation.id })
    const browser = await signInAs(deps, world.leader)
    const names = ['Corvid', 'Northwind', 'Zephyr']
    const order = async (sort: string) => namesOn(await pageText(browser, `/accounts?sort=${sort}`), names)
    expect(await order('name')).toEqual(['Corvid', 'Northwind', 'Zephyr'])
    expect(await order('last_answer')).toEqual(['Corvid', 'Zephyr', 'Northwind'])
    expect(await order('nonsense')).toEqual(['Corvid', 'Northwind', 'Zephyr'])
  })
})

const path = () => `/accounts/${world.account.id}`

async function answerForLeadership() {
  const { db } = database
  await db.updateTable('invitation').set({ state: 'answered' }).where('id', '=', world.invitation.id).execute()
  const response = await createResponse(db, {
    invitationId: world.invitation.id,
    callFirst: 3,
    comment: 'Between us: never again.',
    needsNext: 'A second supplier',
    visibility: 'leadership',
  })
  await db
    .insertInto('opportunity')
    .values({ responseId: response.id, need: 'A second supplier', openedAt: deps.now() })
    .execute()
  await createFollowUp(db, {
    responseId: response.id,
    invitationId: world.invitation.id,
    ownerId: world.accountManager.id,
    dueAt: deps.now(),
  })
  await refitScores(deps, { always: true })
}

describe('one account', () => {
  it('shows a leader everything', async () => {
    await answerForLeadership()
    const text = await pageText(await signInAs(deps, world.leader), path())
    for (const words of [
      '3 of 10',
      'Between us',
      'A second supplier',
      'Delivery low answer, 3 of 10',
      'Answered 3 of 10',
    ]) {
      expect(text).toContain(words)
    }
  })

  it('shows its manager nothing that an answer for leadership only says, nor what came of it', async () => {
    await answerForLeadership()
    const browser = await signInAs(deps, world.accountManager)
    for (const page of [path(), '/accounts']) {
      const text = await pageText(browser, page)
      const hidden = ['3 of 10', 'Between us', 'second supplier', 'low answer,', '1 open', 'overdue']
      expect(namesOn(text, hidden)).toEqual([])
    }
    const text = await pageText(browser, path())
    expect(text).toContain('Delivery answered')
    expect(text).toContain('No answers yet.')
    expect(text).toContain('1 of 1 asked have answered')
  })

  it('says who is silent, who was held back and who is no longer asked', async () => {
    const { db } = database
    const heldBack = await createContact(db, { accountId: world.account.id, name: 'Hanna Held' })
    const left = await createContact(db, { accountId: world.account.id, name: 'Leo Left', email: 'Leo@client.example' })
    await addParticipant(db, world.engagement, heldBack, 'user')
    const about = { milestoneId: world.milestone.id, pmId: world.pm.id, sentAt: null }
    await createInvitation(db, { ...about, contactId: heldBack.id, state: 'held_back' })
    await db
      .insertInto('suppression')
      .values({ address: 'leo@client.example', reason: 'left', source: 'test', at: deps.now() })
      .execute()
    const text = await pageText(await signInAs(deps, world.leader), path())
    expect(text).toMatch(/Marta Weber sponsor none yet silent for 2 days/)
    expect(text).toMatch(/Hanna Held held back/)
    expect(text).toMatch(/Leo Left No role now none yet no longer asked/)
    expect(text).toContain('0 of 1 asked have answered')
    expect(left.id).toBeGreaterThan(0)
  })

  it('shows what became of the milestones and of the account’s needs', async () => {
    const { db } = database
    const { id: engagementId } = world.engagement
    await createMilestone(db, { engagementId, kind: 'close', reachedOn: '2026-11-18' })
    await createMilestone(db, { engagementId, kind: 'aftercare', reachedOn: null, plannedOn: '2027-02-01' })
    await db
      .insertInto('outcome')
      .values({
        ref: 'o',
        accountId: world.account.id,
        neededOn: '2026-11-10',
        calledFirst: false,
        note: 'A quick fix.',
      })
      .execute()
    const text = await pageText(await signInAs(deps, world.admin), path())
    expect(text).toMatch(/Delivery asked, [a-z ]+; Close nobody asked; Aftercare to come/)
    expect(text).toContain('They had a need and did not call us first. A quick fix.')
  })

  it('pages its people, those who decide first, and says the lowest answer of all who decide on each page', async () => {
    const { db } = database
    await answerForLeadership()
    for (let i = 0; i < PAGE_PEOPLE; i += 1) {
      const name = `Colleague ${String(i).padStart(2, '0')}`
      await addParticipant(db, world.engagement, await createContact(db, { accountId: world.account.id, name }), 'user')
    }
    const browser = await signInAs(deps, world.leader)
    const first = await pageText(browser, path())
    expect(namesOn(first, ['Marta Weber sponsor', 'Colleague 00', 'Colleague 08', 'Colleague 09'])).toEqual([
      'Marta Weber sponsor',
      'Colleague 00',
      'Colleague 08',
    ])
    expect(first).toContain('Page 1 of 2')
    const second = await pageText(browser, `${path()}?page=2`)
    expect(namesOn(second, ['Marta Weber sponsor', 'Colleague 08', 'Colleague 09'])).toEqual(['Colleague 09'])
    for (const page of [first, second]) expect(page).toContain('Marta Weber’s last answer, 3 of 10, is the lowest')
  })

  it('is 404 where there is none', async () => {
    const browser = await signInAs(deps, world.leader)
    expect((await browser.get('/accounts/999999')).status).toBe(404)
    expect((await browser.get('/accounts/0')).status).toBe(404)
  })

  it('asks who has not signed in to do so, and brings them back', async () => {
    const nobody = await createStaff(database.db, { role: 'leader' })
    const browser = await signInAs(deps, nobody)
    await sql`delete from auth_session`.execute(database.db)
    const response = await browser.get(`${path()}?q=1`)
    expect(response.status).toBe(303)
    expect(response.headers.get('location')).toBe(`/sign-in?next=${encodeURIComponent(`${path()}?q=1`)}`)
  })
})
