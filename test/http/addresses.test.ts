import type { Hono } from 'hono'
import { beforeEach, describe, expect, it } from 'vitest'
import { createApp } from '../../src/app.ts'
import type { AppEnv } from '../../src/http/env.ts'
import { useDatabase } from '../support/database.ts'
import { createTestDeps, type TestDeps } from '../support/deps.ts'
import { createWorld, type World } from '../support/factories.ts'
import { signInAs } from '../support/sign-in.ts'

const database = useDatabase()
let deps: TestDeps
let app: Hono<AppEnv>
let world: World

const ask = async (method: string, path: string, headers: Record<string, string> = {}) =>
  app.request(`${deps.config.baseUrl}${path}`, { method, headers })

beforeEach(async () => {
  deps = createTestDeps(database.db)
  app = createApp(() => deps)
  world = await createWorld(database.db)
})

describe('an address', () => {
  it('means the same with a slash at its end', async () => {
    const { token } = world.invitation
    const survey = await ask('GET', `/s/${token}/`)
    expect(survey.status).toBe(200)
    expect(await survey.text()).toContain(`action="/s/${token}?known=0"`)
    for (const path of [`/s/${token}/?call_first=8`, '/healthz/', '/sign-in/', '/u/nobody/']) {
      expect(`${path} ${(await ask('GET', path)).status}`).toBe(`${path} ${path.startsWith('/u') ? 404 : 200}`)
    }
  })

  it.each(['/nowhere', '/nowhere/', '/accounts/abc', '/set-up', '/auth/nothing'])(
    'that nobody knows, %s, says so to everybody instead of asking them to sign in',
    async (path) => {
      for (const method of ['GET', 'POST', 'PUT']) {
        const response = await ask(method, path)
        expect(response.status).toBe(404)
        expect(await response.text()).toContain('This page is not here')
      }
    },
  )

  it('that nobody knows keeps the way on for those who have signed in', async () => {
    const browser = await signInAs(deps, world.leader)
    expect(await browser.read('/nowhere')).toContain('href="/accounts"')
  })

  it.each(['/s', '/s/', '/u', '/u/', '/s/abc/def', '/u/abc/def'])(
    'that was cut short or spoiled, %s, tells a client what to do',
    async (path) => {
      const response = await ask('GET', path)
      expect(response.status).toBe(404)
      expect(await response.text()).toContain('This link opens nothing')
      expect(response.headers.get('cache-control')).toBe('no-store')
    },
  )

  it('of staff still asks to sign in, and leads back', async () => {
    const response = await ask('GET', '/accounts')
    expect(response.status).toBe(303)
    expect(response.headers.get('location')).toBe('/sign-in?next=%2Faccounts')
  })

  it('to which a client sent a form opens by GET, too', async () => {
    const { token } = world.invitation
    expect((await ask('GET', `/s/${token}/more`)).headers.get('location')).toBe(`/s/${token}/thanks`)
  })
})

describe('a method that an address does not have', () => {
  it.each([
    ['PUT', '/s/TOKEN', ['GET', 'HEAD', 'POST']],
    ['DELETE', '/u/TOKEN', ['GET', 'HEAD', 'POST']],
    ['POST', '/healthz', ['GET', 'HEAD']],
    ['POST', '/metrics/', ['GET', 'HEAD']],
    ['PUT', '/settings', ['GET', 'HEAD', 'POST']],
    ['GET', '/sign-out', ['POST']],
    ['POST', '/accounts/7', ['GET', 'HEAD']],
  ])('%s %s is refused with those that it has', async (method, path, allowed) => {
    for (const origin of [deps.config.baseUrl, 'https://elsewhere.example']) {
      const response = await ask(method, path.replace('TOKEN', world.invitation.token), { origin })
      expect(response.status).toBe(405)
      expect(response.headers.get('allow')?.split(', ').toSorted()).toEqual(allowed)
      expect(response.headers.get('content-type')).toContain('text/html')
    }
  })

  it('is not taken for HEAD, which every page has', async () => {
    expect((await ask('HEAD', '/healthz')).status).toBe(200)
    expect((await ask('HEAD', `/s/${world.invitation.token}`)).status).toBe(200)
  })

  it('a form from another site is still refused for where it comes from', async () => {
    const type = { 'content-type': 'application/x-www-form-urlencoded', origin: 'https://elsewhere.example' }
    expect((await ask('POST', '/sign-out', type)).status).toBe(403)
  })
})
