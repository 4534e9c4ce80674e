import { beforeEach, describe, expect, it } from 'vitest'
import { createApp } from '../../../src/app.ts'
import type { Role } from '../../../src/core/words.ts'
import { findSetUpLink } from '../../../src/domain/access/set-up.ts'
import { useDatabase } from '../../support/database.ts'
import { createTestDeps, type TestDeps } from '../../support/deps.ts'
import { createAccount, createEngagement, createStaff, createWorld } from '../../support/factories.ts'
import { signInAs } from '../../support/sign-in.ts'

const database = useDatabase()
let deps: TestDeps

beforeEach(() => {
  deps = createTestDeps(database.db)
})

const signInNew = async (role: Role) => signInAs(deps, await createStaff(database.db, { role }))

describe('an empty installation', () => {
  it('leads from set-up to the first steps', async () => {
    const form = {
      your_name: 'Ann Ito',
      your_email: 'ann@kestrel.example',
      name: 'Kestrel',
      from_name: '',
      from_email: 'hello@kestrel.example',
      time_zone: 'Europe/Berlin',
    }
    const response = await createApp(() => deps).request((await findSetUpLink(deps)) ?? '', {
      method: 'POST',
      body: new URLSearchParams(form),
      headers: { origin: deps.config.baseUrl },
    })
    expect([response.status, response.headers.get('location')]).toEqual([303, '/first-steps'])
  })

  it.each(['/overview', '/pms', '/accounts', '/engagements'])(
    'shows no empty figures on %s but what to do first',
    async (path) => {
      const html = await (await signInNew('admin')).read(path)
      expect(html).toContain('href="/first-steps"')
      expect(html).not.toContain('class="figures"')
      expect(html).not.toContain('No engagement fits')
      const read = await (await signInNew('leader')).read(path)
      expect(read).toContain('An administrator of your firm brings in its spreadsheets first.')
    },
  )

  it('ticks no step that is not done', async () => {
    const html = await (await signInNew('admin')).read('/first-steps')
    expect(html).toContain('npx firstcall import DIR')
    expect(html.split('to do</span>')).toHaveLength(4 - (deps.config.smtpUrl === null ? 0 : 1))
  })
})

describe('the first steps', () => {
  it('are ticked from what is there', async () => {
    const world = await createWorld(database.db)
    const html = await (await signInAs(deps, world.admin)).read('/first-steps')
    expect(html).toContain('✓ 1 engagement is here')
    expect(html).toContain('✓ 1 milestone reached')
  })

  it('are for administrators alone', async () => {
    for (const role of ['pm', 'leader', 'account_manager'] as const) {
      expect((await (await signInNew(role)).get('/first-steps')).status).toBe(403)
    }
  })

  it('are followed by saying that a milestone is reached, while none is', async () => {
    const pm = await createStaff(database.db, { role: 'pm' })
    const account = await createAccount(database.db)
    await createEngagement(database.db, { accountId: account.id, pmId: pm.id, endedOn: '2026-07-01' })
    const browser = await signInNew('admin')
    expect(await browser.read('/overview')).toContain('no milestone was reached')
    expect(await browser.read('/engagements')).toContain('No engagement fits')
  })
})
