import { Hono } from 'hono'
import { sql } from 'kysely'
import { beforeEach, describe, expect, it } from 'vitest'
import { createApp } from '../../src/app.ts'
import { createSignInLink } from '../../src/domain/access/sign-in-link.ts'
import { createFirstAdministrator } from '../../src/domain/access/create-first-administrator.ts'
import { staffAuthOf } from '../../src/domain/access/staff-auth.ts'
import { authRoutes } from '../../src/http/auth.tsx'
import type { AppEnv } from '../../src/http/env.ts'
import { requireStaff } from '../../src/http/require-staff.ts'
import { useDatabase } from '../support/database.ts'
import { createTestDeps, TEST_CONFIG, type TestDeps } from '../support/deps.ts'

const database = useDatabase()
let deps: TestDeps
let app: Hono<AppEnv>

function appOn(deps: TestDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>()
  app.use(async (c, next) => {
    c.set('deps', deps)
    return next()
  })
  app.route('/', authRoutes)
  app.get('/inside', requireStaff, (c) => c.json(c.var.signedIn))
  return app
}

const post = (path: string, fields: Record<string, string>, cookie = '') =>
  app.request(`http://firm.test${path}`, {
    method: 'POST',
    body: new URLSearchParams(fields),
    headers: { origin: 'http://firm.test', ...(cookie && { cookie }) },
  })

const get = (path: string, cookie = '') => app.request(`http://firm.test${path}`, { headers: cookie ? { cookie } : {} })

const cookieOf = (response: Response): string =>
  response.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ')

const mails = () => database.db.selectFrom('email').selectAll().orderBy('id').execute()

async function confirm(url: string): Promise<Response> {
  const link = new URL(url)
  return post(link.pathname, Object.fromEntries(link.searchParams))
}

async function signIn(address: string): Promise<string> {
  const link = await createSignInLink(deps, address)
  if (link.kind !== 'created') throw new Error(link.kind)
  return cookieOf(await confirm(link.url))
}

beforeEach(async () => {
  deps = createTestDeps(database.db)
  app = appOn(deps)
  await database.db
    .insertInto('staff')
    .values([
      { ref: 'S1', name: 'Ana Ruiz', email: 'Ana@Firm.test', role: 'pm', timeZone: 'Europe/Madrid' },
      { ref: 'S2', name: 'Lea Long', email: 'lea@firm.test', role: 'leader' },
    ])
    .execute()
})

