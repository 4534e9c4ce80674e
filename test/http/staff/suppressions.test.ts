import { parse } from 'csv-parse/sync'
import { beforeEach, describe, expect, it } from 'vitest'
import { createApp } from '../../../src/app.ts'
import { createSignInLink } from '../../../src/domain/access/sign-in-link.ts'
import { confirmSignInLink } from '../../../src/domain/access/sign-in.ts'
import { useDatabase } from '../../support/database.ts'
import { createTestDeps, type TestDeps } from '../../support/deps.ts'
import { createWorld, type World } from '../../support/factories.ts'
import { pageText } from '../../support/page-text.ts'
import { signInAs, type StaffBrowser } from '../../support/sign-in.ts'

const database = useDatabase()
let deps: TestDeps
let world: World
let browser: StaffBrowser

beforeEach(async () => {
  deps = createTestDeps(database.db)
  world = await createWorld(database.db)
  browser = await signInAs(deps, world.admin)
})

const entries = () =>
  deps.db.selectFrom('suppression').select(['address', 'reason', 'source', 'note']).orderBy('address').execute()
const audit = async () =>
  (await deps.db.selectFrom('audit').select(['action', 'detail', 'staffId']).orderBy('id').execute()).filter(
    ({ action }) => action.startsWith('suppression'),
  )

