import { describe, expect, it } from 'vitest'
import { createApp } from '../../src/app.ts'
import { tick } from '../../src/domain/tick.ts'
import { useDatabase } from '../support/database.ts'
import { createTestDeps } from '../support/deps.ts'
import { createWorld } from '../support/factories.ts'
import { signInAs } from '../support/sign-in.ts'

const database = useDatabase()

async function setUp(given: Parameters<typeof createWorld>[1] = {}) {
  const world = await createWorld(database.db, given)
  const deps = createTestDeps(database.db)
  const app = createApp(() => deps)
  const path = `/s/${world.invitation.token}`
  const post = (more: string, fields: Record<string, string>, headers: Record<string, string> = {}) =>
    app.request(`${path}${more}`, { method: 'POST', body: new URLSearchParams(fields), headers })
  const keep = async (fields: Record<string, string>, known = 0) => {
    const response = await post(`/partial?known=${known}`, fields, { accept: 'application/json' })
    const { known: revision = 0, fields: kept } = (await response.json()) as {
      known?: number
      fields?: Record<string, string>
    }
    return { status: response.status, known: revision, kept }
  }
  const page = async (more = '') => (await app.request(`${path}${more}`)).text()
  return { world, deps, app, path, post, keep, page }
}

const rows = () => database.db.selectFrom('partialAnswer').selectAll().execute()
const responses = () => database.db.selectFrom('response').selectAll().execute()
const knownOn = (html: string): string => /action="[^"]*known=(\d+)/.exec(html)?.[1] ?? 'none'

describe('what is filled in and not sent', () => {
  it('is kept, shown again with the day, and counts as nothing', async () => {
    const { keep, page, deps, world } = await setUp()
    const { status, kept } = await keep({ call_first: '3', comment: 'Half a thought', call_me: 'true' })
    expect({ status, kept }).toEqual({ status: 200, kept: { call_first: '3', comment: 'Half a thought' } })
    const html = await page()
    expect(html).toContain('What you filled in on 20 November was kept. Nothing has been sent yet.')
    expect(html).toMatch(/name="call_first" value="3" checked/)
    expect(html).toContain('\nHalf a thought</textarea>')
    await tick(deps)
    expect(await responses()).toEqual([])
    expect(await database.db.selectFrom('followUp').selectAll().execute()).toEqual([])
    const { state } = await database.db
      .selectFrom('invitation')
      .select('state')
      .where('id', '=', world.invitation.id)
      .executeTakeFirstOrThrow()
    expect(state).toBe('sent')
  })

  it('is read by nobody of the firm, who see alone that it was started', async () => {
    const { keep, world, deps } = await setUp()
    const { milestone, contact } = world
    const sent = {
      milestoneId: milestone.id,
      contactId: contact.id,
      kind: 'sent' as const,
      reason: 'sent',
      at: deps.now(),
    }
    await database.db.insertInto('decision').values(sent).execute()
    await keep({ call_first: '3', comment: 'Half a thought' })
    for (const person of [world.pm, world.leader, world.admin]) {
      const html = await (await signInAs(deps, person)).read(`/engagements/${world.engagement.id}`)
      expect(html).toContain('started Fri 20 Nov, not sent')
      expect(html).not.toContain('Half a thought')
    }
  })

  it('is forgotten once sent, and a late keep of that page brings nothing back', async () => {
    const { keep, post, deps, page } = await setUp()
    const first = await keep({ comment: 'Draft' })
    deps.setNow('2026-11-20T10:05:00Z')
    expect((await post(`?known=${first.known}`, { call_first: '8', comment: 'Final' })).status).toBe(303)
    expect(await rows()).toEqual([])
    expect((await keep({ comment: 'Draft 2' }, first.known)).status).toBe(409)
    expect(await rows()).toEqual([])
    const html = await page()
    expect(html).toContain('These are the answers you sent.')
    const changed = await keep({ comment: 'A change' }, Number(knownOn(html)))
    expect(changed.kept).toEqual({ comment: 'A change' })
    expect(await page()).toContain('Changes that you made on 20 November were kept.')
    expect((await responses())[0]).toMatchObject({ comment: 'Final' })
  })

  it('is forgotten when the survey closes', async () => {
    const { keep, deps } = await setUp()
    await keep({ comment: 'Draft' })
    deps.setNow('2027-01-02T10:00:00Z')
    expect((await keep({ comment: 'Late' })).status).toBe(410)
    await tick(deps)
    expect(await rows()).toEqual([])
  })

  it('stores nothing for a page left as it came, for unknown fields and for unknown links', async () => {
    const { keep, app } = await setUp()
    await keep({})
    await keep({ comment: '', visibility: 'team', nonsense: 'x', call_first: '' })
    expect(await rows()).toEqual([])
    const body = new URLSearchParams({ comment: 'x' })
    const unknown = await app.request('/s/nobody/partial', {
      method: 'POST',
      body,
      headers: { accept: 'application/json' },
    })
    expect(unknown.status).toBe(404)
  })

  it('keeps words of any kind that can be stored', async () => {
    const { keep } = await setUp()
    expect((await keep({ comment: 'a\u0000b\ud800 <b>' })).kept).toEqual({ comment: 'ab\ufffd <b>' })
    expect((await keep({ comment: 'x'.repeat(30_000) })).kept?.['comment']).toHaveLength(20_000)
  })

  it('is kept by a button where there is no script', async () => {
    const { post, page, path } = await setUp()
    expect(await page()).toMatch(/<noscript><button [^>]*formaction="[^"]*\/partial\?known=0">Keep for later/)
    const response = await post('/partial?known=0', { call_first: '6', comment: 'Later' })
    expect({ status: response.status, to: response.headers.get('location') }).toEqual({ status: 303, to: path })
    expect(await page()).toMatch(/name="call_first" value="6" checked/)
  })
})

