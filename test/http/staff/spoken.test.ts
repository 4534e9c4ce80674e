import { beforeEach, describe, expect, it } from 'vitest'
import { createApp } from '../../../src/app.ts'
import { bringUpToDate } from '../../../src/host/shipped-files.ts'
import { sendDue } from '../../../src/domain/sending/send-due.ts'
import { releaseInvitations } from '../../../src/domain/asking/release-invitations.ts'
import { useDatabase } from '../../support/database.ts'
import { createTestDeps, type TestDeps } from '../../support/deps.ts'
import { createInvitation, createStaff, createWorld, type World } from '../../support/factories.ts'
import { pageText } from '../../support/page-text.ts'
import { type StaffBrowser, signInAs } from '../../support/sign-in.ts'

const database = useDatabase()
/** Friday noon in Berlin. */
const NOON = '2026-11-20T11:00:00Z'

let deps: TestDeps
let world: World
let pm: StaffBrowser

beforeEach(async () => {
  deps = createTestDeps(database.db, { now: NOON })
  await bringUpToDate(database.db, deps.now())
  world = await createWorld(database.db)
  await database.db.deleteFrom('invitation').execute()
  pm = await signInAs(deps, world.pm)
})

const path = () => `/engagements/${world.engagement.id}/said`
const said = (change: Record<string, string> = {}) => ({
  contact: `${world.contact.id}`,
  milestone: `${world.milestone.id}`,
  said_on: '2026-11-19',
  comment: 'They were there when it mattered.',
  call_first: '9',
  ...change,
})

/** Dana notes what Marta said, and the mail that asks Marta to confirm it leaves; its link's path. */
async function reported(change: Record<string, string> = {}): Promise<string> {
  expect((await pm.post(path(), said(change))).status).toBe(303)
  await releaseInvitations(deps)
  await sendDue(deps)
  const text = deps.delivered.at(-1)?.text ?? ''
  return new URL(/\S+\/c\/\S+/.exec(text)?.[0] ?? '').pathname
}

const client = (method: 'GET' | 'POST', at: string, fields?: Record<string, string>) =>
  createApp(() => deps).request(`http://firm.test${at}`, {
    method,
    ...(fields && { body: new URLSearchParams(fields) }),
  })

const report = () => database.db.selectFrom('spokenReport').select(['state', 'callFirst']).executeTakeFirst()
const responses = () => database.db.selectFrom('response').select(['callFirst', 'comment', 'visibility']).execute()

