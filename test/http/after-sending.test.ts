import { sql } from 'kysely'
import { beforeEach, describe, expect, it } from 'vitest'
import { createApp } from '../../src/app.ts'
import { createApiKey } from '../../src/domain/access/api-keys.ts'
import { tick } from '../../src/domain/tick.ts'
import { useDatabase } from '../support/database.ts'
import { createTestDeps, type TestDeps } from '../support/deps.ts'
import { createInvitation, createMilestone, createResponse, createWorld, type World } from '../support/factories.ts'
import { pageText } from '../support/page-text.ts'
import { signInAs } from '../support/sign-in.ts'

const database = useDatabase()
let deps: TestDeps
let world: World

const request = (path: string, fields?: Record<string, string>) =>
  createApp(() => deps).request(path, fields && { method: 'POST', body: new URLSearchParams(fields) })

const link = (more = '') => `/s/${world.invitation.token}${more}`

/** Sends the answer, and gives the page after it. */
async function send(fields: Record<string, string> = {}) {
  const sent = await request(link(), { call_first: '4', comment: 'Good work.', visibility: 'team', ...fields })
  expect(sent.status).toBe(303)
  return (await request(link('/thanks'))).text()
}

const GIVEN = { testimonial_words: 'They had my back.', name_form: 'first', testimonial: 'true' }

/** Asks for the link to what is held, and opens it as it was mailed. */
async function askForData(): Promise<string> {
  expect((await request(link('/data'), {})).headers.get('location')).toMatch(/\?sent$/)
  await tick(deps)
  const mail = deps.delivered.find(({ subject }) => subject.includes('holds about you'))
  expect(mail?.to.address).toBe('Marta.Weber@northwind.example')
  return new URL(/http\S+\/me\/\S+/.exec(mail?.text ?? '')?.[0] ?? '').pathname
}

beforeEach(async () => {
  deps = createTestDeps(database.db)
  world = await createWorld(database.db)
  await database.db.updateTable('contact').set({ phone: '+49 30 1234567' }).execute()
})

describe('somebody who asks for a call', () => {
  it('says when and where, with the known number filled in, for the owner of the follow-up', async () => {
    const page = await send({ call_me: 'true' })
    expect(page).toContain('value="+49 30 1234567"')
    expect(page).toContain('value="2026-11-23 afternoon"')
    const said = { call_at: '2026-11-23 afternoon', call_words: 'After three', call_number: '+49 170 7654321' }
    expect((await request(link('/more'), said)).headers.get('location')).toBe(link('/thanks?saved'))
    const { id } = await database.db.selectFrom('followUp').select('id').executeTakeFirstOrThrow()
    const shown = await pageText(await signInAs(deps, world.leader), `/follow-ups/${id}`)
    expect(shown).toContain('Wants to be called on Mon 23 Nov, afternoon, time in Europe/Berlin')
    expect(shown).toContain('+49 170 7654321')
    expect(shown).toContain('After three')
  })

  it('is called without a page being opened: the alert says when and where, and again where it had left', async () => {
    await send({ call_me: 'true' })
    await tick(deps)
    expect(deps.delivered.map(({ text }) => text.includes('Number: +49 30 1234567'))).toEqual([true])
    const said = { call_at: '2026-11-23 afternoon', call_words: 'After three', call_number: '+49 170 7654321' }
    await request(link('/more'), said)
    await request(link('/more'), said)
    await tick(deps)
    const [, alert, more] = deps.delivered
    expect(more).toBeUndefined()
    expect(alert?.text).toContain('Best in the afternoon of Mon 23 Nov (time in Europe/Berlin).')
    expect(alert?.text).toContain('Number: +49 170 7654321\nAbout the call: “After three”')
    expect(alert?.html).toContain('href="tel:+491707654321"')
    const opened = new URL(/http\S+\/f\/\S+/.exec(alert?.text ?? '')?.[0] ?? '').pathname
    const page = await (await request(opened)).text()
    expect(page).toContain('Wants to be called on Mon 23 Nov, afternoon')
    expect(page).toContain('href="tel:+491707654321"')
  })

  it('has said so to readers of the answer alone', async () => {
    await send({ call_me: 'true', call_first: '2' })
    await request(link('/more'), { call_words: 'After three', call_number: '+49 170 7654321' })
    await database.db.updateTable('email').set({ staffId: world.pm.id }).execute()
    await database.db.updateTable('response').set({ visibility: 'leadership' }).execute()
    await tick(deps)
    expect(deps.delivered).toHaveLength(1)
    expect(deps.delivered[0]?.text).not.toMatch(/After three|7654321/)
  })

  it('is told of a number that is none, and keeps what was typed', async () => {
    await send({ call_me: 'true' })
    const typed = { call_number: 'my desk', call_words: 'Soon', call_at: '2026-11-23 afternoon' }
    const refused = await request(link('/more'), typed)
    expect(refused.status).toBe(422)
    const page = await refused.text()
    expect(page).toContain('value="my desk"')
    expect(page).toContain('value="Soon"')
    expect(page).toContain('value="2026-11-23 afternoon" selected')
    expect(page).toContain('href="#call_number"')
  })
})

