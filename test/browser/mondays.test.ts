import type { BrowserContextOptions, Page } from 'playwright-core'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { addDays, dayIn, weekdayOf } from '../../src/core/calendar.ts'
import { createSignInLink } from '../../src/domain/access/sign-in-link.ts'
import type { Row } from '../../src/db/schema.ts'
import { DESKTOP, expectNothingWide, expectWellMade, PHONE, useBrowser } from '../support/browser.ts'
import { useDatabase } from '../support/database.ts'
import { createTestDeps } from '../support/deps.ts'
import { byKeyboard, byTouch, expectFaultAt, expectSaid, type Hand } from '../support/hand.ts'
import { startOnNode } from '../support/installation.ts'
import { createMonday, type Monday, NEED } from '../support/monday.ts'
import { createSmtpSink, type SmtpSink } from '../support/smtp-sink.ts'

/** A way to work: what is looked at closely in one is not in the other, as each close look costs a second. */
const WAYS: [string, number, BrowserContextOptions, (page: Page) => Hand][] = [
  ['on a phone, by touch', 0, { ...PHONE, colorScheme: 'light' }, byTouch],
  ['on a dark desktop, by keyboard alone', 1, { ...DESKTOP, colorScheme: 'dark' }, byKeyboard],
]

describe('a Monday', () => {
  const database = useDatabase()
  const browser = useBrowser()
  let monday: Monday
  let sink: SmtpSink
  let running: Awaited<ReturnType<typeof startOnNode>>

  beforeEach(async () => {
    monday = await createMonday(database.db)
    sink = await createSmtpSink()
    running = await startOnNode(database, sink)
  })
  afterEach(async () => {
    await running.stop()
    await sink.close()
  })

  type Way = (typeof WAYS)[number]

  async function begin([, turn, options, worker]: Way) {
    const hand = worker(await browser.open(options))
    const { page } = hand
    let looks = turn
    const lookAt = async (at: Page): Promise<void> => {
      looks += 1
      await (looks % 2 === 0 ? expectWellMade(at) : expectNothingWide(at))
    }
    return {
      hand,
      page,
      link: (name: string | RegExp) => hand.press(page.getByRole('link', { name }).first()),
      button: (name: string | RegExp) => hand.press(page.getByRole('button', { name }).first()),
      field: (label: string | RegExp) => page.getByLabel(label).first(),
      place: (name: string) =>
        hand.press(page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name, exact: true })),
      look: () => lookAt(page),
      lookAt,
      reads: async (words: string | RegExp) => expect(await page.textContent('main')).toMatch(words),
    }
  }

  type Walk = Awaited<ReturnType<typeof begin>>

  async function signIn({ page, button }: Walk, staff: Row<'staff'>): Promise<void> {
    const deps = createTestDeps(database.db, { now: new Date().toISOString() })
    const link = await createSignInLink(deps, staff.email)
    if (link.kind !== 'created') throw new Error(link.kind)
    await page.goto(link.url.replace(deps.config.baseUrl, running.baseUrl))
    await button('Sign in')
  }

  /** The text of the next mail to somebody in which these words stand. */
  async function mailTo(address: string, words: string): Promise<string> {
    await running.tick()
    for (;;) {
      const { to, parsed } = await sink.next()
      if (to.includes(address) && parsed.text?.includes(words)) return parsed.text
    }
  }

  const linkMailedTo = async (address: string, path: string): Promise<string> =>
    (await mailTo(address, path)).split(/\s+/).find((word) => word.includes(path)) ?? ''

  async function takeFromAlert(walk: Walk): Promise<void> {
    await walk.page.goto(await linkMailedTo(monday.pm.email, '/f/'))
    await walk.reads('The invoice dispute took three weeks.')
    await walk.button('I take it')
    await expectSaid(walk.hand, 'It is yours')
    await walk.look()
  }

  async function guessAndRead(walk: Walk): Promise<void> {
    await walk.reads(/in 100 would call us first/)
    expect(await walk.page.textContent('main')).not.toContain('They were there')
    await walk.link('Marta Weber')
    await walk.look()
    await walk.hand.choose(walk.field('Will they call us first?'), /^7/)
    await walk.button('Open the answer')
    await expectSaid(walk.hand, 'Your guess stands beside it')
    await walk.reads('You guessed 7: 2 too low.')
    await walk.look()
    await walk.link('Your guesses')
    await walk.place('My score')
    await walk.reads('They were there when it mattered.')
    await walk.button('Seen up to here')
    await expectSaid(walk.hand, 'Below stands what comes from now on')
  }

  /** The week’s digest comes on the day that one chose, and its link leads to what is due. */
  async function openFromDigest(walk: Walk): Promise<void> {
    const today = weekdayOf(dayIn('Europe/Berlin', new Date()))
    await database.db.updateTable('staff').set({ digestDay: today }).where('id', '=', monday.pm.id).execute()
    const digest = await mailTo(monday.pm.email, '/settings/digest')
    expect(digest).toContain('Ben Arlt')
    await walk.page.goto(digest.split(/\s+/).find((word) => word.includes('/follow-ups/')) ?? '')
    await walk.reads('The invoice dispute took three weeks.')
  }

  async function followUp(walk: Walk): Promise<void> {
    const { hand, page } = walk
    await walk.place('Follow-ups')
    await walk.reads('Ben Arlt')
    await openFromDigest(walk)
    await hand.unfold(page.getByText('Add a note'))
    await hand.write(page.locator('[name=note]'), 'Rang twice; back at four.')
    await walk.button('Add the note')
    await expectSaid(hand, 'The note is kept')
    await hand.unfold(page.getByText('Snooze it'))
    await hand.date(walk.field('Until'), addDays(dayIn('Europe/Berlin', new Date()), 3))
    await hand.write(walk.field('Why it can wait'), 'They are at a fair until Thursday.')
    await walk.look()
    await hand.press(page.getByRole('button', { name: 'Snooze', exact: true }))
    await expectSaid(hand, 'It is snoozed')
    await walk.look()
    await hand.write(walk.field('What we did'), 'Called Ben; the invoice is corrected.')
    await walk.button('Close the follow-up')
    await expectSaid(hand, 'An e-mail to the client is drafted')
    await walk.look()
  }

  async function tellTheClient(walk: Walk): Promise<void> {
    const { hand } = walk
    await walk.link('Tell Ben Arlt')
    await hand.write(walk.field('You said'), 'Everything was fine.')
    await hand.write(walk.field('We did'), 'The invoice is corrected, and Dana checks each one from now on.')
    await walk.button('Save, and show how it looks')
    await expectFaultAt(hand, 'you_said')
    await walk.look()
    await hand.write(walk.field('You said'), 'The invoice dispute took three weeks.')
    await walk.button('Save, and show how it looks')
    await expectSaid(hand, 'Nothing is sent yet')
    await walk.look()
    await walk.button('Send it to Ben Arlt')
    await expectSaid(hand, 'in the outbox')
    const mail = await mailTo('ben@northwind.example', 'Dana checks each one from now on.')
    expect(mail).toContain('> The invoice dispute took three weeks.')
  }

  async function logCall(walk: Walk): Promise<void> {
    const { hand, page } = walk
    await walk.place('Engagements')
    await walk.link('Claims portal rebuild')
    await walk.link('Log what a client said')
    await hand.choose(walk.field('Who said it'), 'Elif Kaya')
    await hand.choose(walk.field('About which milestone'), 'Delivery')
    await hand.write(walk.field('What they said'), 'Best hand-over we ever had.')
    await hand.choose(walk.field('Would they call us first?'), /^10/)
    await walk.button('Keep it')
    await expectSaid(hand, 'until then it counts in no score')
    const client = byKeyboard(await browser.open(PHONE))
    await client.page.goto(await linkMailedTo('elif@northwind.example', '/c/'))
    await walk.lookAt(client.page)
    await client.press(client.page.getByRole('button', { name: 'Yes, that is what I said' }))
    await client.page.getByText('Thank you, confirmed').waitFor()
    await walk.lookAt(client.page)
    await page.reload()
    await walk.reads('confirmed by the client')
  }

  it.each(WAYS)('of a PM: guesses, reads, acts and tells the client, %s', { timeout: 180_000 }, async (...way) => {
    const walk = await begin(way)
    await takeFromAlert(walk)
    await signIn(walk, monday.pm)
    await guessAndRead(walk)
    await followUp(walk)
    await tellTheClient(walk)
    await logCall(walk)
    const reply = await database.db.selectFrom('reply').select(['state', 'changedBy']).execute()
    expect(reply).toEqual([{ state: 'sent', changedBy: monday.pm.id }])
  })

  /** The answer to the page's question is in sight before anything is pressed; a phone opens the filters at a press. */
  async function openFilters({ hand, page }: Walk): Promise<void> {
    const score = await page.locator('.figure-card').first().boundingBox()
    expect((score?.y ?? 0) + (score?.height ?? 0)).toBeLessThanOrEqual(page.viewportSize()?.height ?? 0)
    const summary = page.locator('.filters summary')
    if (!(await summary.isVisible())) return
    expect(await summary.textContent()).toBe('Filters Period: Last 12 months')
    await hand.unfold(summary)
  }

  async function filterAndCompare(walk: Walk): Promise<void> {
    const { hand, page } = walk
    await openFilters(walk)
    await hand.choose(walk.field('Period'), 'Last 3 months')
    await hand.choose(walk.field('PM'), 'Dana Reyes')
    await hand.choose(walk.field('Industry'), 'Motors')
    await walk.button('Show')
    await page.locator('#shown:focus').waitFor({ timeout: 5000 })
    await walk.reads(/Plain average of \d+ answers.* in \w+ \d{4} to \w+ \d{4}/)
    await walk.link(/^\d+ answers$/)
    await walk.link(/^\d of 10$/)
    await walk.reads('Halden Motors')
    await walk.place('Project managers')
    await walk.link('Dana Reyes')
    await walk.reads('this look is logged')
  }

  async function assignAndClose(walk: Walk): Promise<void> {
    const { hand, page } = walk
    await walk.place('Accounts')
    await walk.link('Northwind Insurance')
    await walk.link('Ben Arlt')
    await hand.unfold(page.getByText('Give it to somebody else'))
    await hand.choose(walk.field('Who looks after it'), 'Amir Haddad')
    await walk.button('Give it to them')
    await expectSaid(hand, 'its new owner gets an e-mail')
    await linkMailedTo(monday.accountManager.email, '/f/')
    await walk.look()
    await hand.write(walk.field('What we did'), 'Amir called; the invoice is corrected.')
    await walk.button('Close the follow-up')
    await expectSaid(hand, 'It is closed')
  }

  async function holdAndLift(walk: Walk): Promise<void> {
    const { hand, page } = walk
    await walk.place('Engagements')
    await walk.link('Claims portal rebuild')
    const close = page.locator('.milestone').filter({ hasText: 'Close' })
    await hand.unfold(close.locator('summary').filter({ hasText: 'Chiara Rossi' }))
    await hand.press(close.getByRole('link', { name: 'Leave Chiara Rossi out' }))
    await walk.look()
    await hand.write(walk.field('Why'), 'On sick leave until spring')
    await walk.button('Leave out Chiara Rossi')
    await expectSaid(hand, '1 invitation will not be sent')
    expect(await close.textContent()).toContain('On sick leave until spring')
    await walk.look()
    await page.emulateMedia({ media: 'print' })
    expect(await page.locator('.stands').first().isVisible()).toBe(true)
    expect(await page.getByRole('button', { name: 'Ask now' }).count()).toBe(0)
    await page.emulateMedia({ media: null })
    await hand.press(close.getByRole('button', { name: 'Ask now Deniz' }))
    await expectSaid(hand, 'In the outbox, about to be sent')
    await walk.place('Overview')
    await walk.link('Who was asked, and who was not')
    await hand.press(
      page
        .getByRole('row', { name: /Dana Reyes/ })
        .getByRole('link')
        .first(),
    )
    expect(await page.textContent('#people')).toContain('Chiara Rossi')
    await walk.look()
    await walk.link('Who left out whom')
    await walk.look()
    await walk.link('Lift the hold on Chiara Rossi')
    await walk.look()
    await walk.button('Lift the hold')
    await expectSaid(hand, 'The hold is lifted')
    expect(await close.textContent()).toContain('Let in again; the plan decides within a few minutes')
  }

  async function printReport(walk: Walk): Promise<void> {
    const { page } = walk
    await walk.place('Overview')
    await walk.link('The last quarter on a page to print')
    await page.emulateMedia({ media: 'print' })
    expect(await page.getByRole('navigation', { name: 'Pages' }).isVisible()).toBe(false)
    expect(await page.getByRole('heading', { name: 'Project managers' }).isVisible()).toBe(true)
  }

  it.each(WAYS)(
    'of a leader: filters, compares, assigns, closes and prints, %s',
    { timeout: 180_000 },
    async (...way) => {
      const walk = await begin(way)
      await signIn(walk, monday.leader)
      await filterAndCompare(walk)
      await assignAndClose(walk)
      await holdAndLift(walk)
      await printReport(walk)
      const done = await database.db.selectFrom('followUp').select(['state', 'ownerId']).execute()
      expect(done).toEqual([{ state: 'closed', ownerId: monday.accountManager.id }])
    },
  )

  async function moveOn({ hand, field, button }: Walk, state: string): Promise<void> {
    await hand.choose(field('State'), state)
    await button('Save')
    await expectSaid(hand, 'Saved.')
  }

  it.each(WAYS)('of an account manager: a need goes from new to won, %s', { timeout: 120_000 }, async (...way) => {
    const walk = await begin(way)
    const { hand } = walk
    await signIn(walk, monday.accountManager)
    await walk.link(NEED.slice(0, 30))
    await moveOn(walk, 'Talking')
    await walk.look()
    await hand.write(walk.field('Value'), 'a lot')
    await walk.button('Save')
    await expectFaultAt(hand, 'value')
    await walk.look()
    await hand.write(walk.field('Value'), '40000')
    await hand.write(walk.field('Currency'), 'EUR')
    await moveOn(walk, 'Quoted')
    await moveOn(walk, 'Won')
    await walk.look()
    expect(await walk.field('Needed on').inputValue()).toBe(dayIn('Europe/Berlin', new Date()))
    await hand.choose(walk.field('Did they call us first?'), 'Yes, they called us first')
    await walk.button('Record the outcome')
    await expectSaid(hand, 'The outcome is recorded')
    await walk.reads('They called us first.')
    await walk.look()
    await walk.place('Opportunities')
    await walk.link(/^Won \(1\)/)
    await walk.reads('1 need won, worth 40,000 EUR')
  })
})