describe('two windows', () => {
  it('add up field by field, and the last to say something counts', async () => {
    const { keep, page } = await setUp()
    await keep({ call_first: '3', comment: 'One' })
    const { kept } = await keep({ comment: 'Two', delivered: '5' })
    expect(kept).toEqual({ call_first: '3', comment: 'Two', delivered: '5' })
    const seen = await page()
    expect((await keep({ comment: '' }, Number(knownOn(seen)))).kept).toMatchObject({ comment: '' })
  })

  it('at once lose nothing', async () => {
    const { keep } = await setUp()
    const fields = ['call_first', 'delivered', 'had_my_back', 'knows_business', 'prepared', 'steward', 'comment']
    await Promise.all(fields.map((field) => keep({ [field]: '4' })))
    expect(Object.keys((await rows())[0]?.fields ?? {}).sort()).toEqual([...fields].sort())
  })

  it('send nothing unseen: what another one kept is filled in and shown first', async () => {
    const { keep, page, post } = await setUp()
    const stale = knownOn(await page())
    await keep({ comment: 'From the phone', visibility: 'leadership' })
    const form = { call_first: '8', comment: '', visibility: 'team' }
    const shown = await post(`?known=${stale}`, form)
    const html = await shown.text()
    expect(shown.status).toBe(409)
    expect(html).toContain('you also filled something in from another window or device')
    expect(html).toContain('\nFrom the phone</textarea>')
    expect(html).toMatch(/name="visibility" value="leadership" checked/)
    expect(html).toMatch(/name="call_first" value="8" checked/)
    expect(await responses()).toEqual([])
    expect((await post(`?known=${knownOn(html)}`, form)).status).toBe(303)
    expect((await responses())[0]).toMatchObject({ comment: null, visibility: 'team' })
    expect(await rows()).toEqual([])
  })

  it('that say different things send neither unseen: both stand on the page', async () => {
    const { keep, post } = await setUp()
    await keep({ call_first: '6', comment: 'From the phone', visibility: 'leadership' })
    const form = { call_first: '8', comment: 'From the desk', visibility: 'team' }
    const shown = await post('?known=0', form)
    const html = await shown.text()
    expect(shown.status).toBe(409)
    expect(html).toContain('\nFrom the desk</textarea>')
    expect(html).toMatch(/id="comment-elsewhere"><p>From another window or device:<\/p><p dir="auto">From the phone</)
    expect(html).toMatch(/id="call_first-elsewhere">.*?>6</)
    expect(html).toMatch(/name="call_first" value="8" checked/)
    expect(await responses()).toEqual([])
    expect((await post(`?known=${knownOn(html)}`, form)).status).toBe(303)
    expect((await responses())[0]).toMatchObject({ callFirst: 8, comment: 'From the desk' })
  })

  it('that keep different words lose neither: the earlier ones stand beside the later', async () => {
    const { page, post } = await setUp()
    const keepAll = async (comment: string, known: number) =>
      (await post(`/partial?known=${known}`, { comment }, { accept: 'application/json' })).json() as Promise<{
        known: number
        elsewhere: Record<string, string[]>
      }>
    await keepAll('From the phone', 0)
    const desk = await keepAll('From the d', 0)
    expect(desk.elsewhere).toEqual({ comment: ['From the phone'] })
    expect((await keepAll('From the desk', desk.known)).elsewhere).toEqual({ comment: ['From the phone'] })
    const html = await page()
    expect(html).toContain('\nFrom the desk</textarea>')
    expect(html).toMatch(/comment-elsewhere.*From the phone/)
    expect((await keepAll('From the phone, and the desk', desk.known)).elsewhere).toEqual({
      comment: ['From the desk'],
    })
  })

  it('say nothing of each other where one has only gone on writing', async () => {
    const { keep, post } = await setUp()
    await keep({ comment: 'Half a' })
    expect((await post('?known=0', { call_first: '8', comment: 'Half a thought, now whole' })).status).toBe(303)
  })
})