describe('a press on the page after sending', () => {
  it.each(['/more', '/copy', '/quote'])('on %s saves what stands anywhere on it', async (pressed) => {
    const page = await send({ call_me: 'true' })
    expect(page.match(/<form/g)).toHaveLength(1)
    const fields = {
      needs_next: 'A new portal',
      call_at: '',
      call_words: 'After three',
      call_number: '+49 170 7654321',
    }
    expect((await request(link(pressed), fields)).status).toBe(303)
    const shown = await (await request(link('/thanks'))).text()
    for (const words of ['A new portal', 'After three', '+49 170 7654321']) expect(shown).toContain(words)
  })

  it('that has a fault loses nothing, and says what was sent and what not', async () => {
    await send({ call_me: 'true' })
    const refused = await request(link('/copy'), { needs_next: 'A new portal', call_words: '', call_number: 'my desk' })
    expect(refused.status).toBe(422)
    const page = await refused.text()
    for (const words of [
      'A new portal',
      'my desk',
      'Your answers are with us. What you filled in on this page is not saved',
    ])
      expect(page).toContain(words)
    expect(page).not.toContain('Nothing has been sent')
    expect(await database.db.selectFrom('email').where('kind', '=', 'copy').selectAll().execute()).toEqual([])
  })

  it('says that the number is missing where a call is asked for and nobody knows it', async () => {
    await database.db.updateTable('contact').set({ phone: null }).execute()
    await send()
    await request(link('/more'), { call_me: 'true' })
    expect(await (await request(link('/thanks?saved'))).text()).toContain('One thing is missing: the number to call.')
    await request(link('/more'), { call_number: '+49 170 7654321' })
    expect(await (await request(link('/thanks?saved'))).text()).toContain('Nothing more is needed.')
  })
})

describe('leave to publish', () => {
  it('keeps the words, the signature and the sentence agreed to, until it is withdrawn, also once the survey has closed', async () => {
    await send()
    const step = await (await request(link('/testimonial'))).text()
    expect(step).toContain('Good work.')
    expect((await request(link('/testimonial'), GIVEN)).status).toBe(303)
    const leader = await signInAs(deps, world.leader)
    const may = await pageText(leader, '/testimonials')
    expect(may).toContain('They had my back.')
    expect(may).toContain('Signed as: Marta, Northwind Insurance')
    expect(may).toContain('I allow Kestrel & Co. to publish these words'.replace('&', '&amp;'))
    expect(await leader.read('/testimonials.csv')).toContain('They had my back.,"Marta, Northwind Insurance",first')

    deps.setNow('2026-12-24T10:00:00Z')
    const closed = await request(link())
    expect(closed.status).toBe(410)
    expect(await closed.text()).toContain(link('/testimonial'))
    expect((await request(link('/testimonial'), { action: 'withdraw' })).status).toBe(303)
    const after = await pageText(await signInAs(deps, world.leader), '/testimonials')
    expect(after).toMatch(/take it down by .*7 Jan/)
  })

  it('is not given without words, a name and the tick', async () => {
    await send()
    const refused = await request(link('/testimonial'), { name_form: 'role' })
    expect(refused.status).toBe(422)
    const page = await refused.text()
    for (const field of ['testimonial_words', 'testimonial_role', 'testimonial'])
      expect(page).toContain(`href="#${field}"`)
    expect(await database.db.selectFrom('testimonial').selectAll().execute()).toEqual([])
  })

  it('is for leadership to see, and words for leadership only are not put forward', async () => {
    await send({ visibility: 'leadership' })
    expect(await (await request(link('/testimonial'))).text()).not.toContain('Good work.')
    await request(link('/testimonial'), GIVEN)
    expect((await (await signInAs(deps, world.pm)).get('/testimonials')).status).toBe(403)
  })
})

