import { beforeEach, describe, expect, it } from 'vitest'
import type { NewRow } from '../../../src/db/schema.ts'
import { useDatabase } from '../../support/database.ts'
import { createTestDeps, type TestDeps } from '../../support/deps.ts'
import { createFollowUp, createResponse, createStaff, createWorld, type World } from '../../support/factories.ts'
import { expectLinksToOpen } from '../../support/links.ts'
import { signInAs } from '../../support/sign-in.ts'

const database = useDatabase()
let deps: TestDeps
let world: World

beforeEach(async () => {
  deps = createTestDeps(database.db)
  world = await createWorld(database.db)
})

/** A low answer and the follow-up that it opened, due in the future and owned by the PM unless told otherwise. */
async function openFollowUp(
  given: Partial<NewRow<'followUp'>> & { visibility?: 'team' | 'leadership' } = {},
): Promise<number> {
  const { visibility = 'team', ...columns } = given
  const { id: responseId } = await createResponse(database.db, {
    invitationId: world.invitation.id,
    callFirst: 4,
    comment: 'The invoice dispute took three weeks.',
    visibility,
  })
  const { id } = await createFollowUp(database.db, {
    responseId,
    invitationId: world.invitation.id,
    ownerId: world.pm.id,
    ...columns,
  })
  return id
}

const followUpNow = () => database.db.selectFrom('followUp').selectAll().executeTakeFirstOrThrow()
const audit = () =>
  database.db
    .selectFrom('audit')
    .select(['staffId', 'action', 'detail'])
    .where('action', 'like', 'follow_up%')
    .orderBy('id')
    .execute()

describe('the follow-ups', () => {
  it('show what is open, what is overdue and what is closed, each under its own address', async () => {
    await openFollowUp()
    const browser = await signInAs(deps, world.pm)
    expect(await browser.read('/follow-ups')).toMatch(/Open \(1\)[\s\S]*Overdue \(0\)[\s\S]*Marta Weber/)
    expect(await browser.read('/follow-ups?show=overdue')).toContain('Nothing is overdue.')
    deps.setNow('2026-11-25T10:00:00Z')
    expect(await browser.read('/follow-ups?show=overdue')).toMatch(/Overdue \(1\)[\s\S]*Marta Weber/)
    expect(await browser.read('/follow-ups?show=nonsense')).toMatch(/Marta Weber/)
    expect(await browser.read('/follow-ups?show=closed')).toContain('No follow-up has been closed yet.')
  })

  it('leave out another PM’s, and what is for leadership only', async () => {
    const id = await openFollowUp({ visibility: 'leadership', ownerId: world.leader.id })
    for (const staff of [world.pm, world.accountManager, await createStaff(database.db)]) {
      const browser = await signInAs(deps, staff)
      expect(await browser.read('/follow-ups')).not.toContain('Marta Weber')
      expect((await browser.get(`/follow-ups/${id}`)).status).toBe(404)
      expect((await browser.post(`/follow-ups/${id}/take`)).status).toBe(404)
      expect((await browser.post(`/follow-ups/${id}/close`, { what_we_did: 'Called' })).status).toBe(404)
      const empty = await browser.post(`/follow-ups/${id}/notes`, { note: '' })
      expect(empty.status).toBe(404)
      expect(await empty.text()).not.toContain('Marta')
    }
    expect((await followUpNow()).state).toBe('open')
  })
})

