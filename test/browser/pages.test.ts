import type { Page } from 'playwright-core'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { importFirm } from '../../src/domain/firm/import-firm.ts'
import { relive } from '../../src/domain/firm/relive.ts'
import { createSignInLink } from '../../src/domain/access/sign-in-link.ts'
import { DESKTOP, PHONE, expectNothingWide, expectPrintsWell, expectWellMade, useBrowser } from '../support/browser.ts'
import { type TestDatabase, useDatabase } from '../support/database.ts'
import { type TestDeps, createTestDeps } from '../support/deps.ts'
import { createStaff } from '../support/factories.ts'
import { sampleSources } from '../support/firm-files.ts'
import { startOnNode } from '../support/installation.ts'
import { type SmtpSink, createSmtpSink } from '../support/smtp-sink.ts'

const STAFF = {
  pm: 'kwame.dubois@kestrel.example',
  account_manager: 'lucia.marin@kestrel.example',
  leader: 'noor.garcialopez@kestrel.example',
  admin: 'hannah.garcialopez@kestrel.example',
}
const LISTS = ['/engagements?state=all', '/follow-ups', '/follow-ups?show=closed', '/password']

const firstId = async (
  database: TestDatabase,
  table: 'account' | 'staff' | 'response' | 'followUp' | 'email' | 'opportunity',
) => (await database.db.selectFrom(table).select('id').orderBy('id').limit(1).executeTakeFirstOrThrow()).id

