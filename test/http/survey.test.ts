import { gzipSync } from 'node:zlib'
import { readFileSync } from 'node:fs'
import { Hono } from 'hono'
import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import type { AppEnv } from '../../src/http/env.ts'
import { surveyRoutes } from '../../src/http/survey.tsx'
import { useDatabase } from '../support/database.ts'
import { createTestDeps } from '../support/deps.ts'
import { createWorld } from '../support/factories.ts'

const database = useDatabase()

async function setUp(given: Parameters<typeof createWorld>[1] = {}) {
  const world = await createWorld(database.db, given)
  const deps = createTestDeps(database.db)
  const app = new Hono<AppEnv>()
  app.use(async (c, next) => {
    c.set('deps', deps)
    await next()
  })
  app.route('/', surveyRoutes)
  const path = `/s/${world.invitation.token}`
  const get = (more = '') => app.request(`${path}${more}`)
  const post = (fields: Record<string, string>, more = '') =>
    app.request(`${path}${more}`, { method: 'POST', body: new URLSearchParams(fields) })
  return { world, deps, app, path, get, post }
}

/** Every row of every table, to compare before and after. */
async function contents(): Promise<unknown> {
  const { rows } = await sql<{ content: unknown }>`
    select table_name, query_to_xml(format('select * from %I order by 1', table_name), true, false, '')::text as content
    from information_schema.tables where table_schema = 'public' order by table_name`.execute(database.db)
  return rows
}

const namesOf = (html: string): Set<string | undefined> =>
  new Set([...html.matchAll(/<(?:input|textarea)[^>]* name="([^"]+)"/g)].map(([, name]) => name))

describe('GET /s/{token}', () => {
  it('writes nothing, however often and with whatever number it is opened', async () => {
    const { get } = await setUp()
    const before = await contents()
    for (const more of ['', '?call_first=8', '?call_first=0', '?call_first=99', '/thanks', '/thanks?saved']) {
      for (let time = 0; time < 3; time += 1) await get(more)
    }
    expect(await contents()).toEqual(before)
  })

  it('greets the contact in the name of the firm and keeps itself out of caches, indexes and referrers', async () => {
    const { get } = await setUp()
    const response = await get()
    const html = await response.text()
    expect(response.status).toBe(200)
    expect(html).toMatch(/^<!doctype html>/)
    expect(html).toContain('How are we doing, Marta?')
    expect(html).toContain('how likely is it that Kestrel &amp; Co. is the first firm you call?')
    expect(html).toContain('When something went wrong, Dana and the team had my back')
    expect(html).toContain('You can change them until 13 December.')
    expect(html).not.toMatch(/FirstCall|style="|<script[^>]*>[^<]/)
    expect(response.headers.get('cache-control')).toBe('no-store')
    expect(response.headers.get('referrer-policy')).toBe('no-referrer')
    expect(response.headers.get('x-robots-tag')).toContain('noindex')
  })

  it.each(['kickoff', 'midpoint', 'delivery', 'close', 'aftercare'])(
    'asks at most eight things at %s',
    async (survey) => {
      const { get } = await setUp({ survey })
      expect(namesOf(await (await get()).text()).size).toBeLessThanOrEqual(8)
    },
  )

  it('is a first view of at most 14 kB, styles and script included', async () => {
    const { get } = await setUp({ survey: 'aftercare' })
    const html = await (await get('?call_first=8')).text()
    const links = [...html.matchAll(/<(?:link|script) [^>]*(?:href|src)="([^"?]+)/g)].map(([, path]) => path ?? '')
    const files = links.map((path) => readFileSync(new URL(`../../src/public${path}`, import.meta.url), 'utf8'))
    expect(files).toHaveLength(3)
    const sizes = [html, ...files].map((text) => gzipSync(text).length)
    expect(sizes.reduce((sum, size) => sum + size)).toBeLessThanOrEqual(14_000)
  })

  it.each(['0', '8', '10'])('preselects %s as it was tapped and says that nothing is sent yet', async (tapped) => {
    const { get } = await setUp()
    const html = await (await get(`?call_first=${tapped}`)).text()
    expect(
      html.match(/<input[^>]* checked=""/g)?.map((input) => /name="(\w+)" value="(\w+)"/.exec(input)?.slice(1)),
    ).toEqual([
      ['call_first', tapped],
      ['visibility', 'team'],
    ])
    expect(html).toContain(`You tapped ${tapped} in the e-mail. Nothing is sent until you press`)
  })

  it('leaves the number that was sent where it is, and offers the tapped one', async () => {
    const { get, post } = await setUp()
    await post({ call_first: '9', visibility: 'team' })
    const html = await (await get('?call_first=2')).text()
    expect(html).toMatch(/name="call_first" value="9" checked/)
    expect(html).toContain('You tapped 2 in the e-mail; you sent 9, and that stands.')
    expect(html).toMatch(/<label class="link" for="tapped">Choose 2 instead/)
    expect(html).toMatch(/id="tapped" name="call_first" value="2"\/?>/)
    expect(html).not.toContain('data-tapped')
    expect(await (await get('?call_first=9')).text()).not.toContain('You tapped')
  })

  it('leaves a number that was kept where it is, too', async () => {
    const { get, post } = await setUp()
    await post({ call_first: '9' }, '/partial?known=0')
    const html = await (await get('?call_first=2')).text()
    expect(html).toMatch(/name="call_first" value="9" checked/)
    expect(html).toContain('You tapped 2 in the e-mail; 9 was kept here before, and that stands.')
    await post({ call_first: '9' })
    await post({ call_first: '7' }, '/partial')
    expect(await (await get('?call_first=9')).text()).toContain('You tapped 9 in the e-mail; 7 was kept')
  })

  it.each(['', '05', '11', '-1', '8.5', 'x', '%00'])('ignores %j as a tapped number', async (tapped) => {
    const { get } = await setUp()
    const html = await (await get(`?call_first=${tapped}`)).text()
    expect(html).not.toContain('You tapped')
    expect(html).not.toMatch(/name="call_first"[^>]* checked/)
  })
})

