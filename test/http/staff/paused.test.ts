import { sql } from 'kysely'
import { beforeEach, describe, expect, it } from 'vitest'
import { createApp } from '../../../src/app.ts'
import { queueEmail } from '../../../src/domain/sending/queue-email.ts'
import { tick } from '../../../src/domain/tick.ts'
import { DESKTOP, PHONE, expectWellMade, useBrowser } from '../../support/browser.ts'
import { useDatabase } from '../../support/database.ts'
import { TEST_CONFIG, type TestDeps, createTestDeps } from '../../support/deps.ts'
import { createWorld, type World } from '../../support/factories.ts'
import { signInAs } from '../../support/sign-in.ts'

const BANNER = 'surveys are paused. <a href="/paused">'

const database = useDatabase()
const browser = useBrowser()
let deps: TestDeps
let world: World

beforeEach(async () => {
  deps = createTestDeps(database.db, { deps: { config: { ...TEST_CONFIG, smtpUrl: 'smtp://mail.test' } } })
  world = await createWorld(database.db, { invitation: { state: 'sent', sentAt: null } })
  await tick(deps)
  const { contact, invitation } = world
  const to = { toName: contact.name, toAddress: contact.email, locales: ['en'] }
  await queueEmail(deps, database.db, { kind: 'invitation', invitationId: invitation.id, ...to, dueAt: deps.now() })
  await sql`update installation set database_identity = 'elsewhere/1'`.execute(database.db)
})

describe('while surveys are paused', () => {
  it('administrators see it on every page, with what to do, and others do not', async () => {
    const admin = await signInAs(deps, world.admin)
    for (const path of ['/overview', '/outbox', '/settings']) expect(await admin.read(path)).toContain(BANNER)
    const leader = await signInAs(deps, world.leader)
    expect(await leader.read('/overview')).not.toContain(BANNER)
    expect((await leader.get('/paused')).status).toBe(403)
    expect((await leader.post('/paused', { waiting: 'hold_back' })).status).toBe(403)
  })

  it('the server is ready all the same', async () => {
    expect((await createApp(() => deps).request(`${deps.config.baseUrl}/readyz`)).status).toBe(200)
  })

  it('the page says in numbers what will happen, and one press goes on', async () => {
    const admin = await signInAs(deps, world.admin)
    const html = await admin.read('/paused')
    expect(html).toContain('1 message in the outbox is')
    expect(html).toContain('another database than this one')
    expect((await admin.post('/paused', { waiting: 'hold_back' })).status).toBe(303)
    expect(await admin.read('/paused')).toContain('Surveys are not paused')
    expect(await admin.read('/overview')).not.toContain(BANNER)
    const email = await database.db.selectFrom('email').select('state').where('kind', '=', 'invitation').execute()
    expect(email).toEqual([{ state: 'cancelled' }])
  })

  it('the page reads well on a phone and on a desktop', async () => {
    const html = await (await signInAs(deps, world.admin)).read('/paused')
    for (const size of [PHONE, DESKTOP]) {
      const page = await browser.open(size)
      await page.route('**/*', async (route) => {
        const { pathname } = new URL(route.request().url())
        if (pathname === '/paused') await route.fulfill({ body: html, contentType: 'text/html' })
        else await route.fulfill({ path: `src/public${pathname}` })
      })
      await page.goto('http://firm.test/paused')
      await expectWellMade(page)
    }
  })
})
