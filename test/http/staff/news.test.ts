import { beforeEach, describe, expect, it } from 'vitest'
import { useDatabase } from '../../support/database.ts'
import { createTestDeps, type TestDeps } from '../../support/deps.ts'
import { createResponse, createStaff, createWorld, type World } from '../../support/factories.ts'
import { pageText } from '../../support/page-text.ts'
import { signInAs } from '../../support/sign-in.ts'

const database = useDatabase()
let deps: TestDeps
let world: World

beforeEach(async () => {
  deps = createTestDeps(database.db)
  world = await createWorld(database.db)
})

const seen = () => database.db.selectFrom('seen').selectAll().executeTakeFirst()

describe('what has changed since last time', () => {
  it('is told from the press on, and reading alone moves nothing', async () => {
    await createResponse(database.db, { invitationId: world.invitation.id, callFirst: 6 })
    const browser = await signInAs(deps, world.pm)
    const first = await pageText(browser, '/my-score')
    expect(first).toContain('Since Fri 6 Nov')
    expect(first).toContain('Marta Weber , Northwind Insurance: 6 of 10')
    expect(first).toContain('1 contact asked for you.')
    expect(await pageText(browser, '/my-score')).toContain('6 of 10')
    expect(await seen()).toBeUndefined()

    const pressed = await browser.post('/my-score/seen', { until: '2026-11-20T10:00:00.000Z' })
    expect(pressed.headers.get('location')).toBe('/my-score?said=seen')
    const then = await pageText(browser, '/my-score')
    expect(then).toContain('Since Fri 20 Nov')
    expect(then).toContain('No new answer.')
  })

  it('is never seen in the future, nor less than before', async () => {
    const browser = await signInAs(deps, world.pm)
    await browser.post('/my-score/seen', { until: '2031-01-01T10:00:00.000Z' })
    expect((await seen())?.until).toEqual(deps.now())
    await browser.post('/my-score/seen', { until: '2026-11-01T10:00:00.000Z' })
    await browser.post('/my-score/seen', { until: 'nonsense' })
    expect((await seen())?.until).toEqual(deps.now())
  })
})

describe('notes on an engagement', () => {
  const path = () => `/engagements/${world.engagement.id}`

  it('stand with their author and time for everybody who sees it, and nowhere for others', async () => {
    const pm = await signInAs(deps, world.pm)
    const kept = await pm.post(`${path()}/notes`, { note: 'Steering group moved to <b>Tuesdays</b>.' })
    expect(kept.headers.get('location')).toBe(`${path()}?said=noted`)
    const html = await (await signInAs(deps, world.leader)).read(path())
    expect(html).toContain('Steering group moved to &lt;b&gt;Tuesdays&lt;/b&gt;.')
    expect(await pageText(pm, path())).toContain('Dana Reyes, Fri 20 Nov, 11:00')
    const other = await signInAs(deps, await createStaff(database.db))
    expect((await other.post(`${path()}/notes`, { note: 'Mine' })).status).toBe(404)
    expect((await other.get(path())).status).toBe(404)
  })

  it('without words are refused beside the field, and nothing typed is lost', async () => {
    const pm = await signInAs(deps, world.pm)
    const empty = await pm.post(`${path()}/notes`, { note: '  ' })
    expect(empty.status).toBe(422)
    expect(await empty.text()).toContain('Write what there is to note')
    const long = await pm.post(`${path()}/notes`, { note: 'long '.repeat(900) })
    expect(await long.text()).toContain('long long long')
  })
})