describe('POST /s/{token}', () => {
  it('leads to the page that thanks, once stored', async () => {
    const { get, post, path } = await setUp()
    const response = await post({ call_first: '8', delivered: '5', comment: 'Kept', visibility: 'team' })
    expect(response.status).toBe(303)
    expect(response.headers.get('location')).toBe(`${path}/thanks`)
    const thanks = await (await get('/thanks')).text()
    expect(thanks).toContain('Thank you, Marta')
    expect(thanks).toContain('Shall somebody call you?')
    expect(thanks).toContain('May we quote you?')
    expect(thanks).toContain('Change my answers')
  })

  it('shows a fault beside its field and on top, with everything typed kept', async () => {
    const { post } = await setUp()
    const comment = '\n<b>bold</b> & "quoted"'
    const response = await post({ call_first: '', delivered: '4', steward: '9', comment, visibility: 'leadership' })
    const html = await response.text()
    expect(response.status).toBe(422)
    expect(html).toContain('2 answers need another look')
    expect(html).toContain('href="#call_first"')
    expect(html).toContain('id="steward-fault"')
    expect(html).toContain('>\n\n&lt;b&gt;bold&lt;/b&gt; &amp; &quot;quoted&quot;</textarea>')
    expect(html).toMatch(/name="delivered" value="4" checked/)
    expect(html).toMatch(/name="visibility" value="leadership" checked/)
    expect(await database.db.selectFrom('response').selectAll().execute()).toEqual([])
  })

  it('names a wrong rating that its page does not ask, without a link to nowhere', async () => {
    const { post } = await setUp({ survey: 'midpoint' })
    const response = await post({ call_first: '8', delivered: '9', comment: 'Kept' })
    const html = await response.text()
    expect(response.status).toBe(422)
    expect(html).toContain('delivered — Choose a number from 1 to 5')
    expect(html).not.toContain('href="#delivered"')
    expect(html).toContain('Kept</textarea>')
  })

  it('takes 5000 characters of any script in each field', async () => {
    const { post } = await setUp({ survey: 'aftercare' })
    const words = 'ไ'.repeat(5000)
    expect((await post({ call_first: '8', comment: words, needs_next: words })).status).toBe(303)
  })

  it('keeps words that are far too long and refuses them', async () => {
    const { post } = await setUp()
    const response = await post({ call_first: '8', comment: 'x'.repeat(100_000) })
    expect(response.status).toBe(422)
    expect(await response.text()).toContain('x'.repeat(100_000))
  })

  it('refuses a body of a size that nobody types', async () => {
    const { post } = await setUp()
    const response = await post({ call_first: '8', comment: 'x'.repeat(600_000) })
    expect(response.status).toBe(413)
    expect(await response.text()).toContain('Nothing has been stored')
  })

  it('says what is missing where the body can not be read', async () => {
    const { app, path } = await setUp()
    const headers = { 'content-type': 'multipart/form-data; boundary=x' }
    expect((await app.request(path, { method: 'POST', body: 'broken', headers })).status).toBe(422)
    expect((await app.request(path, { method: 'POST' })).status).toBe(422)
  })

  it('stores words with control characters without them', async () => {
    const { post } = await setUp()
    await post({ call_first: '8', comment: 'a\u0000b' })
    expect(await database.db.selectFrom('response').select('comment').execute()).toEqual([{ comment: 'ab' }])
  })

  it('shows the answers for change while the survey is open', async () => {
    const { get, post } = await setUp()
    await post({ call_first: '8', delivered: '5', comment: 'Kept', visibility: 'leadership' })
    const html = await (await get()).text()
    expect(html).toContain('These are the answers you sent.')
    expect(html).toMatch(/name="call_first" value="8" checked/)
    expect(html).toMatch(/name="delivered" value="5" checked/)
    expect(html).toContain('>\nKept</textarea>')
    expect(html).toMatch(/name="visibility" value="leadership" checked/)
  })
})