describe('a sign-in link', () => {
  it('is queued for a staff address in whatever capitals, as the newest wording, with a message id of the firm', async () => {
    const response = await post('/sign-in/link', { email: ' ANA@firm.test ', next: '/inside?a=1' })

    expect(response.status).toBe(200)
    const [mail, ...others] = await mails()
    expect(others).toEqual([])
    expect(mail).toMatchObject({ kind: 'sign_in', state: 'due', toName: 'Ana Ruiz', toAddress: 'Ana@Firm.test' })
    expect(mail?.dueAt).toEqual(deps.now())
    expect(mail?.messageId).toMatch(/^<[\w-]{20,}@localhost>$/)
    expect(mail?.secretUrl).toMatch(
      /^http:\/\/firm\.test\/sign-in\/confirm\?token=[A-Za-z]{32}&next=%2Finside%3Fa%3D1$/,
    )
    const newest = await database.db
      .selectFrom('emailTemplateVersion')
      .select('id')
      .where('templateKey', '=', 'sign_in')
      .where('locale', '=', 'en')
      .executeTakeFirst()
    expect(mail?.templateVersionId).toBe(newest?.id)
  })

  it('gives the same answer for an address of nobody, and queues and stores nothing', async () => {
    const known = await (await post('/sign-in/link', { email: 'ana@firm.test' })).text()
    const unknown = await (await post('/sign-in/link', { email: 'eve@other.test' })).text()

    expect(unknown).toBe(known)
    expect(await mails()).toHaveLength(1)
    expect((await sql`select * from auth_verification`.execute(database.db)).rows).toHaveLength(1)
  })

  it('is stored hashed', async () => {
    const link = await createSignInLink(deps, 'ana@firm.test')
    const token = new URL(link.kind === 'created' ? link.url : '').searchParams.get('token')
    const { rows } = await sql<{ identifier: string; value: string }>`select * from auth_verification`.execute(
      database.db,
    )

    expect(token).toHaveLength(32)
    expect(JSON.stringify(rows)).not.toContain(token)
  })

  it('opens as often as a mail scanner likes, signs in by its button, and does so once', async () => {
    await post('/sign-in/link', { email: 'ana@firm.test', next: '/inside' })
    const url = (await mails())[0]?.secretUrl ?? ''
    for (const _ of [1, 2, 3]) {
      const page = await get(url.slice('http://firm.test'.length))
      expect(page.status).toBe(200)
      expect(page.headers.getSetCookie()).toEqual([])
    }
    const first = await confirm(url)
    const second = await confirm(url)

    expect(first.status).toBe(303)
    expect(first.headers.get('location')).toBe('/inside')
    expect(first.headers.getSetCookie()[0]).toMatch(/HttpOnly/i)
    expect(first.headers.getSetCookie()[0]).toMatch(/SameSite=Lax/i)
    expect(await (await get('/inside', cookieOf(first))).json()).toMatchObject({
      viewer: { role: 'pm', staffId: 1, sealedSince: expect.any(String) },
      name: 'Ana Ruiz',
      timeZone: 'Europe/Madrid',
      locale: 'en',
    })
    expect(second.status).toBe(410)
    expect(second.headers.getSetCookie()).toEqual([])
  })

  it('works for one of two presses at the same moment', async () => {
    const link = await createSignInLink(deps, 'ana@firm.test')
    const url = link.kind === 'created' ? link.url : ''
    const responses = await Promise.all([confirm(url), confirm(url), confirm(url), confirm(url)])

    expect(responses.filter((response) => response.status === 303)).toHaveLength(1)
    expect(responses.filter((response) => response.status === 410)).toHaveLength(3)
  })

  it('is refused after fifteen minutes', async () => {
    const link = await createSignInLink(deps, 'ana@firm.test')
    const { rows } = await sql<{ minutes: number }>`
      select round(extract(epoch from expires_at - now()) / 60)::int as minutes from auth_verification`.execute(
      database.db,
    )
    await sql`update auth_verification set expires_at = now() - interval '1 second'`.execute(database.db)

    expect(rows).toEqual([{ minutes: 15 }])
    expect((await confirm(link.kind === 'created' ? link.url : '')).status).toBe(410)
  })

  it('is refused once its owner has left the firm', async () => {
    const link = await createSignInLink(deps, 'ana@firm.test')
    await database.db.deleteFrom('staff').where('ref', '=', 'S1').execute()

    expect((await confirm(link.kind === 'created' ? link.url : '')).status).toBe(410)
    expect((await sql`select * from auth_user`.execute(database.db)).rows).toEqual([])
  })

  it('is sent at most five times in a quarter of an hour', async () => {
    for (const _ of [1, 2, 3, 4, 5, 6, 7]) await post('/sign-in/link', { email: 'ana@firm.test' })
    expect(await mails()).toHaveLength(5)

    deps.setNow('2026-11-20T10:16:00Z')
    await post('/sign-in/link', { email: 'ana@firm.test' })
    expect(await mails()).toHaveLength(6)
  })

  it('asks for an address where none is given', async () => {
    const response = await post('/sign-in/link', { email: 'ana' })
    expect(response.status).toBe(422)
    expect(await response.text()).toContain('value="ana"')
  })
})

it('the sign-in library finds every table and column that it needs', async () => {
  const { explicitSchemaCheck } = await staffAuthOf(deps).$context
  expect(explicitSchemaCheck).toBeDefined()
  await explicitSchemaCheck?.()
})

it('no other site signs anybody in, out or gives them a password', async () => {
  const whole = createApp(() => deps)
  const from = (origin: string, path: string, site: string) =>
    whole.request(`http://firm.test${path}`, {
      method: 'POST',
      body: new URLSearchParams({ token: 'x', email: 'ana@firm.test', password: 'x' }),
      headers: { origin, 'sec-fetch-site': site },
    })
  for (const path of [
    '/sign-in/link',
    '/sign-in/password',
    '/sign-in/confirm',
    '/sign-in/single',
    '/sign-out',
    '/password',
  ]) {
    expect((await from('https://evil.test', path, 'cross-site')).status).toBe(403)
    expect((await from('null', path, 'cross-site')).status).toBe(403)
    expect((await from('http://firm.test', path, 'same-origin')).status).not.toBe(403)
    // So a browser writes the origin of a page that sends no referrer.
    expect((await from('null', path, 'same-origin')).status).not.toBe(403)
  }
})

describe('a session', () => {
  it('ends when its owner leaves, and changes with the role', async () => {
    const ana = await signIn('ana@firm.test')
    await database.db.updateTable('staff').set({ role: 'leader' }).where('ref', '=', 'S1').execute()
    expect(await (await get('/inside', ana)).json()).toMatchObject({ viewer: { role: 'leader' } })

    await database.db.deleteFrom('staff').where('ref', '=', 'S1').execute()
    expect((await get('/inside', ana)).status).toBe(303)
  })

  it('ends by signing out', async () => {
    const ana = await signIn('ana@firm.test')
    const response = await post('/sign-out', {}, ana)

    expect(response.headers.get('location')).toBe('/sign-in')
    expect((await get('/inside', ana)).status).toBe(303)
  })

  it('is asked for with the way back to the page', async () => {
    const response = await get('/inside?by=pm')
    expect(response.status).toBe(303)
    expect(response.headers.get('location')).toBe('/sign-in?next=%2Finside%3Fby%3Dpm')
  })

  it('is not taken from a forged cookie', async () => {
    const ana = await signIn('ana@firm.test')
    expect((await get('/inside', `${ana.slice(0, -12)}AAAAAAAAAA%3D`)).status).toBe(303)
  })

  it('has a secure cookie where the site is https', async () => {
    deps = createTestDeps(database.db, { deps: { config: { ...TEST_CONFIG, baseUrl: 'https://firm.test' } } })
    app = appOn(deps)
    const link = await createSignInLink(deps, 'ana@firm.test')
    const response = await confirm(link.kind === 'created' ? link.url : '')

    expect(response.headers.getSetCookie()[0]).toMatch(/^__Secure-.*; Secure/i)
  })
})