describe('a copy of the answers', () => {
  it('goes to the own address, once for each time they have changed', async () => {
    await send({ had_my_back: '5' })
    for (const _ of [1, 2])
      expect((await request(link('/copy'), {})).headers.get('location')).toBe(link('/thanks?copy'))
    await tick(deps)
    const copies = () => deps.delivered.filter(({ subject }) => subject.startsWith('Your answers'))
    expect(copies()).toHaveLength(1)
    expect(copies()[0]).toMatchObject({ to: { address: 'Marta.Weber@northwind.example' } })
    expect(copies()[0]?.text).toContain('4 / 10')
    expect(copies()[0]?.text).toContain('Good work.')
    deps.setNow('2026-11-20T11:00:00Z')
    await send({ comment: 'Better work.' })
    deps.setNow('2026-11-20T11:01:00Z')
    await request(link('/copy'), {})
    await tick(deps)
    expect(copies()).toHaveLength(2)
  })

  it('is not sent to an address that has bounced', async () => {
    await send()
    const bounced = {
      address: 'marta.weber@northwind.example',
      reason: 'bounced' as const,
      source: 'smtp',
      at: deps.now(),
    }
    await database.db.insertInto('suppression').values(bounced).execute()
    expect((await request(link('/copy'), {})).headers.get('location')).toBe(link('/thanks?no-copy'))
  })
})