describe('the page after sending', () => {
  it('asks leave to publish as a step of its own, and never for words that only leadership may read', async () => {
    const { get, post, path } = await setUp()
    await post({ call_first: '9', comment: 'Lovely', visibility: 'leadership' })
    expect(await (await get('/thanks')).text()).not.toContain('May we quote you?')
    await post({ call_first: '9', comment: 'Lovely', visibility: 'team' })
    const response = await post({ testimonial: 'true' }, '/more')
    expect(response.headers.get('location')).toBe(`${path}/thanks?saved`)
    expect(await (await get('/thanks?saved')).text()).toContain(`formaction="${path}/quote"`)
    expect((await post({}, '/quote')).headers.get('location')).toBe(`${path}/testimonial`)
    expect(await database.db.selectFrom('response').select('testimonial').execute()).toEqual([{ testimonial: true }])
    await post({ testimonial: 'false' }, '/more')
    expect(await database.db.selectFrom('response').select('testimonial').execute()).toEqual([{ testimonial: false }])
  })

  it('keeps what was typed there where it has a fault', async () => {
    const { post } = await setUp()
    await post({ call_first: '9' })
    const response = await post({ needs_next: 'y'.repeat(5001), call_me: 'true' }, '/more')
    const html = await response.text()
    expect(response.status).toBe(422)
    expect(html).toContain('y'.repeat(5001))
    expect(html).toMatch(/name="call_me" value="true" checked/)
  })

  it('leads back to the survey as long as nothing was sent', async () => {
    const { get, post, path } = await setUp()
    expect((await get('/thanks')).headers.get('location')).toBe(path)
    expect((await post({ call_me: 'true' }, '/more')).headers.get('location')).toBe(path)
    expect(await database.db.selectFrom('response').selectAll().execute()).toEqual([])
  })
})

