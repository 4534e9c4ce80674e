import { beforeEach, describe, expect, it } from 'vitest'
import { useDatabase } from '../../support/database.ts'
import { createTestDeps, type TestDeps } from '../../support/deps.ts'
import {
  createAccount,
  createEngagement,
  createResponse,
  createStaff,
  createWorld,
  type World,
} from '../../support/factories.ts'
import { pageText } from '../../support/page-text.ts'
import { expectLinksToOpen } from '../../support/links.ts'
import { signInAs } from '../../support/sign-in.ts'

const database = useDatabase()
let deps: TestDeps
let world: World

beforeEach(async () => {
  deps = createTestDeps(database.db)
  world = await createWorld(database.db)
})

/** A need that Marta named in her answer, owned by the account's manager where they may read it. */
async function openNeed(visibility: 'team' | 'leadership' = 'team'): Promise<number> {
  const response = await createResponse(database.db, {
    invitationId: world.invitation.id,
    needsNext: 'A broker portal',
    visibility,
  })
  const { id } = await database.db
    .insertInto('opportunity')
    .values({
      responseId: response.id,
      ownerId: visibility === 'team' ? world.accountManager.id : null,
      need: 'A broker portal',
      openedAt: deps.now(),
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

const needNow = () => database.db.selectFrom('opportunity').selectAll().executeTakeFirstOrThrow()
const AS_IT_STANDS = { state: 'new', owner: '', value: '', currency: '', note: '' }

describe('the needs', () => {
  it('are told to leadership, the account manager and the PM of the engagement, and nobody else', async () => {
    const id = await openNeed()
    for (const staff of [world.leader, world.admin, world.accountManager, world.pm]) {
      const browser = await signInAs(deps, staff)
      expect(await pageText(browser, '/opportunities')).toContain('A broker portal')
      expect((await browser.get(`/opportunities/${id}`)).status).toBe(200)
    }
    const strangers = [await createStaff(database.db), await createStaff(database.db, { role: 'account_manager' })]
    for (const staff of strangers) {
      const browser = await signInAs(deps, staff)
      expect(await pageText(browser, '/opportunities')).not.toContain('broker')
      expect(await browser.read('/opportunities.csv')).not.toContain('broker')
      expect((await browser.get(`/opportunities/${id}`)).status).toBe(404)
      expect((await browser.post(`/opportunities/${id}`, { ...AS_IT_STANDS, state: 'lost' })).status).toBe(404)
    }
    expect((await needNow()).state).toBe('new')
  })

  it('told to leadership only are nowhere for the team, by list, table, page, count or press', async () => {
    const id = await openNeed('leadership')
    for (const staff of [world.accountManager, world.pm]) {
      const browser = await signInAs(deps, staff)
      for (const page of ['/opportunities', '/opportunities?state=all&q=broker', '/opportunities.csv']) {
        const text = await browser.read(page)
        expect(text).not.toContain('broker portal')
        expect(text).not.toContain('(1)')
      }
      expect((await browser.get(`/opportunities/${id}`)).status).toBe(404)
      expect((await browser.post(`/opportunities/${id}`, AS_IT_STANDS)).status).toBe(404)
    }
    const leader = await signInAs(deps, world.leader)
    const text = await pageText(leader, `/opportunities/${id}`)
    expect(text).toContain('told to leadership only')
    expect(text).not.toContain('Amir Haddad')
    const owner = `${world.accountManager.id}`
    const refused = await leader.post(`/opportunities/${id}`, { ...AS_IT_STANDS, owner })
    expect(refused.status).toBe(422)
    expect(await refused.text()).toContain('told to leadership only; choose a leader')
  })

  it('are filtered by state, owner and account, put in order, and taken along as they are shown', async () => {
    await openNeed()
    const { id: zephyr } = await createAccount(database.db, { name: 'Zephyr Media' })
    const browser = await signInAs(deps, world.leader)
    const fields = { need: '=HYPERLINK("x")', contact: '', engagement: '', value: '90,000', currency: 'EUR', note: '' }
    expect((await browser.post(`/opportunities/new?account=${zephyr}`, fields)).status).toBe(303)
    const all = await pageText(browser, '/opportunities')
    expect(all).toMatch(/2 needs open, worth 90,000 EUR/)
    expect(all).toMatch(/HYPERLINK[\s\S]*broker portal/)
    expect(await pageText(browser, `/opportunities?account=${zephyr}`)).not.toContain('broker portal')
    expect(await pageText(browser, `/opportunities?owner=${world.accountManager.id}`)).not.toContain('HYPERLINK')
    expect(await pageText(browser, '/opportunities?owner=nobody')).not.toContain('broker portal')
    expect(await pageText(browser, '/opportunities?sort=account&q=o')).toMatch(/broker portal/)
    expect(await pageText(browser, '/opportunities?state=won')).toContain('No need here yet')
    expect(await pageText(browser, '/opportunities?state=nonsense&page=9')).toContain('(2)')
    const table = await browser.read('/opportunities.csv?sort=value')
    expect(table.split('\r\n')[1]).toContain(`"'=HYPERLINK(""x"")"`)
    expect(table.split('\r\n')).toHaveLength(4)
  })
})

describe('one need', () => {
  it('is moved on by the account manager, and keeps who moved it when', async () => {
    const id = await openNeed()
    const browser = await signInAs(deps, world.accountManager)
    deps.setNow('2026-11-23T10:00:00Z')
    const typed = { state: 'quoted', owner: `${world.leader.id}`, value: '40000', currency: 'eur', note: 'Offer sent' }
    expect((await browser.post(`/opportunities/${id}`, typed)).headers.get('location')).toContain('said=moved')
    expect((await browser.post(`/opportunities/${id}`, typed)).headers.get('location')).toContain('said=same')
    expect(await needNow()).toMatchObject({ state: 'quoted', ownerId: world.leader.id, value: '40000.00' })
    const text = await pageText(browser, `/opportunities/${id}`)
    expect(text).toContain(
      'Mon 23 Nov, 11:00 Amir Haddad: now quoted; owned by Lena Brandt; worth 40,000 EUR; note: Offer sent',
    )
    expect(
      await database.db.selectFrom('audit').select('action').where('action', 'like', 'opp%').execute(),
    ).toHaveLength(1)
  })

  it('owned by somebody who sees nothing else of the client shows no link that does not open', async () => {
    const id = await openNeed()
    const owner = await createStaff(database.db, { role: 'account_manager' })
    await database.db.updateTable('opportunity').set({ ownerId: owner.id }).execute()
    const browser = await signInAs(deps, owner)
    for (const path of [`/opportunities/${id}`, '/opportunities', '/my-accounts']) {
      const html = await browser.read(path)
      expect(html).toContain('A broker portal')
      await expectLinksToOpen(browser, html)
    }
  })

  it('offers the currency in which the account’s revenue is counted most, else the firm’s', async () => {
    const id = await openNeed()
    const browser = await signInAs(deps, world.accountManager)
    const path = `/opportunities/${id}`
    const currency = async () => /name="currency"[^>]*? value="([^"]*)"/.exec(await browser.read(path))?.[1]
    await database.db.updateTable('engagement').set({ currency: null, value: null }).execute()
    expect(await currency()).toBe('')
    const { id: elsewhere } = await createAccount(database.db)
    await createEngagement(database.db, { accountId: elsewhere, pmId: world.pm.id, value: '5', currency: 'CHF' })
    expect(await currency()).toBe('CHF')
    await database.db
      .updateTable('engagement')
      .set({ value: '5', currency: 'SEK' })
      .where('accountId', '=', world.account.id)
      .execute()
    expect(await currency()).toBe('SEK')
    expect(await pageText(browser, path)).toContain('Currency (needed with a value)')
  })

  it('is read and not moved by the PM', async () => {
    const id = await openNeed()
    const browser = await signInAs(deps, world.pm)
    expect(await browser.read(`/opportunities/${id}`)).not.toContain('<select')
    expect((await browser.post(`/opportunities/${id}`, { ...AS_IT_STANDS, state: 'won' })).status).toBe(403)
    const outcome = { called_first: 'true', needed_on: '2026-11-20', outcome_note: '' }
    expect((await browser.post(`/opportunities/${id}/outcome`, outcome)).status).toBe(403)
    expect((await needNow()).state).toBe('new')
  })

  it('keeps what was typed where it can’t be saved, and says why beside the field', async () => {
    const id = await openNeed()
    const browser = await signInAs(deps, world.leader)
    const refused = await browser.post(`/opportunities/${id}`, {
      ...AS_IT_STANDS,
      value: 'a lot',
      note: 'Ring on Monday',
    })
    expect(refused.status).toBe(422)
    const html = await refused.text()
    expect(html).toContain('Value: &#39;a lot&#39; is not an amount')
    expect(html).toContain('Currency is empty')
    expect(html).toContain('Ring on Monday')
  })

  it('that is won offers its outcome, which is recorded once and linked', async () => {
    const id = await openNeed()
    const browser = await signInAs(deps, world.accountManager)
    await browser.post(`/opportunities/${id}`, { ...AS_IT_STANDS, state: 'won' })
    const offered = await browser.read(`/opportunities/${id}`)
    expect(offered).toContain('Won. Did they call us first?')
    expect(offered).toContain('value="2026-11-20"')
    const outcome = { called_first: 'true', needed_on: '2026-11-20', outcome_note: 'A broker portal' }
    const empty = await browser.post(`/opportunities/${id}/outcome`, { ...outcome, called_first: '' })
    expect(empty.status).toBe(422)
    await browser.post(`/opportunities/${id}/outcome`, outcome)
    await browser.post(`/opportunities/${id}/outcome`, outcome)
    const [kept, ...more] = await database.db.selectFrom('outcome').selectAll().execute()
    expect(more).toEqual([])
    expect(kept).toMatchObject({ accountId: world.account.id, calledFirst: true, neededOn: '2026-11-20' })
    expect((await needNow()).outcomeId).toBe(kept?.id)
    expect(await pageText(browser, `/opportunities/${id}`)).toContain('They called us first.')
  })

  it('told to leadership only is not quoted where its outcome is noted', async () => {
    const id = await openNeed('leadership')
    const browser = await signInAs(deps, world.leader)
    await browser.post(`/opportunities/${id}`, { ...AS_IT_STANDS, state: 'lost' })
    expect(await browser.read(`/opportunities/${id}`)).toMatch(/<textarea id="outcome_note"[^>]*><\/textarea>/)
  })

  it('heard on a call is added by whoever sees the account, with one of its people', async () => {
    const browser = await signInAs(deps, world.pm)
    expect(await pageText(browser, '/opportunities/new')).toContain('Northwind Insurance')
    const path = `/opportunities/new?account=${world.account.id}`
    expect(await pageText(browser, path)).toContain('Marta Weber')
    const typed = {
      need: ' A data room ',
      contact: `${world.contact.id}`,
      engagement: '',
      value: '',
      currency: '',
      note: '',
    }
    const empty = await browser.post(path, { ...typed, need: ' ' })
    expect(empty.status).toBe(422)
    const other = await createAccount(database.db)
    expect((await browser.post(`/opportunities/new?account=${other.id}`, typed)).status).toBe(404)
    expect((await browser.post(path, { ...typed, contact: '999999' })).status).toBe(422)
    const added = await browser.post(path, typed)
    expect(await needNow()).toMatchObject({
      need: 'A data room',
      addedBy: world.pm.id,
      ownerId: world.accountManager.id,
    })
    expect(await pageText(browser, added.headers.get('location') ?? '')).toContain('Added by Dana Reyes')
    const manager = await signInAs(deps, world.accountManager)
    expect(await pageText(manager, '/opportunities')).toContain('A data room')
  })
})

describe('an account manager’s first page', () => {
  it('shows the open needs and follow-ups of the own accounts', async () => {
    await openNeed()
    const browser = await signInAs(deps, world.accountManager)
    expect((await browser.get('/')).headers.get('location')).toBe('/my-accounts')
    const text = await pageText(browser, '/my-accounts')
    expect(text).toContain('1 need open; nobody waits for us')
    expect(text).toContain('A broker portal')
    expect((await (await signInAs(deps, world.leader)).get('/my-accounts')).status).toBe(403)
  })
})