describe('what the firm holds about somebody', () => {
  it('is not shown behind a survey’s link, which may have been forwarded', async () => {
    await send({ visibility: 'leadership' })
    const page = await (await request(link('/data'))).text()
    expect(page).not.toContain('Good work.')
    expect(page).not.toContain('northwind.example')
  })

  it('is all there behind the link that is mailed, for a day', async () => {
    await send()
    await request(link('/partial'), { comment: 'Half a thought' })
    const { id: followUpId } = await database.db.selectFrom('followUp').select('id').executeTakeFirstOrThrow()
    const note = { followUpId, staffId: world.leader.id, note: 'Rang twice', at: deps.now() }
    await database.db.insertInto('followUpNote').values(note).execute()
    const { fields } = await database.db.selectFrom('partialAnswer').select('fields').executeTakeFirstOrThrow()
    const kept = { ...fields, comment: { ...fields['comment'], others: ['Another window’s'] } }
    await sql`update partial_answer set fields = ${JSON.stringify(kept)}::text::jsonb`.execute(database.db)
    const path = await askForData()
    const page = await (await request(path)).text()
    for (const held of [
      'Half a thought',
      'Another window’s',
      'Rang twice',
      'Marta Weber',
      '+49 30 1234567',
      'Claims portal rebuild',
      'Good work.',
    ])
      expect(page).toContain(held)
    const data = (await (await request(`${path}/data.json`)).json()) as Record<string, unknown[]>
    expect(data['answers']).toHaveLength(1)
    expect(data['unsent']).toMatchObject([
      { fields: { comment: 'Half a thought' }, saidElsewhere: { comment: ['Another window’s'] } },
    ])
    expect(data['notes']).toMatchObject([{ kind: 'follow_up', note: 'Rang twice' }])
    expect(data['person']).toMatchObject({ name: 'Marta Weber', accountName: 'Northwind Insurance' })
    deps.setNow('2026-11-21T10:01:00Z')
    expect((await request(path)).status).toBe(404)
  })

  it('tells a survey that was held back from those that were sent', async () => {
    await send()
    const milestone = await createMilestone(database.db, { engagementId: world.engagement.id, kind: 'aftercare' })
    const keys = { milestoneId: milestone.id, contactId: world.contact.id, pmId: world.pm.id }
    await createInvitation(database.db, { ...keys, state: 'held_back' })
    await database.db.updateTable('invitation').set({ sentAt: null }).where('state', '=', 'held_back').execute()
    const page = await (await request(await askForData())).text()
    const [, sent = '', notSent = ''] = page.split(/Surveys you were sent|Surveys planned for you and not sent/)
    expect(sent).not.toContain('Aftercare')
    expect(notSent.split('</section>')[0]).toContain('Aftercare')
  })

  it('leads back to the survey, for as long as it takes answers', async () => {
    await send()
    const back = `<a class="link" href="${link()}">Back to the survey</a>`
    for (const page of ['/data', '/data?sent']) expect(await (await request(link(page))).text()).toContain(back)
    const path = await askForData()
    expect(await (await request(path)).text()).toContain(back)
    await database.db.updateTable('invitation').set({ closesAt: deps.now() }).execute()
    expect(await (await request(path)).text()).not.toContain('Back to the survey')
  })

  it('can be narrowed to leadership only after the survey has closed, and leaves the team', async () => {
    await send()
    const path = await askForData()
    const { id } = await database.db.selectFrom('response').select('id').executeTakeFirstOrThrow()
    expect((await request(`${path}/narrow`, { response: String(id) })).status).toBe(303)
    const pm = await signInAs(deps, world.pm)
    expect((await pm.get(`/responses/${id}`)).status).toBe(404)
    const owner = await database.db.selectFrom('followUp').select('ownerId').executeTakeFirstOrThrow()
    expect(owner.ownerId).toBe(world.leader.id)
  })

  it('is erased by a second press, and nothing of it is left but the address that is not written to', async () => {
    await send({ call_me: 'true', needs_next: 'An app' })
    await request(link('/more'), { call_number: '+49 170 7654321' })
    await request(link('/testimonial'), GIVEN)
    const path = await askForData()
    expect(await (await request(`${path}/erase`)).text()).toContain('Erase it now')
    expect(await database.db.selectFrom('contact').select('id').execute()).toHaveLength(1)
    expect((await request(`${path}/erase`, {})).status).toBe(200)
    for (const table of [
      'contact',
      'invitation',
      'response',
      'followUp',
      'opportunity',
      'testimonial',
      'callWish',
    ] as const)
      expect(await database.db.selectFrom(table).selectAll().execute()).toEqual([])
    const left = await database.db.selectFrom('suppression').select(['address', 'reason', 'source']).execute()
    expect(left).toEqual([{ address: 'marta.weber@northwind.example', reason: 'left', source: 'erased' }])
    const mails = await database.db.selectFrom('email').selectAll().execute()
    expect(JSON.stringify(mails).toLowerCase()).not.toContain('marta')
    const audit = await database.db
      .selectFrom('audit')
      .select('detail')
      .where('action', '=', 'contact_erased')
      .execute()
    expect(audit).toMatchObject([{ detail: { contact: world.contact.ref, by: 'contact' } }])
    expect((await request(link())).status).toBe(404)
  })

  it('is exported and erased by administrators through the API, and by nobody else', async () => {
    await send()
    const call = async (role: 'admin' | 'leader', method: string, path: string) => {
      const made = await createApiKey(deps, { name: `${role} ${method}`, role })
      if (made.kind !== 'created') throw new Error(made.kind)
      const headers = { authorization: `Bearer ${made.key}` }
      return createApp(() => deps).request(`/api/v1/contacts/${path}`, { method, headers })
    }
    expect((await call('leader', 'GET', `${world.contact.ref}/data`)).status).toBe(403)
    const data = (await (await call('admin', 'GET', `${world.contact.ref}/data`)).json()) as { answers: unknown[] }
    expect(data.answers).toMatchObject([{ comment: 'Good work.' }])
    expect((await call('leader', 'DELETE', world.contact.ref)).status).toBe(403)
    expect((await call('admin', 'DELETE', world.contact.ref)).status).toBe(200)
    expect((await call('admin', 'DELETE', world.contact.ref)).status).toBe(404)
    expect(await database.db.selectFrom('response').select('id').execute()).toEqual([])
  })
})

describe('answers', () => {
  it('age out with all that came of them once the firm keeps them no longer', async () => {
    const { id: milestoneId } = await createMilestone(database.db, { engagementId: world.engagement.id, kind: 'close' })
    const asked = { milestoneId, contactId: world.contact.id, pmId: world.pm.id, state: 'answered' as const }
    const old = await createInvitation(database.db, asked)
    await createResponse(database.db, { invitationId: old.id, answeredAt: new Date('2025-10-01T10:00:00Z') })
    await send()
    await tick(deps)
    expect(await database.db.selectFrom('response').select('id').execute()).toHaveLength(2)
    await database.db.updateTable('firm').set({ retentionMonths: 12 }).execute()
    await tick(deps)
    const kept = await database.db.selectFrom('response').select('invitationId').execute()
    expect(kept).toEqual([{ invitationId: world.invitation.id }])
  })
})
