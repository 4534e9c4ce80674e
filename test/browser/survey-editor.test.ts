import type { Page } from 'playwright-core'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createSignInLink } from '../../src/domain/access/sign-in-link.ts'
import { startServer } from '../../src/node.ts'
import { DESKTOP, PHONE, expectWellMade, useBrowser } from '../support/browser.ts'
import { useDatabase } from '../support/database.ts'
import { createTestDeps, type TestDeps } from '../support/deps.ts'
import { addParticipant, createContact, createInvitation, createWorld, type World } from '../support/factories.ts'

describe('a survey of the firm’s own', () => {
  const database = useDatabase()
  const browser = useBrowser()
  let deps: TestDeps
  let world: World
  let base: string
  let stop: () => Promise<void>

  beforeEach(async () => {
    // Sessions end by the real clock.
    const made = createTestDeps(database.db, { now: new Date().toISOString() })
    deps = { ...made, config: { ...made.config, port: 0 } }
    world = await createWorld(database.db)
    const server = await startServer(deps, { ticking: null })
    base = `http://127.0.0.1:${server.port}`
    // The app compares where a form comes from with its own address.
    deps.config.baseUrl = base
    stop = server.stop
  })
  afterEach(() => stop())

  async function open(options: NonNullable<Parameters<typeof browser.open>[0]>): Promise<Page> {
    const page = await browser.open(options)
    const link = await createSignInLink(deps, world.admin.email)
    if (link.kind !== 'created') throw new Error(link.kind)
    await page.goto(link.url)
    await page.getByRole('button', { name: 'Sign in' }).click()
    return page
  }

  /** A contact who is asked the survey, and the link that it gets. */
  async function ask(survey: string): Promise<string> {
    const contact = await createContact(database.db, { accountId: world.account.id, name: 'Ines Vogt', locale: 'de' })
    await addParticipant(database.db, world.engagement, contact)
    const { milestone, pm } = world
    const { token } = await createInvitation(database.db, {
      milestoneId: milestone.id,
      contactId: contact.id,
      pmId: pm.id,
      survey,
      closesAt: new Date(deps.now().getTime() + 7 * 86_400_000),
    })
    return `${base}/s/${token}`
  }

  const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).first().click()

  it('is made from nothing, translated, published and answered, without a script', { timeout: 240_000 }, async () => {
    const page = await open({ ...DESKTOP, javaScriptEnabled: false })
    await page.goto(`${base}/plan`)
    await page.getByRole('link', { name: 'What each survey asks' }).click()
    await page.getByRole('link', { name: 'Begin a survey of your own' }).click()
    await page.getByLabel('Name').fill('Retainer review')
    await press(page, 'Begin the draft')
    await page.getByText('Add a question to the survey page').click()
    await press(page, /^Long words/)
    await page.waitForURL(/at=/)
    await page.getByRole('textbox', { name: 'Question' }).nth(2).fill('What made you hesitate, {contact}?')
    const added = page.locator('#q4')
    await added.getByText('Asked of everybody').click()
    await added.getByLabel('Ask only if').selectOption({ index: 1 })
    await press(page, /^Deutsch/)
    await page.waitForURL(/beside=de/)
    expect(await page.textContent('[name="do"][value="beside:de"]')).toContain('1 missing')
    await page.getByLabel('Question, Deutsch').nth(2).fill('Was lässt Sie zögern?')
    await press(page, 'Save the draft')
    await page.waitForURL(/done=saved/)
    expect(await page.textContent('[name="do"][value="beside:de"]')).toContain('complete')
    await page
      .locator('#q4')
      .getByRole('button', { name: /^Move up/ })
      .focus()
    await page.keyboard.press('Enter')
    await page.waitForURL(/at=q4\.up/)
    await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('q4.up')
    await press(page, 'Publish …')
    await press(page, 'Publish version 1')
    await page.waitForURL(/done=published/)
    expect(await page.textContent('.notice')).toContain('Published')

    const client = await browser.open({ ...PHONE, javaScriptEnabled: false })
    const link = await ask('retainer_review')
    await client.goto(link)
    expect(await client.locator('html').getAttribute('lang')).toBe('de')
    const why = client.getByLabel('Was lässt Sie zögern?')
    expect(await why.isVisible()).toBe(false)
    await client.locator('[name=call_first][value="4"]').check({ force: true })
    await why.fill('Die Rechnung')
    await client.getByRole('button', { name: /senden/ }).click()
    await client.waitForURL(/thanks/)
    const answers = await database.db.selectFrom('answer').select(['key', 'value']).execute()
    expect(answers).toEqual([{ key: 'what_made_you_hesitate', value: 'Die Rechnung' }])
  })

  it(
    'keeps what is typed and redraws the page beside it, and leaves the focus alone',
    { timeout: 240_000 },
    async () => {
      const page = await open(DESKTOP)
      await page.goto(`${base}/surveys/delivery/edit?beside=de`)
      const complaints: string[] = []
      // The sandbox is to stop the previewed page's script; anything else is a fault.
      page.on('console', (message) => {
        if (!message.text().startsWith('Blocked script execution')) complaints.push(message.text())
      })
      /** The frame runs nothing, not even what a test would ask in it. */
      const waitForPreview = (selector: string, text: string) =>
        page.waitForFunction(
          ([within, said]) =>
            document
              .querySelector<HTMLIFrameElement>('iframe[name=preview]')
              ?.contentDocument?.querySelector(within ?? '')
              ?.textContent?.includes(said ?? ''),
          [selector, text],
        )
      const focus = () => page.evaluate(() => document.activeElement?.id)
      const words = page.locator('[id="q1.text.de"]')
      await words.fill('Typed {oops}')
      await waitForPreview('#call_first', 'Typed {oops}')
      await page.getByText('{oops} is not known').waitFor()
      // The caret is where it was: the page beside was redrawn, and the form was not.
      await page.keyboard.press('ArrowLeft')
      await page.keyboard.type('!')
      await waitForPreview('#call_first', 'Typed {oops!}')
      expect(await focus()).toBe('q1.text.de')
      expect(await words.evaluate((field: HTMLTextAreaElement) => field.selectionStart)).toBe(12)
      await expectWellMade(page)
      // Pressed while what was typed is still to be kept: the words go along, and the focus stays on the button.
      await page.keyboard.type('?')
      const up = page.locator('[id="q3.up"]')
      await up.focus()
      await page.keyboard.press('Enter')
      await page.waitForURL(/at=q3\.up/)
      await expect.poll(focus).toBe('q3.up')
      expect(await words.inputValue()).toBe('Typed {oops!?}')
      await words.fill('Typed again')
      await page.locator('[id="q3.down"]').click()
      await page.waitForURL(/at=q3\.down/)
      await expect.poll(focus).toBe('q3.down')
      expect(await words.inputValue()).toBe('Typed again')
      const stored = await database.db.selectFrom('surveyDraft').select('changedBy').execute()
      expect(stored).toEqual([{ changedBy: world.admin.id }])
      await page.locator('select[name=lang]').selectOption('en')
      await waitForPreview('[lang=en] body', 'How are we doing')
      expect(complaints).toEqual([])
    },
  )
})
