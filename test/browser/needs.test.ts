import type { Page } from 'playwright-core'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { addDays, dayIn } from '../../src/core/calendar.ts'
import type { Row } from '../../src/db/schema.ts'
import { createSignInLink } from '../../src/domain/access/sign-in-link.ts'
import { answerSurvey } from '../../src/domain/answering/answer-survey.ts'
import { DESKTOP, expectWellMade, PHONE, useBrowser } from '../support/browser.ts'
import { useDatabase } from '../support/database.ts'
import { createTestDeps } from '../support/deps.ts'
import { addParticipant, createContact, createWorld, type World } from '../support/factories.ts'
import { startOnNode } from '../support/installation.ts'
import { createSmtpSink, type SmtpSink } from '../support/smtp-sink.ts'

const NEED = 'A portal for our 300 brokers, with the claims data that your team knows by now.'

describe('what clients say and need', () => {
  const database = useDatabase()
  const browser = useBrowser()
  let world: World
  let sink: SmtpSink
  let running: Awaited<ReturnType<typeof startOnNode>>

  const deps = () => createTestDeps(database.db, { now: new Date().toISOString() })

  beforeEach(async () => {
    const { db } = database
    const soon = new Date(Date.now() + 9 * 86_400_000)
    world = await createWorld(db, { invitation: { closesAt: soon } })
    // The walk has to work on a Sunday night, too.
    await db
      .updateTable('firm')
      .set({ workFrom: 0, workUntil: 24, workDays: 'mon tue wed thu fri sat sun', contactCapDays: 0 })
      .execute()
    const ago = addDays(dayIn('UTC', new Date()), -4)
    await db.updateTable('milestone').set({ reachedOn: ago }).execute()
    await answerSurvey(deps(), world.invitation.token, {
      call_first: '9',
      comment: 'They were there when it mattered.',
      needs_next: NEED,
    })
    const ben = await createContact(db, {
      accountId: world.account.id,
      name: 'Ben Arlt',
      email: 'ben@northwind.example',
    })
    await addParticipant(db, world.engagement, ben)
    sink = await createSmtpSink()
    running = await startOnNode(database, sink)
  })
  afterEach(async () => {
    await running.stop()
    await sink.close()
  })

  async function open(staff: Row<'staff'>, options: typeof PHONE, scheme: 'light' | 'dark' = 'light'): Promise<Page> {
    const page = await browser.open({ ...options, colorScheme: scheme })
    const link = await createSignInLink(deps(), staff.email)
    if (link.kind !== 'created') throw new Error(link.kind)
    await page.goto(link.url.replace(deps().config.baseUrl, running.baseUrl))
    await page.getByRole('button', { name: 'Sign in' }).click()
    return page
  }

  it('is moved on by the account manager, from the first page to the outcome, by keyboard', async () => {
    const page = await open(world.accountManager, PHONE)
    expect(page.url()).toContain('/my-accounts')
    await expectWellMade(page)
    await page.getByRole('link', { name: 'A portal for our 300 brokers' }).focus()
    await page.keyboard.press('Enter')
    await page.waitForURL(/opportunities\/\d+$/)
    await expectWellMade(page)
    await page.getByLabel('State').selectOption('won')
    await page.getByLabel('Value').fill('40000')
    await page.getByLabel('Currency').fill('EUR')
    await page.getByLabel('Note').press('Tab')
    await page.keyboard.press('Enter')
    await page.waitForURL(/said=moved/)
    await expectWellMade(page)
    expect(await page.getByLabel('Needed on').inputValue()).toBe(dayIn('Europe/Berlin', new Date()))
    await page.getByLabel('Did they call us first?').selectOption('true')
    await page.getByRole('button', { name: 'Record the outcome' }).click()
    await expectWellMade(page)
    expect(await page.textContent('main')).toContain('They called us first.')
    await page.goto(`${running.baseUrl}/opportunities?state=won`)
    await expectWellMade(page)
    expect(await page.textContent('main')).toContain('1 need won, worth 40,000 EUR')
    await page.getByRole('link', { name: 'Add a need heard on a call' }).click()
    await expectWellMade(page)
  })

  it('waits for the PM, who guesses, opens, and logs a call that the client confirms', async () => {
    const page = await open(world.pm, PHONE, 'dark')
    await expectWellMade(page)
    expect(await page.textContent('main')).not.toContain('They were there')
    await page.getByRole('link', { name: 'Marta Weber' }).first().click()
    await expectWellMade(page)
    await page.getByLabel('Will they call us first?').selectOption('7')
    await page.getByRole('button', { name: 'Open the answer' }).click()
    await expectWellMade(page)
    expect(await page.textContent('main')).toContain('You guessed 7: 2 too low.')
    await page.goto(`${running.baseUrl}/my-guesses`)
    await expectWellMade(page)
    await page.goto(`${running.baseUrl}/engagements/${world.engagement.id}`)
    await expectWellMade(page)
    await page.getByRole('link', { name: 'Log what a client said' }).click()
    await expectWellMade(page)
    await page.getByLabel('Who said it').selectOption({ label: 'Ben Arlt' })
    await page.getByLabel('What they said').fill('Best hand-over we ever had.')
    await page.getByLabel('Would they call us first?').selectOption('10')
    await page.getByRole('button', { name: 'Keep it' }).click()
    expect(await page.textContent('.notice')).toContain('until then it counts in no score')
    await running.tick()
    const mail = await sink.next()
    expect(mail.to).toEqual(['ben@northwind.example'])
    const link = mail.parsed.text?.split(/\s+/).find((word) => word.includes('/c/')) ?? ''
    const client = await browser.open(PHONE)
    await client.goto(link)
    await expectWellMade(client)
    await client.getByRole('button', { name: 'Yes, that is what I said' }).focus()
    await client.keyboard.press('Enter')
    await client.getByText('Thank you, confirmed').waitFor()
    await expectWellMade(client)
    await page.reload()
    expect(await page.textContent('main')).toContain('confirmed by the client')
  })

  it('is counted for leadership, each number with the people behind it', async () => {
    const page = await open(world.leader, DESKTOP)
    await page.goto(`${running.baseUrl}/coverage`)
    await expectWellMade(page)
    await page
      .getByRole('row', { name: /Dana Reyes/ })
      .getByRole('link')
      .first()
      .click()
    await expectWellMade(page)
    expect(await page.textContent('#people')).toContain('Ben Arlt')
    await page.emulateMedia({ media: 'print' })
    expect(await page.locator('#people').isVisible()).toBe(true)
  })
})
