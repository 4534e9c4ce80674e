import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { addDays, dayIn } from '../../src/core/calendar.ts'
import type { Db } from '../../src/db/database.ts'
import { importFirm } from '../../src/domain/firm/import-firm.ts'
import { DESKTOP, PHONE, expectWellMade } from './browser.ts'
import { createTestDeps } from './deps.ts'
import { sourcesOf } from './firm-files.ts'
import type { SmtpSink } from './smtp-sink.ts'

/** A running FirstCall: where it listens, how it is made to tick, its database and the mail it sends. */
export type Installation = {
  baseUrl: string
  db: Db
  sink: SmtpSink
  tick(): Promise<void>
  open(options?: typeof PHONE): Promise<Page>
}

const today = (): string => dayIn('UTC', new Date())

/** Long enough ago that its survey is due by now, whatever the hour. */
const reachedOn = (): string => addDays(today(), -4)

const files = (): Record<string, string> => ({
  'firm.csv':
    'name,from_name,from_email,time_zone,postal_address\nKestrel & Co.,,hello@kestrel.example,UTC,12 Wharf Street\n',
  'staff.csv': [
    'ref,name,email,role,leader_ref,phone',
    'pm-1,Dana Whitfield,dana@kestrel.example,pm,lead-1,+1 207 555 0142',
    'lead-1,Priya Raman,priya@kestrel.example,leader,,',
    '',
  ].join('\n'),
  'accounts.csv': 'ref,name,industry\nacc-1,Halden Motors,Motors\n',
  'contacts.csv': 'ref,account_ref,name,email\ncon-1,acc-1,Ellen Marsh,ellen@halden.example\n',
  'engagements.csv': 'ref,account_ref,name,pm_ref,started_on\neng-1,acc-1,Dealer site refresh,pm-1,2026-01-05\n',
  'engagement_contacts.csv': 'engagement_ref,contact_ref,role\neng-1,con-1,sponsor\n',
  'milestones.csv': `ref,engagement_ref,kind,planned_on,reached_on\nms-1,eng-1,delivery,${today()},\n`,
})

const linkIn = (text: string, path: string): string => {
  const link = text.split(/\s+/).find((word) => word.includes(path))
  if (!link) throw new Error(`no link to ${path} in:\n${text}`)
  return link
}

const textOf = (mail: { parsed: { text?: string | undefined } }): string => mail.parsed.text ?? ''

async function signIn(at: Installation, page: Page, address: string): Promise<void> {
  await page.goto(`${at.baseUrl}/sign-in`)
  await expectWellMade(page)
  await page.locator('input[name=email]').fill(address)
  await page.getByRole('button', { name: 'Send me a link' }).click()
  await at.tick()
  const mail = await at.sink.next()
  expect(mail.to).toEqual([address])
  await page.goto(linkIn(textOf(mail), '/sign-in/confirm'))
  await expectWellMade(page)
  await page.getByRole('button', { name: 'Sign in' }).click()
}

async function markReached(at: Installation, page: Page): Promise<void> {
  await page.goto(`${at.baseUrl}/engagements?state=all`)
  await expectWellMade(page)
  await page.getByRole('link', { name: 'Dealer site refresh' }).first().click()
  await expectWellMade(page)
  await page.getByText('Mark delivery reached').first().click()
  await page.locator('input[name=reached_on]').first().fill(reachedOn())
  await page.getByRole('button', { name: 'Mark delivery reached' }).click()
  await expectWellMade(page)
}

async function answer(at: Installation): Promise<void> {
  const mail = await at.sink.next()
  expect(mail.to).toEqual(['ellen@halden.example'])
  expect(mail.parsed.from?.text).toContain('Dana Whitfield')
  expect(mail.raw).toMatch(/^List-Unsubscribe: <http.*$/m)
  const page = await at.open(PHONE)
  await page.goto(`${linkIn(textOf(mail), '/s/')}?call_first=4`)
  await expectWellMade(page)
  expect(await page.locator('input[name=call_first][value="4"]').isChecked()).toBe(true)
  await page.locator('textarea[name=comment]').fill('The invoice dispute took three weeks.')
  await page.getByRole('button', { name: 'Send my answers' }).click()
  expect(page.url()).toContain('/thanks')
  await expectWellMade(page)
  await page.locator('input[type=checkbox][name=call_me]').check()
  await page.getByRole('button', { name: 'Send this too' }).click()
  await expectWellMade(page)
}

