import { beforeEach, describe, expect, it } from 'vitest'
import { answerSurvey } from '../../../src/domain/answering/answer-survey.ts'
import { closeFollowUp } from '../../../src/domain/acting/close-follow-up.ts'
import { sendDue } from '../../../src/domain/sending/send-due.ts'
import { actor } from '../../support/actor.ts'
import { useDatabase } from '../../support/database.ts'
import { createTestDeps, type TestDeps } from '../../support/deps.ts'
import { createWorld, type World } from '../../support/factories.ts'
import { signInAs } from '../../support/sign-in.ts'

const database = useDatabase()
let deps: TestDeps
let world: World

beforeEach(async () => {
  deps = createTestDeps(database.db)
  world = await createWorld(database.db)
})

const replies = () => database.db.selectFrom('reply').selectAll().orderBy('id').execute()
const mailed = () => deps.delivered.filter(({ to }) => to.address === world.contact.email)

/** A low answer whose follow-up the leader has closed; where its reply stands. */
async function closed(posted: Record<string, string> = {}): Promise<string> {
  const answer = { call_first: '3', comment: 'The invoice dispute took three weeks.', visibility: 'team', ...posted }
  await answerSurvey(deps, world.invitation.token, answer)
  const { id } = await database.db.selectFrom('followUp').select('id').executeTakeFirstOrThrow()
  await closeFollowUp(deps, actor(world.leader), id, 'We credited the invoice.')
  return `/follow-ups/${id}/reply`
}

const typed = (given: Record<string, string> = {}) => ({
  you_said: 'The invoice dispute took three weeks.',
  we_did: 'We credited the invoice, and a second person now checks each one.',
  sender: `${world.pm.id}`,
  do: 'send',
  ...given,
})

describe('what is written back to a client', () => {
  it('is drafted when a follow-up is closed, and sent by nobody but a person', async () => {
    const path = await closed()
    expect(await replies()).toMatchObject([
      { state: 'draft', youSaid: 'The invoice dispute took three weeks.', weDid: 'We credited the invoice.' },
    ])
    await sendDue(deps)
    expect(mailed()).toEqual([])
    const page = await (await signInAs(deps, world.leader)).read(path)
    expect(page).toContain('Tell Marta Weber what came of it')
  })

  it('goes once, in the name of the PM, who gets the replies', async () => {
    const path = await closed()
    const leader = await signInAs(deps, world.leader)
    const statuses = await Promise.all([1, 2, 3].map(async () => (await leader.post(path, typed())).status))
    expect(statuses.toSorted((a, b) => a - b)).toEqual([303, 409, 409])
    await sendDue(deps)
    await sendDue(deps)
    const [mail, ...more] = mailed()
    expect(more).toEqual([])
    expect(mail).toMatchObject({
      from: { name: 'Dana Reyes, Kestrel & Co.', address: 'hello@kestrel.example' },
      replyTo: { name: 'Dana Reyes', address: world.pm.email },
    })
    expect(mail?.text).toContain('> The invoice dispute took three weeks.')
    expect(mail?.text).toContain('a second person now checks each one')
    expect(mail?.headers).not.toHaveProperty('List-Unsubscribe')
    const [response] = await database.db.selectFrom('response').select('id').execute()
    expect(await leader.read(`/responses/${response?.id}`)).toContain('You said, we did')
  })

  it('can go in the name of whoever closed the follow-up or sends it, and of nobody else', async () => {
    const path = await closed()
    const admin = await signInAs(deps, world.admin)
    const page = await admin.read(path)
    for (const { id, name } of [world.pm, world.leader, world.admin]) {
      expect(page).toMatch(new RegExp(`<option value="${id}"[^>]*>${name}`))
    }
    expect((await admin.post(path, typed({ sender: `${world.accountManager.id}` }))).status).toBe(422)
    expect((await admin.post(path, typed({ sender: `${world.admin.id}` }))).status).toBe(303)
    await sendDue(deps)
    expect(mailed()).toMatchObject([{ replyTo: { name: world.admin.name, address: world.admin.email } }])
  })

  it('can be skipped, and then is not sent', async () => {
    const path = await closed()
    const leader = await signInAs(deps, world.leader)
    expect((await leader.post(`${path}/skip`)).status).toBe(303)
    expect((await leader.post(path, typed())).status).toBe(409)
    expect(await replies()).toMatchObject([{ state: 'skipped', changedBy: world.leader.id }])
    await sendDue(deps)
    expect(mailed()).toEqual([])
    expect(await leader.read(path)).toContain('Lena Brandt chose to send no e-mail')
  })

  it('quotes the client word for word or not at all, and loses nothing that was typed', async () => {
    const path = await closed()
    const leader = await signInAs(deps, world.leader)
    const put = await leader.post(path, typed({ you_said: 'We were delighted.', we_did: 'Kept words' }))
    expect(put.status).toBe(422)
    expect(await put.text()).toMatch(/Quote only what they wrote[\s\S]*We were delighted\.[\s\S]*Kept words/)
    expect((await leader.post(path, typed({ sender: `${world.admin.id}` }))).status).toBe(422)
    expect((await leader.post(path, typed({ we_did: ' ' }))).status).toBe(422)
    expect(await replies()).toMatchObject([{ state: 'draft' }])
    expect((await leader.post(path, typed({ you_said: '', do: 'keep' }))).status).toBe(303)
    expect(await replies()).toMatchObject([{ state: 'draft', youSaid: null, senderId: world.pm.id }])
  })

  it.each([
    ['complained', 409],
    ['bounced', 409],
    ['left', 409],
    // A person's answer to what somebody said is no survey.
    ['unsubscribed', 303],
  ] as const)('to an address that has %s: %i', async (reason, status) => {
    const path = await closed()
    const address = world.contact.email.toLowerCase()
    await database.db.insertInto('suppression').values({ address, reason, source: 'ses', at: deps.now() }).execute()
    const leader = await signInAs(deps, world.leader)
    expect((await leader.post(path, typed())).status).toBe(status)
    await sendDue(deps)
    expect(mailed()).toHaveLength(status === 303 ? 1 : 0)
  })

  it('about an answer for leadership only is neither seen nor written by the team, nor goes in its name', async () => {
    const path = await closed({ visibility: 'leadership' })
    for (const person of [world.pm, world.accountManager]) {
      const browser = await signInAs(deps, person)
      for (const each of [path, `${path}/preview`]) expect((await browser.get(each)).status).toBe(404)
      expect((await browser.post(path, typed())).status).toBe(404)
      expect((await browser.post(`${path}/skip`)).status).toBe(404)
    }
    const leader = await signInAs(deps, world.leader)
    expect((await leader.post(path, typed())).status).toBe(422)
    expect((await leader.post(path, typed({ sender: `${world.leader.id}` }))).status).toBe(303)
    await sendDue(deps)
    expect(mailed()[0]?.replyTo?.address).toBe(world.leader.email)
  })

  it('is written in the language of the contact', async () => {
    await database.db.updateTable('contact').set({ locale: 'de-AT' }).execute()
    const path = await closed()
    await (await signInAs(deps, world.leader)).post(path, typed())
    await sendDue(deps)
    expect(mailed()[0]?.text).toContain('Das haben wir getan')
  })
})