describe('one follow-up', () => {
  it('tells its owner what was said and whom to reach', async () => {
    const id = await openFollowUp()
    const html = await (await signInAs(deps, world.pm)).read(`/follow-ups/${id}`)
    expect(html).toContain('The invoice dispute took three weeks.')
    expect(html).toContain('Marta.Weber@northwind.example')
    expect(html).toContain('I take it')
  })

  it('is only read by the account manager who does not own it', async () => {
    const id = await openFollowUp()
    const browser = await signInAs(deps, world.accountManager)
    expect(await browser.read(`/follow-ups/${id}`)).toContain('Dana Reyes looks after it.')
    expect((await browser.post(`/follow-ups/${id}/take`)).status).toBe(403)
    expect((await browser.post(`/follow-ups/${id}/notes`, { note: 'Mine' })).status).toBe(403)
    expect((await browser.post(`/follow-ups/${id}/close`, { what_we_did: 'Mine' })).status).toBe(403)
    expect(await audit()).toEqual([])
  })

  it('given to somebody who may not read its answer shows no link that does not open', async () => {
    const id = await openFollowUp()
    const [response] = await database.db.selectFrom('response').select('id').execute()
    const stranger = await createStaff(database.db)
    const leader = await signInAs(deps, world.leader)
    const link = `href="/responses/${response?.id}"`
    expect(await leader.read(`/follow-ups/${id}`)).toContain(link)
    await leader.post(`/follow-ups/${id}/owner`, { owner: `${stranger.id}` })
    const browser = await signInAs(deps, stranger)
    const html = await browser.read(`/follow-ups/${id}`)
    expect(html).toContain('The invoice dispute took three weeks.')
    expect(html).not.toContain(link)
    await expectLinksToOpen(browser, html)
  })

  it('of a silence given to somebody who does not see the engagement shows no link to it', async () => {
    const about = { invitationId: world.invitation.id, responseId: null, reasons: ['silence' as const] }
    const stranger = await createStaff(database.db, { role: 'account_manager' })
    const { id } = await createFollowUp(database.db, { ...about, ownerId: stranger.id })
    const browser = await signInAs(deps, stranger)
    await expectLinksToOpen(browser, await browser.read(`/follow-ups/${id}`))
  })

  it('that somebody else has answered the client about links to the e-mail for whom it opens', async () => {
    const id = await openFollowUp()
    const leader = await signInAs(deps, world.leader)
    await leader.post(`/follow-ups/${id}/close`, { what_we_did: 'Credited the invoice.' })
    expect(await leader.read(`/follow-ups/${id}`)).toContain(`href="/follow-ups/${id}/reply"`)
    const browser = await signInAs(deps, world.accountManager)
    await expectLinksToOpen(browser, await browser.read(`/follow-ups/${id}`))
  })

  it('is taken by an account manager on the first page, where it is theirs', async () => {
    const id = await openFollowUp()
    const browser = await signInAs(deps, world.accountManager)
    const action = `action="/follow-ups/${id}/take"`
    expect(await browser.read('/my-accounts')).not.toContain(action)
    await database.db.updateTable('followUp').set({ ownerId: world.accountManager.id }).execute()
    expect(await browser.read('/my-accounts')).toContain(action)
    const taken = await browser.post(`/follow-ups/${id}/take`, { back: '/my-accounts' })
    expect(taken.headers.get('location')).toBe('/my-accounts?said=taken')
    const after = await browser.read('/my-accounts?said=taken')
    expect(after).toContain('It is yours')
    expect(after).not.toContain(action)
  })

  it('belongs to the leader who takes it, and is kept in the audit', async () => {
    const id = await openFollowUp()
    const response = await (await signInAs(deps, world.leader)).post(`/follow-ups/${id}/take`)
    expect(response.headers.get('location')).toBe(`/follow-ups/${id}?said=taken`)
    expect(await followUpNow()).toMatchObject({ state: 'taken', ownerId: world.leader.id, takenAt: deps.now() })
    expect(await audit()).toEqual([{ staffId: world.leader.id, action: 'follow_up_taken', detail: { follow_up: id } }])
  })

  it('tells who took it also after it was given to somebody else', async () => {
    const id = await openFollowUp()
    const browser = await signInAs(deps, world.leader)
    await browser.post(`/follow-ups/${id}/take`)
    deps.setNow('2026-11-20T11:00:00Z')
    await browser.post(`/follow-ups/${id}/owner`, { owner: `${world.pm.id}` })
    expect(await browser.read(`/follow-ups/${id}`)).toMatch(
      new RegExp(`Taken by ${world.leader.name}[^]*${world.leader.name} gave it to ${world.pm.name}`),
    )
  })

  it('taken by one stays with that one when another presses too', async () => {
    const id = await openFollowUp()
    const [leader, admin] = [await signInAs(deps, world.leader), await signInAs(deps, world.admin)]
    const statuses = await Promise.all(
      [leader, admin].map(async (each) => (await each.post(`/follow-ups/${id}/take`)).status),
    )
    expect(statuses.toSorted((a, b) => a - b)).toEqual([303, 409])
    const again = statuses[0] === 303 ? leader : admin
    expect((await again.post(`/follow-ups/${id}/take`)).status).toBe(303)
  })

  it('keeps notes as they were typed', async () => {
    const id = await openFollowUp()
    const browser = await signInAs(deps, world.pm)
    await browser.post(`/follow-ups/${id}/notes`, { note: ' Rang twice; <b>voicemail</b>. ' })
    expect(await browser.read(`/follow-ups/${id}`)).toContain('Dana Reyes: Rang twice; &lt;b&gt;voicemail&lt;/b&gt;.')
    const empty = await browser.post(`/follow-ups/${id}/notes`, { note: '  ' })
    expect(empty.status).toBe(422)
    expect(await empty.text()).toContain('Write the note first')
  })

  it('closes with what was done, and not without', async () => {
    const id = await openFollowUp()
    const browser = await signInAs(deps, world.pm)
    const refused = await browser.post(`/follow-ups/${id}/close`, { what_we_did: '\n ' })
    expect(refused.status).toBe(422)
    expect(await refused.text()).toContain('Say what we did')
    const long = await browser.post(`/follow-ups/${id}/close`, { what_we_did: `Called.${'x'.repeat(5000)}` })
    expect(long.status).toBe(422)
    expect(await long.text()).toContain('Called.xxx')

    await browser.post(`/follow-ups/${id}/close`, { what_we_did: 'Credited the invoice and called.' })

    expect(await followUpNow()).toMatchObject({
      state: 'closed',
      closedAt: deps.now(),
      whatWeDid: 'Credited the invoice and called.',
    })
    expect(await browser.read('/follow-ups?show=closed')).toContain('Marta Weber')
    expect((await audit()).map(({ action }) => action)).toEqual(['follow_up_closed'])
  })

  it('that is closed changes no more', async () => {
    const id = await openFollowUp({ state: 'closed', closedAt: new Date('2026-11-20T09:00:00Z'), whatWeDid: 'Called.' })
    const browser = await signInAs(deps, world.leader)
    const again = await browser.post(`/follow-ups/${id}/close`, { what_we_did: 'Something else' })
    expect(again.status).toBe(409)
    expect(await again.text()).toContain('closed it in the meantime')
    expect((await browser.post(`/follow-ups/${id}/take`)).status).toBe(409)
    expect((await browser.post(`/follow-ups/${id}/notes`, { note: 'Late' })).status).toBe(409)
    expect((await followUpNow()).whatWeDid).toBe('Called.')
  })
})