/** From the alert's link, without signing in: what is shown there is pressed, and a phone is enough. */
async function takeByLink(at: Installation, link: string): Promise<void> {
  const page = await at.open(PHONE)
  await page.goto(link)
  await expectWellMade(page)
  expect(await page.textContent('main')).toContain('The invoice dispute took three weeks.')
  await page.getByRole('button', { name: 'I take it' }).click()
  await expectWellMade(page)
  expect(await page.textContent('main')).toContain('It is yours')
}

/** 'You said, we did' is drafted by closing, looked at, and sent by a press. */
async function tellTheClient(at: Installation, page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Tell Ellen Marsh' }).click()
  await expectWellMade(page)
  await page.locator('textarea[name=we_did]').fill('The invoice is corrected, and Dana checks each one from now on.')
  await page.getByRole('button', { name: 'Save, and show how it looks' }).click()
  await expectWellMade(page)
  await page.getByRole('button', { name: 'Send it to Ellen Marsh' }).click()
  await expectWellMade(page)
  await at.tick()
  const mail = await at.sink.next()
  expect(mail.to).toEqual(['ellen@halden.example'])
  expect(textOf(mail)).toContain('> The invoice dispute took three weeks.')
  expect(textOf(mail)).toContain('Dana checks each one from now on.')
  expect(mail.parsed.replyTo?.text).toContain('priya@kestrel.example')
}

async function act(at: Installation): Promise<void> {
  await at.tick()
  const alert = await at.sink.next()
  expect(alert.parsed.subject).toContain('Ellen Marsh')
  await takeByLink(at, linkIn(textOf(alert), '/f/'))
  const page = await at.open(DESKTOP)
  const [address = ''] = alert.to
  await signIn(at, page, address)
  await page.goto(`${at.baseUrl}/follow-ups`)
  await expectWellMade(page)
  await page.getByRole('link', { name: 'Ellen Marsh' }).click()
  await expectWellMade(page)
  await page.getByText('Add a note').first().click()
  await page.locator('textarea[name=note]').fill('Rang twice; back at four.')
  await page.getByRole('button', { name: 'Add the note' }).click()
  await page.locator('textarea[name=what_we_did]').fill('Called Ellen; the invoice is corrected.')
  await page.getByRole('button', { name: 'Close the follow-up' }).click()
  await expectWellMade(page)
  expect(await page.textContent('main')).toContain('Called Ellen; the invoice is corrected.')
  await tellTheClient(at, page)
}

async function lead(at: Installation): Promise<void> {
  const page = await at.open(DESKTOP)
  await signIn(at, page, 'priya@kestrel.example')
  for (const path of ['/overview', '/pms', '/accounts']) {
    await page.goto(`${at.baseUrl}${path}`)
    await expectWellMade(page)
  }
  await page.getByRole('link', { name: 'Halden Motors' }).first().click()
  await expectWellMade(page)
  expect(await page.textContent('main')).toContain('The invoice dispute took three weeks.')
}

/** The whole loop as its people walk it: import, reach a milestone, ask, answer on a phone, act, and read it all. */
export async function walkTheLoop(at: Installation): Promise<void> {
  const report = await importFirm(createTestDeps(at.db), sourcesOf(files()))
  expect(report.faults).toEqual([])
  // The walk has to work on a Sunday night, too.
  const always = { workFrom: 0, workUntil: 24, workDays: 'mon tue wed thu fri sat sun' }
  await at.db.updateTable('firm').set(always).execute()
  const pm = await at.open(PHONE)
  await signIn(at, pm, 'dana@kestrel.example')
  await expectWellMade(pm)
  await markReached(at, pm)
  await at.tick()
  await answer(at)
  await act(at)
  await lead(at)
  await pm.goto(`${at.baseUrl}/my-score`)
  await expectWellMade(pm)
  expect(await pm.textContent('main')).toContain('The invoice dispute took three weeks.')
}