describe('a password', () => {
  const password = 'correct horse battery'

  it('is set after signing in by link, ends other sessions, and then signs in', async () => {
    const elsewhere = await signIn('ana@firm.test')
    const ana = await signIn('ana@firm.test')
    expect((await post('/password', { password }, ana)).status).toBe(200)
    const response = await post('/sign-in/password', { password_email: 'ANA@firm.test', password, next: '/inside' })

    expect(response.headers.get('location')).toBe('/inside')
    expect((await get('/inside', cookieOf(response))).status).toBe(200)
    expect((await get('/inside', ana)).status).toBe(200)
    expect((await get('/inside', elsewhere)).status).toBe(303)
  })

  it('can be set anew; the old one is refused', async () => {
    const ana = await signIn('ana@firm.test')
    await post('/password', { password }, ana)
    await post('/password', { password: 'another good password' }, ana)

    expect((await post('/sign-in/password', { password_email: 'ana@firm.test', password })).status).toBe(401)
    const renewed = await post('/sign-in/password', {
      password_email: 'ana@firm.test',
      password: 'another good password',
    })
    expect(renewed.status).toBe(303)
  })

  it('is refused where too short, without a session, or with one of more than an hour', async () => {
    const ana = await signIn('ana@firm.test')
    expect((await post('/password', { password: 'short' }, ana)).status).toBe(422)
    expect((await post('/password', { password })).headers.get('location')).toBe('/sign-in')
    await sql`update auth_session set created_at = now() - interval '61 minutes'`.execute(database.db)
    expect((await post('/password', { password }, ana)).status).toBe(403)
  })

  it('gives the same answer for a wrong one, for none set, and for an address of nobody', async () => {
    const ana = await signIn('ana@firm.test')
    await post('/password', { password }, ana)
    const answers = await Promise.all(
      ['ana@firm.test', 'lea@firm.test', 'eve@other.test'].map(async (password_email) => {
        const response = await post('/sign-in/password', { password_email, password: 'wrong wrong wrong' })
        return `${response.status} ${(await response.text()).replaceAll(password_email, '')}`
      }),
    )
    expect(new Set(answers).size).toBe(1)
    expect(answers[0]).toMatch(/^401 /)
  })

  it('is refused after ten tries in a quarter of an hour, even the right one, while a link still works', async () => {
    await post('/password', { password }, await signIn('ana@firm.test'))
    await Promise.all(
      Array.from({ length: 14 }, async () =>
        post('/sign-in/password', { password_email: 'ana@firm.test', password: 'wrong wrong' }),
      ),
    )
    expect((await post('/sign-in/password', { password_email: 'ana@firm.test', password })).status).toBe(401)
    expect(await signIn('ana@firm.test')).not.toBe('')

    deps.setNow('2026-11-20T10:16:00Z')
    expect((await post('/sign-in/password', { password_email: 'ana@firm.test', password })).status).toBe(303)
  })

  it('never lets anybody sign up', async () => {
    const paths = ['/auth/sign-up/email', '/auth/sign-in/email', '/auth/get-session']
    for (const path of paths) expect((await post(path, { email: 'eve@other.test', password })).status).toBe(404)
  })
})

describe('the first administrator', () => {
  it('gets a ref from the name, and signs in', async () => {
    const made = await createFirstAdministrator(deps, { email: 'Ben@firm.test', name: 'Bén Ôké', role: 'admin' })
    const again = await createFirstAdministrator(deps, { email: 'ben@firm.test', name: 'Ben', role: 'admin' })
    const other = await createFirstAdministrator(deps, { email: 'ben2@firm.test', name: 'Ben Oke', role: 'admin' })

    expect(made).toEqual({ kind: 'created', ref: 'ben-oke' })
    expect(again).toEqual({ kind: 'exists', ref: 'ben-oke' })
    expect(other).toEqual({ kind: 'created', ref: 'ben-oke-1' })
    const response = await get('/inside', await signIn('ben@firm.test'))
    expect(await response.json()).toMatchObject({ viewer: { role: 'admin' } })
    const detail = await database.db.selectFrom('audit').select('detail').executeTakeFirst()
    expect(detail).toEqual({ detail: { role: 'admin' } })
  })

  it('is not the only way: nobody gets a link without being staff', async () => {
    expect(await createSignInLink(deps, 'eve@other.test')).toEqual({ kind: 'not_staff' })
  })
})