async function add(address: string, reason = 'unsubscribed', more: { source?: string; at?: Date } = {}) {
  const { id } = await deps.db
    .insertInto('suppression')
    .values({ address, reason: reason as 'left', source: 'page', at: deps.now(), ...more })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** Sends a file as a browser does. */
async function upload(content: string): Promise<Response> {
  const link = await createSignInLink(deps, world.admin.email)
  if (link.kind !== 'created') throw new Error(link.kind)
  const signedIn = await confirmSignInLink(deps, new Headers(), new URL(link.url).searchParams.get('token') ?? '')
  if (signedIn.kind !== 'signed_in') throw new Error(signedIn.kind)
  const body = new FormData()
  body.set('file', new File([content], 'list.csv', { type: 'text/csv' }))
  const cookie = signedIn.cookies.map((line) => line.split(';')[0]).join('; ')
  const headers = { cookie, origin: deps.config.baseUrl }
  const url = `${deps.config.baseUrl}/suppressions/import`
  return createApp(() => deps).request(url, { method: 'POST', body, headers })
}

describe('the page of who gets no mail', () => {
  it('says what stands there, why, since when and who said so', async () => {
    expect(await pageText(browser, '/suppressions')).toContain('Nobody yet.')
    await add('marta@client.example', 'complained', { source: 'ses' })
    await add('jo@client.example', 'unsubscribed', { source: 'one_click', at: new Date('2026-11-01T10:00:00Z') })
    const text = await pageText(browser, '/suppressions')
    expect(text).toMatch(/marta@client\.example Complained Amazon SES Fri 20 Nov .*jo@client\.example Unsubscribed/)
    expect(text).toContain('the mail program’s unsubscribe button Sun 1 Nov')
  })

  it('finds an address by a part of it, whatever its case, and nothing else', async () => {
    await add('marta_w@client.example')
    await add('jo@client.example')
    const text = await pageText(browser, '/suppressions?q=Marta_W')
    expect(text).toContain('marta_w@client.example')
    expect(text).not.toContain('jo@client.example')
    expect(await pageText(browser, '/suppressions?q=%25')).toContain('No address on the list holds “%”')
  })

  it('shows fifty and leads on to older ones, keeping the search', async () => {
    for (let at = 0; at < 51; at += 1) {
      await add(`p${at}@client.example`, 'left', { at: new Date(Date.UTC(2026, 10, 1, 0, at)) })
    }
    const newest = await browser.read('/suppressions?q=client')
    expect(newest).not.toContain('>p0@client')
    const older = /href="(\/suppressions\?q=client&amp;before=\d+)"/.exec(newest)?.[1]?.replace('&amp;', '&') ?? ''
    expect(await browser.read(older)).toContain('p0@client.example')
  })

  it('is for administrators alone', async () => {
    const id = await add('marta@client.example')
    for (const staff of [world.pm, world.leader, world.accountManager]) {
      const other = await signInAs(deps, staff)
      for (const path of ['/suppressions', '/suppressions.csv', `/suppressions/${id}/remove`]) {
        const response = await other.get(path)
        expect(response.status).toBe(403)
        expect(await response.text()).not.toContain('marta')
      }
      const fields = { address: 'x@client.example', reason: 'left', note: '' }
      expect((await other.post('/suppressions', fields)).status).toBe(403)
      expect((await other.post(`/suppressions/${id}/remove`, { why: 'x' })).status).toBe(403)
    }
    expect(await entries()).toHaveLength(1)
  })
})

describe('adding an address by hand', () => {
  it('is kept with who did', async () => {
    const fields = { address: ' Marta@Client.example ', reason: 'left', note: 'Retired' }
    const response = await browser.post('/suppressions', fields)
    expect(response.headers.get('location')).toBe('/suppressions?said=added')
    expect(await entries()).toEqual([
      { address: 'marta@client.example', reason: 'left', source: 'staff', note: 'Retired' },
    ])
    expect(await audit()).toMatchObject([{ action: 'suppression_added', staffId: world.admin.id }])
  })

  it('twice is once, and says so', async () => {
    const fields = { address: 'marta@client.example', reason: 'left', note: '' }
    await browser.post('/suppressions', fields)
    expect((await browser.post('/suppressions', fields)).headers.get('location')).toBe('/suppressions?said=known')
    expect(await audit()).toHaveLength(1)
  })

  it('keeps what was typed where something is wrong', async () => {
    const response = await browser.post('/suppressions', { address: 'marta', reason: 'tired', note: 'Retired' })
    expect(response.status).toBe(422)
    const html = await response.text()
    expect(html).toContain('The address: &#39;marta&#39; is not one plain address')
    expect(html).toContain('The reason: ')
    expect(html).toContain('value="Retired"')
  })
})

describe('taking an address off', () => {
  it('is asked once, with what it means, and kept with who did and why', async () => {
    const id = await add('marta@client.example', 'bounced')
    await add('marta@client.example', 'left')
    expect(await pageText(browser, `/suppressions/${id}/remove`)).toContain('if it bounces again, it is put back')
    const response = await browser.post(`/suppressions/${id}/remove`, { why: 'Typo mended' })
    expect(response.headers.get('location')).toBe('/suppressions?said=removed')
    expect(await entries()).toMatchObject([{ reason: 'left' }])
    expect(await audit()).toMatchObject([
      { action: 'suppression_removed', detail: { reason: 'bounced', why: 'Typo mended' }, staffId: world.admin.id },
    ])
    expect((await browser.post(`/suppressions/${id}/remove`, { why: 'x' })).status).toBe(404)
  })

  it('needs a reason where the person complained', async () => {
    const id = await add('marta@client.example', 'complained')
    const refused = await browser.post(`/suppressions/${id}/remove`, { why: '  ' })
    expect(refused.status).toBe(422)
    expect(await refused.text()).toContain('Say what has changed')
    expect(await entries()).toHaveLength(1)
    await browser.post(`/suppressions/${id}/remove`, { why: 'Pressed the wrong button, told Dana' })
    expect(await entries()).toEqual([])
  })
})

describe('the list as a file', () => {
  it('holds no formula, and comes back in', async () => {
    await add('=cmd@client.example')
    await add('jo@client.example', 'left')
    const response = await browser.get('/suppressions.csv')
    expect(response.headers.get('content-disposition')).toContain('suppressions.csv')
    const text = await response.text()
    expect(parse(text)).toEqual([
      ['address', 'reason', 'source', 'at', 'note'],
      ["'=cmd@client.example", 'unsubscribed', 'page', '2026-11-20T10:00:00Z', ''],
      ['jo@client.example', 'left', 'page', '2026-11-20T10:00:00Z', ''],
    ])
    expect((await upload(text.replace("'=cmd", 'new'))).headers.get('location')).toBe('/suppressions?said=imported-1-1')
    expect(await pageText(browser, '/suppressions?said=imported-1-1')).toContain(
      '1 address added; 1 entry stood there before.',
    )
  })

  it('of addresses alone, some of them twice, is taken as unsubscribed', async () => {
    await upload('address\nA@client.example\nb@client.example\na@client.example\n')
    expect(await entries()).toMatchObject([
      { address: 'a@client.example', reason: 'unsubscribed', source: 'import' },
      { address: 'b@client.example' },
    ])
    expect(await audit()).toMatchObject([{ action: 'suppressions_imported', detail: { created: 2 } }])
  })

  it('with a fault is not taken at all, and says where it is', async () => {
    const response = await upload('address,reason\na@client.example,left\nnobody,left\nb@client.example,tired\n')
    expect(response.status).toBe(422)
    const html = await response.text()
    expect(html).toContain('Line 3, address: ')
    expect(html).toContain('Line 4, reason: ')
    expect(await entries()).toEqual([])
    expect((await upload('')).status).toBe(422)
    expect(await (await upload('a@client.example\n')).text()).toContain('Line 1, address: is missing')
  })
})
