import type { Hono } from 'hono'
import { sql } from 'kysely'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { Hono as App } from 'hono'
import { createSignInLink } from '../../src/domain/access/sign-in-link.ts'
import { authRoutes } from '../../src/http/auth.tsx'
import type { AppEnv } from '../../src/http/env.ts'
import { requireStaff } from '../../src/http/require-staff.ts'
import { useDatabase } from '../support/database.ts'
import { createTestDeps, TEST_CONFIG, type TestDeps } from '../support/deps.ts'
import { createStaff } from '../support/factories.ts'
import { type OidcProvider, startOidcProvider } from '../support/oidc-provider.ts'

const database = useDatabase()
let deps: TestDeps
let app: Hono<AppEnv>
let provider: OidcProvider

const cookiesOf = (response: Response): string =>
  response.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ')

const post = (path: string, fields: Record<string, string>) =>
  app.request(`http://firm.test${path}`, {
    method: 'POST',
    body: new URLSearchParams(fields),
    headers: { origin: 'http://firm.test' },
  })

/** Goes to the provider and back again; what FirstCall answers to the way back. */
async function comeBack(next = '/inside'): Promise<Response> {
  const start = await post('/sign-in/single', { next })
  expect(start.status).toBe(200)
  const url = start.headers.get('refresh')?.replace('0;url=', '') ?? ''
  return app.request(provider.visit(url), { headers: { cookie: cookiesOf(start) } })
}

const inside = (response: Response) =>
  app.request('http://firm.test/inside', { headers: { cookie: cookiesOf(response) } })

beforeEach(async () => {
  provider = await startOidcProvider()
  const oidc = { issuer: provider.issuer, clientId: 'firstcall', clientSecret: 'secret' }
  deps = createTestDeps(database.db, { deps: { config: { ...TEST_CONFIG, oidc } } })
  app = new App<AppEnv>()
  app.use(async (c, next) => {
    c.set('deps', deps)
    return next()
  })
  app.route('/', authRoutes)
  app.get('/inside', requireStaff, (c) => c.json(c.var.signedIn.name))
  await createStaff(database.db, { name: 'Ana Ruiz', email: 'Ana@firm.test' })
})

afterEach(() => provider.close())

it('single sign-on lets a staff member in, the first time and again', async () => {
  provider.person = { sub: 'p1', email: 'ana@firm.test', name: 'Ana', email_verified: true }
  for (const _ of [1, 2]) {
    const response = await comeBack()
    expect(response.headers.get('location')).toMatch(/\/inside$/)
    expect(await (await inside(response)).json()).toBe('Ana Ruiz')
  }
})

it('single sign-on and a mailed link lead to the same person', async () => {
  const link = await createSignInLink(deps, 'ana@firm.test')
  const { searchParams } = new URL(link.kind === 'created' ? link.url : '')
  await post('/sign-in/confirm', Object.fromEntries(searchParams))
  provider.person = { sub: 'p1', email: 'ana@firm.test', name: 'Ana' }

  expect((await inside(await comeBack())).status).toBe(200)
  expect((await sql`select * from auth_user`.execute(database.db)).rows).toHaveLength(1)
})

it('single sign-on sends somebody who is not staff back to a page that says what to do', async () => {
  provider.person = { sub: 'p2', email: 'eve@firm.test', name: 'Eve', email_verified: true }
  const response = await comeBack()
  const back = new URL(response.headers.get('location') ?? '', 'http://firm.test')

  expect(back.pathname).toBe('/sign-in')
  expect((await inside(response)).status).toBe(303)
  expect(await (await app.request(back)).text()).toContain('Ask your administrator')
  expect((await sql`select * from auth_user`.execute(database.db)).rows).toEqual([])
})

it('a way back that nobody asked for leads to the sign-in page', async () => {
  const response = await app.request('http://firm.test/auth/callback/oidc?code=x&state=forged')
  expect(new URL(response.headers.get('location') ?? '').pathname).toBe('/sign-in')
})

it('without settings there is no single sign-on', async () => {
  deps = createTestDeps(database.db)
  expect((await post('/sign-in/single', {})).headers.get('location')).toBe('/sign-in')
  const page = await (await app.request('http://firm.test/sign-in')).text()
  expect(page).not.toContain('/sign-in/single')
})