describe('what a client said on a call', () => {
  it('is noted by the PM, the account manager and leadership, and by nobody else', async () => {
    for (const staff of [world.pm, world.accountManager, world.leader, world.admin]) {
      const browser = await signInAs(deps, staff)
      expect(await pageText(browser, path())).toContain('Marta Weber')
      expect((await browser.post(path(), said())).status).toBe(303)
    }
    const stranger = await signInAs(deps, await createStaff(database.db))
    expect((await stranger.get(path())).status).toBe(404)
    expect((await stranger.post(path(), said())).status).toBe(404)
    expect(await report()).toEqual({ state: 'reported', callFirst: 9 })
  })

  it('keeps what was typed where it can’t be kept yet, and says why', async () => {
    const refused = await pm.post(path(), said({ said_on: '2027-01-01', contact: '' }))
    expect(refused.status).toBe(422)
    const html = await refused.text()
    expect(html).toContain('They were there when it mattered.')
    expect(html).toContain('The day lies in the future')
    expect(html).toContain('Who said it is nobody of this engagement')
    expect(await report()).toBeUndefined()
  })

  it('is marked as ours and counts nowhere until the client presses, however often the link is opened', async () => {
    const link = await reported()
    expect(deps.delivered.at(-1)?.headers).toHaveProperty('List-Unsubscribe')
    for (let times = 0; times < 3; times += 1) expect((await client('GET', link)).status).toBe(200)
    const page = await (await client('GET', link)).text()
    expect(page).toContain('They were there when it mattered.')
    expect(page).toContain('9 — Almost sure')
    expect(await responses()).toEqual([])
    const text = await pageText(pm, `/engagements/${world.engagement.id}`)
    expect(text).toContain('reported by us')
    expect(text).toContain('not confirmed yet; the client has been asked')
    expect(await pageText(pm, '/my-score')).not.toContain('They were there')
  })

  it('counts once confirmed, once, and stays marked', async () => {
    const link = await reported()
    for (let times = 0; times < 2; times += 1) {
      expect((await client('POST', link, { action: 'confirm' })).status).toBe(303)
    }
    expect(await responses()).toEqual([
      { callFirst: 9, comment: 'They were there when it mattered.', visibility: 'team' },
    ])
    expect(await report()).toMatchObject({ state: 'confirmed' })
    expect(await (await client('GET', link)).text()).toContain('Thank you, confirmed')
    const { id } = await database.db.selectFrom('response').select('id').executeTakeFirstOrThrow()
    expect(await pageText(pm, `/responses/${id}`)).toContain('noted by Dana Reyes, confirmed by the client Fri 20 Nov')
    expect(await pageText(pm, '/my-score')).toContain('reported by us, confirmed')
    // What was refused too late changes nothing.
    await client('POST', link, { action: 'refuse' })
    expect(await report()).toMatchObject({ state: 'confirmed' })
  })

  it('that was not said counts nowhere and is kept as that', async () => {
    const link = await reported()
    await client('POST', link, { action: 'nonsense' })
    await client('POST', link, { action: 'refuse' })
    await client('POST', link, { action: 'confirm' })
    expect(await report()).toMatchObject({ state: 'refused' })
    expect(await responses()).toEqual([])
    expect(await pageText(pm, `/engagements/${world.engagement.id}`)).toContain('not what was said, says the client')
    expect((await pm.post(path(), said())).status).toBe(422)
  })

  it('is corrected in the survey, where it stands filled in; and words for leadership only go from the team', async () => {
    const link = await reported()
    const survey = link.replace('/c/', '/s/')
    expect(await (await client('GET', survey)).text()).toContain('They were there when it mattered.')
    const corrected = { call_first: '6', comment: 'Mostly there.', visibility: 'leadership' }
    expect((await client('POST', survey, corrected)).status).toBe(303)
    expect(await report()).toMatchObject({ state: 'corrected' })
    expect(await responses()).toEqual([{ callFirst: 6, comment: 'Mostly there.', visibility: 'leadership' }])
    const engagement = `/engagements/${world.engagement.id}`
    expect(await pageText(pm, engagement)).not.toContain('They were there when it mattered.')
    expect(await pageText(await signInAs(deps, world.leader), engagement)).toContain('They were there')
  })

  it('without the number is confirmed and becomes no answer', async () => {
    const link = await reported({ call_first: '' })
    await client('POST', link, { action: 'confirm' })
    expect(await report()).toMatchObject({ state: 'confirmed' })
    expect(await responses()).toEqual([])
    expect(await (await client('GET', link)).text()).toContain('Answer in your own words')
  })

  it('is refused where the survey is with the client or answered', async () => {
    await createInvitationOf('sent')
    expect(await (await pm.post(path(), said())).text()).toContain('the answer is theirs to give')
    await database.db.updateTable('invitation').set({ state: 'answered' }).execute()
    expect(await (await pm.post(path(), said())).text()).toContain('only the client changes that answer')
    await database.db.updateTable('invitation').set({ state: 'closed' }).execute()
    expect((await pm.post(path(), said())).status).toBe(303)
  })

  it('is nothing to a link of a survey, or of nothing', async () => {
    const { token } = await createInvitationOf('sent')
    expect((await client('GET', `/c/${token}`)).status).toBe(404)
    expect((await client('POST', `/c/${token}`, { action: 'confirm' })).status).toBe(404)
    expect((await client('GET', '/c/nonsense')).status).toBe(404)
  })
})

async function createInvitationOf(state: 'sent') {
  const { milestone, contact, pm: lead } = world
  return createInvitation(database.db, { milestoneId: milestone.id, contactId: contact.id, pmId: lead.id, state })
}
