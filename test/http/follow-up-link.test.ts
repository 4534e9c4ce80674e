import { beforeEach, describe, expect, it } from 'vitest'
import { createApp } from '../../src/app.ts'
import { answerSurvey } from '../../src/domain/answering/answer-survey.ts'
import { reassignFollowUp } from '../../src/domain/acting/reassign-follow-up.ts'
import { sendDue } from '../../src/domain/sending/send-due.ts'
import { followUpLinkToken } from '../../src/domain/sending/render-follow-up-mail.ts'
import { actor } from '../support/actor.ts'
import { useDatabase } from '../support/database.ts'
import { createTestDeps, type TestDeps } from '../support/deps.ts'
import { createStaff, createWorld, type World } from '../support/factories.ts'

const database = useDatabase()
let deps: TestDeps
let world: World

beforeEach(async () => {
  deps = createTestDeps(database.db)
  world = await createWorld(database.db)
})

const followUp = () => database.db.selectFrom('followUp').selectAll().executeTakeFirstOrThrow()
const get = (path: string) => createApp(() => deps).request(`${deps.config.baseUrl}${path}`)
const post = (path: string, fields: Record<string, string> = {}, origin = deps.config.baseUrl) =>
  createApp(() => deps).request(`${deps.config.baseUrl}${path}`, {
    method: 'POST',
    body: new URLSearchParams(fields),
    headers: { origin },
  })

/** The path of the link in the alert to the leader about a low answer. */
async function alertLink(posted: Record<string, string> = {}): Promise<string> {
  const answer = { call_first: '3', comment: 'Three weeks of silence.', visibility: 'team', ...posted }
  await answerSurvey(deps, world.invitation.token, answer)
  await sendDue(deps)
  const mail = deps.delivered.at(-1)
  expect(mail?.to.address).toBe(world.leader.email)
  // The template of a test's world says little; the link is derived from the message.
  const { id } = await database.db
    .selectFrom('email')
    .select('id')
    .where('kind', '=', 'alert')
    .executeTakeFirstOrThrow()
  return `/f/${followUpLinkToken(deps, id)}`
}

describe('the link in an alert', () => {
  it('shows the follow-up and changes nothing, however often a gateway opens it', async () => {
    const link = await alertLink()
    const before = await followUp()
    for (let opened = 0; opened < 5; opened += 1) {
      const response = await get(link)
      expect(response.status).toBe(200)
      expect(response.headers.get('cache-control')).toBe('no-store')
      expect(await response.text()).toContain('Three weeks of silence.')
    }
    await createApp(() => deps).request(`${deps.config.baseUrl}${link}`, { method: 'HEAD' })
    expect(await followUp()).toEqual(before)
  })

  it('takes, snoozes and closes as the person it was written to', async () => {
    const link = await alertLink()
    expect((await post(`${link}/take`)).status).toBe(303)
    expect(await followUp()).toMatchObject({ state: 'taken', ownerId: world.leader.id })
    const unsaid = await post(`${link}/snooze`, { reason: '', until: '2026-11-24' })
    expect(unsaid.status).toBe(422)
    expect(await unsaid.text()).toContain('Say why it can wait')
    await post(`${link}/snooze`, { reason: 'She is back on Tuesday', until: '2026-11-24' })
    expect(await followUp()).toMatchObject({ snoozedUntil: new Date('2026-11-24T08:00:00Z') })
    expect((await post(`${link}/close`, { what_we_did: 'Called.' })).status).toBe(303)
    expect(await followUp()).toMatchObject({ state: 'closed', closedBy: world.leader.id, whatWeDid: 'Called.' })
    expect((await post(`${link}/close`, { what_we_did: 'Again' })).status).toBe(409)
    const audit = await database.db.selectFrom('audit').select(['staffId', 'action']).orderBy('id').execute()
    expect(audit.filter(({ action }) => action.startsWith('follow_up'))).toEqual([
      { staffId: world.leader.id, action: 'follow_up_taken' },
      { staffId: world.leader.id, action: 'follow_up_snoozed' },
      { staffId: world.leader.id, action: 'follow_up_closed' },
    ])
  })

  it('is refused from another site', async () => {
    const link = await alertLink()
    expect((await post(`${link}/take`, {}, 'https://evil.example')).status).toBe(403)
    expect(await followUp()).toMatchObject({ state: 'open' })
  })

  it('works for 14 days', async () => {
    const link = await alertLink()
    deps.setNow('2026-12-04T09:59:00Z')
    expect((await get(link)).status).toBe(200)
    deps.setNow('2026-12-04T10:01:00Z')
    expect((await get(link)).status).toBe(410)
    expect((await post(`${link}/take`)).status).toBe(410)
    expect(await followUp()).toMatchObject({ state: 'open' })
  })

  it('is no other’s: one changed letter, another message or nothing at all opens nothing', async () => {
    const link = await alertLink()
    const changed = link.slice(0, -1) + (link.endsWith('A') ? 'B' : 'A')
    for (const path of [changed, link.replace(/\d+-/, '999-'), '/f/1', '/f/x']) {
      expect((await get(path)).status, path).toBe(410)
    }
  })

  it('shows its person only what they may see: nothing of it once the answer is for leadership only', async () => {
    const senior = await createStaff(database.db, { name: 'Sam Senior', role: 'pm' })
    await alertLink()
    const { id } = await followUp()
    await reassignFollowUp(deps, actor(world.leader), id, `${senior.id}`)
    await sendDue(deps)
    const email = await database.db.selectFrom('email').select('id').where('staffId', '=', senior.id).executeTakeFirst()
    const link = `/f/${followUpLinkToken(deps, email?.id ?? 0)}`
    expect(await (await get(link)).text()).toContain('Three weeks of silence.')
    await answerSurvey(deps, world.invitation.token, { call_first: '3', comment: 'Secret', visibility: 'leadership' })
    expect((await get(link)).status).toBe(404)
    expect((await post(`${link}/close`, { what_we_did: 'x' })).status).toBe(404)
  })
})