describe('every page of the sample firm', () => {
  const database = useDatabase()
  const browser = useBrowser()
  const world: { sink?: SmtpSink; baseUrl?: string; deps?: TestDeps; stop?: () => Promise<void> } = {}

  beforeEach(async () => {
    const deps = createTestDeps(database.db, { now: '2026-11-20T15:00:00Z' })
    await importFirm(deps, await sampleSources('sample-firm'))
    await relive(deps)
    const sink = await createSmtpSink()
    const running = await startOnNode(database, sink)
    Object.assign(world, { sink, deps, baseUrl: running.baseUrl, stop: running.stop })
  })
  afterEach(async () => {
    await world.stop?.()
    await world.sink?.close()
  })

  async function signIn(page: Page, address: string): Promise<void> {
    if (!world.deps) throw new Error('signed in before the firm was there')
    const link = await createSignInLink(world.deps, address)
    if (link.kind === 'not_staff') throw new Error(`${address} is not on the staff`)
    await page.goto(link.url.replace(world.deps.config.baseUrl, world.baseUrl ?? ''))
    await page.getByRole('button', { name: 'Sign in' }).click()
  }

  /** Every other page on a phone in light colours, the rest on a desktop in dark ones: each in one look, which costs a second. */
  async function expectAllWellMade(role: keyof typeof STAFF, paths: readonly string[]): Promise<void> {
    for (const [place, [options, colorScheme]] of [[PHONE, 'light'] as const, [DESKTOP, 'dark'] as const].entries()) {
      const page = await browser.open({ ...options, colorScheme })
      await signIn(page, STAFF[role])
      for (const path of paths.filter((_, index) => index % 2 === place)) {
        const response = await page.goto(`${world.baseUrl}${path}`)
        expect(response?.status(), path).toBe(200)
        await expectWellMade(page)
      }
      await page.context().close()
    }
  }

  async function expectGoodForPm(): Promise<void> {
    const engagement = await database.db
      .selectFrom('engagement')
      .innerJoin('staff', 'staff.id', 'engagement.pmId')
      .select('engagement.id')
      .where('staff.email', '=', STAFF.pm)
      .executeTakeFirstOrThrow()
    const own = ['/my-score', '/how-the-score-works', '/my-guesses', `/engagements/${engagement.id}`]
    await expectAllWellMade('pm', [
      ...own,
      `/engagements/${engagement.id}/said`,
      '/answers',
      '/settings/digest',
      ...LISTS,
    ])
  }

  async function expectGoodForAccountManager(): Promise<void> {
    await expectAllWellMade('account_manager', [
      '/accounts?sort=lowest',
      '/trust',
      '/my-accounts',
      '/opportunities?state=all',
      '/opportunities/new',
    ])
  }

  async function expectGoodForLeader(): Promise<void> {
    const [account, staff, response, followUp] = [
      await firstId(database, 'account'),
      await firstId(database, 'staff'),
      await firstId(database, 'response'),
      await firstId(database, 'followUp'),
    ]
    const own = ['/overview', '/trust', '/pms', `/pms/${staff}`, '/accounts', `/accounts/${account}`]
    const more = [
      '/coverage',
      '/coverage?account=3',
      '/overview/asked',
      '/report',
      '/answers?low=yes',
      '/testimonials',
      '/opportunities',
    ]
    await expectAllWellMade('leader', [...own, ...more, `/responses/${response}`, `/follow-ups/${followUp}`, ...LISTS])
  }

  async function expectGoodForAdministrator(): Promise<void> {
    const email = await firstId(database, 'email')
    const { id: rule } = await database.db.selectFrom('planRule').select('id').limit(1).executeTakeFirstOrThrow()
    const plan = ['/plan', '/plan/rules/new', `/plan/rules/${rule}`]
    const pms = await database.db.selectFrom('staff').select('id').where('role', '=', 'pm').limit(2).execute()
    const { id: entry } = await database.db
      .insertInto('suppression')
      .values({ address: 'ann@client.example', reason: 'complained', source: 'ses', at: new Date(), note: 'abuse' })
      .returning('id')
      .executeTakeFirstOrThrow()
    const lists = ['/suppressions', '/suppressions?q=nobody', `/suppressions/${entry}/remove`]
    const compared = `/pms/compare?a=${pms[0]?.id}&b=${pms[1]?.id}`
    await expectAllWellMade('admin', [
      compared,
      '/outbox',
      `/outbox/${email}`,
      ...lists,
      '/settings',
      '/settings/logo',
      '/first-steps',
      '/webhooks',
      '/emails',
      '/surveys',
      '/surveys/kickoff/edit',
      ...plan,
    ])
  }

  async function expectGoodOnPaper(): Promise<void> {
    const account = await firstId(database, 'account')
    const engagement = await database.db.selectFrom('milestone').select('engagementId as id').executeTakeFirstOrThrow()
    const page = await browser.open()
    await signIn(page, STAFF.leader)
    const subjects = [
      `/pms/${await firstId(database, 'staff')}`,
      `/accounts/${account}`,
      `/engagements/${engagement.id}`,
      `/follow-ups/${await firstId(database, 'followUp')}`,
      `/opportunities/${await firstId(database, 'opportunity')}`,
    ]
    const lists = ['/coverage?standing=held_back', '/follow-ups?show=all', '/opportunities?state=all', '/answers?low=1']
    for (const path of ['/overview?period=m6', '/report', '/overview/milestones', ...subjects, ...lists, '/accounts']) {
      await page.goto(`${world.baseUrl}${path}`)
      await expectPrintsWell(page)
    }
    await page.context().close()
  }

  /** A word of forty letters for the name of every account, engagement and contact pushes no page over paper, window or phone. */
  async function expectRoomForLongWords(): Promise<void> {
    const name = 'Donaudampfschifffahrtsgesellschaftskapit'
    for (const table of ['account', 'engagement', 'contact'] as const)
      await database.db.updateTable(table).set({ name }).execute()
    const page = await browser.open()
    await signIn(page, STAFF.leader)
    const lists = ['/overview', '/accounts', '/engagements', '/answers', '/opportunities', '/follow-ups?show=all']
    for (const path of [...lists, '/overview/asked', '/overview/revenue', '/coverage?by=account', '/trust']) {
      await page.goto(`${world.baseUrl}${path}`)
      for (const width of [360, 780]) {
        await page.emulateMedia({ media: 'screen' })
        await page.setViewportSize({ width, height: 800 })
        await expectNothingWide(page)
      }
      await expectPrintsWell(page)
    }
    await page.context().close()
  }

  // One import serves them all: it takes longer than looking at ten pages.
  it('is well made for a PM, an account manager, a leader and an administrator', { timeout: 600_000 }, async () => {
    await expectGoodForPm()
    await expectGoodForAccountManager()
    await expectGoodForLeader()
    await expectGoodOnPaper()
    await expectGoodForAdministrator()
    await expectRoomForLongWords()
  })
})

describe('the pages of an empty firm', () => {
  const database = useDatabase()
  const browser = useBrowser()

  it('are well made for an administrator', { timeout: 300_000 }, async () => {
    const sink = await createSmtpSink()
    const running = await startOnNode(database, sink)
    try {
      const deps = createTestDeps(database.db)
      const admin = await createStaff(database.db, { role: 'admin' })
      for (const options of [PHONE, DESKTOP]) {
        const page = await browser.open(options)
        const link = await createSignInLink(deps, admin.email)
        if (link.kind === 'not_staff') throw new Error('not on the staff')
        await page.goto(link.url.replace(deps.config.baseUrl, running.baseUrl))
        await page.getByRole('button', { name: 'Sign in' }).click()
        for (const path of ['/first-steps', '/overview', '/pms', '/accounts', '/engagements', '/plan']) {
          const response = await page.goto(`${running.baseUrl}${path}`)
          expect(response?.status(), path).toBe(200)
          await expectWellMade(page)
        }
        await page.context().close()
      }
    } finally {
      await running.stop()
      await sink.close()
    }
  })
})
