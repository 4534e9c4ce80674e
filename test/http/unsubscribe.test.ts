import { Hono } from 'hono'
import { describe, expect, it } from 'vitest'
import type { AppEnv } from '../../src/http/env.ts'
import { unsubscribeRoutes } from '../../src/http/unsubscribe.tsx'
import { useDatabase } from '../support/database.ts'
import { createTestDeps } from '../support/deps.ts'
import { createWorld } from '../support/factories.ts'

const database = useDatabase()

async function setUp() {
  const { invitation } = await createWorld(database.db)
  const deps = createTestDeps(database.db)
  const app = new Hono<AppEnv>()
  app.use(async (c, next) => {
    c.set('deps', deps)
    await next()
  })
  app.route('/', unsubscribeRoutes)
  const path = `/u/${invitation.token}`
  const post = (body: URLSearchParams | FormData, at = path) => app.request(at, { method: 'POST', body })
  return { app, path, post }
}
const suppressions = () => database.db.selectFrom('suppression').select(['reason', 'source']).execute()
const oneClick = { 'List-Unsubscribe': 'One-Click' }

describe('/u/{token}', () => {
  it('ends nothing when it is opened', async () => {
    const { app, path } = await setUp()
    for (let time = 0; time < 30; time += 1) expect((await app.request(path)).status).toBe(200)
    expect(await suppressions()).toEqual([])
  })

  it('ends surveys by one click of a mail program, sent either way, however often', async () => {
    const { post } = await setUp()
    const parts = new FormData()
    parts.set('List-Unsubscribe', 'One-Click')
    for (const body of [new URLSearchParams(oneClick), parts]) {
      const response = await post(body)
      expect(response.status).toBe(200)
      expect(response.headers.get('content-type')).toMatch(/^text\/plain/)
    }
    expect(await suppressions()).toEqual([{ reason: 'unsubscribed', source: 'one_click' }])
  })

  it('ends surveys by a press on the page, and takes it back', async () => {
    const { app, path, post } = await setUp()
    const response = await post(new URLSearchParams({ action: 'unsubscribe' }))
    expect(response.status).toBe(303)
    expect(response.headers.get('location')).toBe(path)
    const html = await (await app.request(path)).text()
    expect(html).toContain('You get no more surveys')
    expect(html).not.toMatch(/Marta|Northwind|@northwind/)
    await post(new URLSearchParams({ action: 'resubscribe' }))
    expect(await suppressions()).toEqual([])
    expect(await (await app.request(path)).text()).toContain('No more surveys?')
  })

  it('does not know a link that was never sent', async () => {
    const { app, post } = await setUp()
    expect((await app.request('/u/nobody')).status).toBe(404)
    expect((await post(new URLSearchParams(oneClick), '/u/nobody')).status).toBe(404)
    expect((await post(new URLSearchParams({ action: 'resubscribe' }), '/u/nobody')).status).toBe(404)
    expect(await suppressions()).toEqual([])
  })
})
