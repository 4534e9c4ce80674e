import type { Page } from 'playwright-core'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { addDays, dayIn } from '../../src/core/calendar.ts'
import { planInvitations } from '../../src/domain/asking/plan-invitations.ts'
import { createSignInLink } from '../../src/domain/access/sign-in-link.ts'
import { tick } from '../../src/domain/tick.ts'
import { DESKTOP, PHONE, expectWellMade, useBrowser } from '../support/browser.ts'
import { useDatabase } from '../support/database.ts'
import { createTestDeps } from '../support/deps.ts'
import { addParticipant, createContact, createMilestone, createWorld, type World } from '../support/factories.ts'
import { startOnNode } from '../support/installation.ts'
import { type SmtpSink, createSmtpSink } from '../support/smtp-sink.ts'

const PEOPLE = ['Ben Arlt', 'Chiara Rossi', 'Deniz Yılmaz', 'Elif Kaya', 'Maximilian Freiherr von Hohenstein']

describe('an engagement of six contacts and three milestones', () => {
  const database = useDatabase()
  const browser = useBrowser()
  let world: World
  let sink: SmtpSink
  let running: Awaited<ReturnType<typeof startOnNode>>

  const today = () => dayIn('Europe/Berlin', new Date())

  beforeEach(async () => {
    world = await createWorld(database.db)
    await database.db.deleteFrom('invitation').execute()
    // The walk has to work on a Sunday night, too.
    const always = { workFrom: 0, workUntil: 24, workDays: 'mon tue wed thu fri sat sun', accountCapCount: 50 }
    await database.db.updateTable('firm').set(always).execute()
    for (const [index, name] of PEOPLE.entries()) {
      const contact = await createContact(database.db, { accountId: world.account.id, name })
      await addParticipant(database.db, world.engagement, contact, index === 4 ? 'user' : 'day_to_day')
    }
    const kickoff = { engagementId: world.engagement.id, kind: 'kickoff', reachedOn: addDays(today(), -12) }
    await createMilestone(database.db, kickoff)
    await database.db.updateTable('milestone').set({ reachedOn: today() }).where('kind', '=', 'delivery').execute()
    const close = { engagementId: world.engagement.id, kind: 'close', plannedOn: addDays(today(), 20), reachedOn: null }
    await createMilestone(database.db, close)
    const ago = new Date(Date.now() - 8 * 86_400_000)
    await tick(createTestDeps(database.db, { now: ago.toISOString() }))
    sink = await createSmtpSink()
    running = await startOnNode(database, sink)
  })
  afterEach(async () => {
    await running.stop()
    await sink.close()
  })

  async function open(options: typeof PHONE, scheme: 'light' | 'dark'): Promise<Page> {
    const page = await browser.open({ ...options, colorScheme: scheme })
    const deps = createTestDeps(database.db, { now: new Date().toISOString() })
    const link = await createSignInLink(deps, world.pm.email)
    if (link.kind !== 'created') throw new Error(link.kind)
    await page.goto(link.url.replace(deps.config.baseUrl, running.baseUrl))
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.goto(`${running.baseUrl}/engagements/${world.engagement.id}`)
    return page
  }

  it('is held, let in again and asked now by its PM, on a phone and by keyboard', async () => {
    const deps = createTestDeps(database.db, { now: new Date().toISOString() })
    await planInvitations(deps)
    const page = await open(PHONE, 'light')
    await expectWellMade(page)
    const delivery = page.locator('.milestone').filter({ hasText: 'Delivery' })
    await delivery.locator('summary').filter({ hasText: 'Marta Weber' }).focus()
    await page.keyboard.press('Enter')
    await delivery.getByRole('link', { name: 'Leave Marta Weber out' }).focus()
    await page.keyboard.press('Enter')
    await page.waitForURL(/hold$/)
    await expectWellMade(page)
    await page.getByLabel('Why').fill('On sick leave until spring')
    await page.getByRole('button', { name: 'Leave out Marta Weber' }).click()
    await expectWellMade(page)
    expect(await page.textContent('.notice')).toContain('1 invitation will not be sent')
    expect(await delivery.textContent()).toContain('On sick leave until spring')
    await page.goto(`${running.baseUrl}/holds`)
    await expectWellMade(page)
    await page.getByRole('link', { name: 'Lift the hold on Marta Weber' }).click()
    await expectWellMade(page)
    await page.getByRole('button', { name: 'Lift the hold' }).click()
    expect(await page.textContent('.notice')).toContain('The hold is lifted')
    expect(await delivery.textContent()).toContain('Let in again; the plan decides within a few minutes')
    const kickoff = page.locator('.milestone').filter({ hasText: 'Kickoff' })
    await kickoff.getByRole('button', { name: 'Ask now Ben Arlt' }).click()
    await expectWellMade(page)
    expect(await page.textContent('.notice')).toMatch(/Ben Arlt: Held back: .*; allowed again/)
    await delivery.getByRole('button', { name: 'Ask now Maximilian' }).click()
    expect(await page.textContent('.notice')).toContain('In the outbox, about to be sent')
  })

  it('is calm on a desktop, in the dark and on paper', async () => {
    const deps = createTestDeps(database.db, { now: new Date().toISOString() })
    await planInvitations(deps)
    const page = await open(DESKTOP, 'dark')
    await expectWellMade(page)
    await page.emulateMedia({ colorScheme: 'light' })
    await page.locator('.milestone summary').filter({ hasText: 'Ben Arlt' }).first().click()
    await page.emulateMedia({ media: 'print' })
    expect(await page.locator('.stands').first().isVisible()).toBe(true)
    expect(await page.getByRole('button', { name: 'Ask now' }).count()).toBe(0)
  })
})