describe('a link that opens no survey', () => {
  const secrets = /Marta|Weber|Northwind|Claims|Dana/

  it.each(['.', ')', '%3E', ',%20', ').?call_first=7'])('is opened with %s behind it', async (behind) => {
    const { app, path } = await setUp()
    const response = await app.request(`${path}${behind}`)
    const query = behind.includes('?') ? '?call_first=7' : ''
    expect([response.status, response.headers.get('location')]).toEqual([302, `${path}${query}`])
  })

  it.each(['/s/nobody', '/s/nobody/thanks', '/s/%00', '/s/%F0%9F%91%8D'])('%s is unknown', async (path) => {
    const { app } = await setUp()
    const response = await app.request(path)
    const html = await response.text()
    expect(response.status).toBe(404)
    expect(html).toContain('Please open it from the e-mail once more')
    expect(html).not.toMatch(secrets)
  })

  it('has closed unanswered', async () => {
    const { get, post } = await setUp({ invitation: { state: 'closed' } })
    for (const response of [await get('?call_first=8'), await post({ call_first: '8' }), await get('/thanks')]) {
      const html = await response.text()
      expect(response.status).toBe(410)
      expect(html).toContain('This survey has closed')
      expect(html).not.toMatch(secrets)
    }
  })

  it('gives back what came too late, to copy into an e-mail to the firm', async () => {
    const { post } = await setUp({ invitation: { state: 'closed' } })
    await database.db.updateTable('firm').set({ replyTo: 'clients@kestrel.example' }).execute()
    const comment = 'The <notes> were\r\n"late" & short'
    const response = await post({ call_first: '7', delivered: '4', steward: '', comment, call_me: 'true' })
    const html = await response.text()
    expect(response.status).toBe(410)
    expect(html).toContain('It has not been stored.')
    expect(html).toContain('href="mailto:clients@kestrel.example"')
    expect(html).toContain('7 of 10')
    expect(html).toContain('delivered: 4 of 5')
    expect(html).not.toContain('steward')
    expect(html).toContain('The &lt;notes&gt; were\n&quot;late&quot; &amp; short')
    expect(html).toContain('Please call me')
    expect(html).not.toMatch(secrets)
    expect(await (await post({ needs_next: 'A new portal' }, '/more')).text()).toContain('A new portal')
    expect(await database.db.selectFrom('response').selectAll().execute()).toEqual([])
  })

  it('gives back what came after an answer could be changed', async () => {
    const { deps, post } = await setUp()
    await post({ call_first: '8', comment: 'Secret words' })
    deps.setNow('2027-01-02T10:00:00Z')
    const html = await (await post({ call_first: '3', comment: 'Second thoughts' })).text()
    expect(html).toContain('3 of 10')
    expect(html).toContain('Second thoughts')
    expect(html).toContain('href="mailto:hello@kestrel.example"')
    expect(html).not.toContain('Secret words')
    expect(html).not.toMatch(secrets)
  })

  it('shows nothing of what is sent to a link that is unknown, and no empty box', async () => {
    const { app, get } = await setUp({ invitation: { state: 'closed' } })
    const body = new URLSearchParams({ call_first: '7', comment: 'Typed words' })
    const response = await app.request('/s/nobody', { method: 'POST', body })
    expect(response.status).toBe(404)
    expect(await response.text()).not.toContain('Typed words')
    expect(await (await get()).text()).not.toContain('<textarea')
  })

  it('was answered and has closed', async () => {
    const { deps, get, post } = await setUp()
    await post({ call_first: '8', comment: 'Secret words' })
    deps.setNow('2027-01-02T10:00:00Z')
    for (const response of [await get(), await post({ call_first: '1' }), await post({ call_me: 'true' }, '/more')]) {
      const html = await response.text()
      expect(response.status).toBe(410)
      expect(html).toContain('These answers are in')
      expect(html).not.toMatch(secrets)
      expect(html).not.toContain('Secret words')
    }
  })
})
