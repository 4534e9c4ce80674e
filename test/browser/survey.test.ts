import type { BrowserContextOptions } from 'playwright-core'
import { afterEach, describe, expect, it } from 'vitest'
import { expectWellMade, useBrowser } from '../support/browser.ts'
import { useDatabase } from '../support/database.ts'
import { createTestDeps } from '../support/deps.ts'
import { createContact, createInvitation, createWorld } from '../support/factories.ts'
import { serveSurveys, tooSmall } from '../support/survey-site.ts'

describe("the client's pages in a browser", () => {
  const database = useDatabase()
  const browser = useBrowser()
  const endings: (() => Promise<void>)[] = []
  afterEach(async () => {
    for (const end of endings.splice(0)) await end()
  })

  async function setUp() {
    const world = await createWorld(database.db)
    const { base, close } = await serveSurveys(createTestDeps(database.db))
    endings.push(close)
    const ask = async (survey: string, state: 'sent' | 'closed' = 'sent') => {
      const contact = await createContact(database.db, { accountId: world.account.id, name: 'Jo Meyer' })
      const keys = { milestoneId: world.milestone.id, contactId: contact.id, pmId: world.pm.id }
      return (await createInvitation(database.db, { ...keys, survey, state })).token
    }
    return { base, ask, token: world.invitation.token }
  }

  it('answers on a small phone without any script, by keyboard too', { timeout: 60_000 }, async () => {
    const { base, token } = await setUp()
    const page = await browser.open({ javaScriptEnabled: false, viewport: { width: 320, height: 640 } })
    await page.goto(`${base}/s/${token}`)
    await page.getByRole('button', { name: 'Send my answers' }).click()
    await page.getByRole('link', { name: /Choose a number from 0 to 10/ }).click()
    expect(page.url()).toContain('#call_first')
    await page.getByRole('radio', { name: '8 — Very probable (8 in 10)' }).focus()
    await page.keyboard.press('Space')
    await page.keyboard.press('ArrowRight')
    await page
      .getByRole('group', { name: /had my back/ })
      .getByRole('radio', { name: '5 of 5' })
      .check()
    await page.getByLabel('What should we keep, or change?').fill('The weekly notes')
    await page.getByLabel('Only our leadership').check()
    await page.getByRole('button', { name: 'Send my answers' }).click()
    await page.getByLabel('Yes, please call me').check()
    await page.getByRole('button', { name: 'Send this too' }).click()
    expect(await page.getByRole('status').textContent()).toContain('Saved')
    const response = await database.db.selectFrom('response').selectAll().executeTakeFirstOrThrow()
    expect(response).toMatchObject({
      callFirst: 9,
      callMe: true,
      comment: 'The weekly notes',
      visibility: 'leadership',
    })
  })

  it('chooses numbers by their keys while the focus is among them, and nowhere else', { timeout: 60_000 }, async () => {
    const { base, token } = await setUp()
    const page = await browser.open()
    await page.goto(`${base}/s/${token}`)
    const chosen = () =>
      page
        .locator('input[type=radio]:checked')
        .evaluateAll((radios) => radios.map((radio) => `${radio.getAttribute('name')} ${radio.getAttribute('value')}`))
    await page.keyboard.press('7')
    expect(await chosen()).toEqual(['visibility team'])
    const tree = await (await page.context().newCDPSession(page)).send('Accessibility.getFullAXTree')
    const described = tree.nodes.filter(({ description }) => description?.value === 'keys 0–9, x for 10')
    expect(described.map(({ role }) => role?.value)).toEqual(['group'])
    await page.locator('[name=call_first]').first().focus()
    for (const [keys, value] of [
      ['7', '7'],
      ['x', '10'],
      ['0', '0'],
      ['1', '1'],
      ['0', '10'],
      ['Control+4', '10'],
    ] as const) {
      await page.keyboard.press(keys)
      expect(await chosen(), keys).toEqual([`call_first ${value}`, 'visibility team'])
    }
    await page.locator('[name=steward]').first().focus()
    await page.keyboard.type('94')
    expect(await chosen()).toEqual(['call_first 10', 'steward 4', 'visibility team'])
    await page.getByLabel('What should we keep, or change?').pressSequentially('5 stars, 10 weeks')
    expect(await chosen()).toEqual(['call_first 10', 'steward 4', 'visibility team'])
    expect(await page.getByLabel('What should we keep, or change?').inputValue()).toBe('5 stars, 10 weeks')
  })

  it('shows whole, at once and outlined what the Tab key has reached', { timeout: 60_000 }, async () => {
    const { base, token } = await setUp()
    const page = await browser.open({ viewport: { width: 360, height: 480 } })
    await page.goto(`${base}/s/${token}`)
    const names: string[] = []
    while (!names.includes('steward') && names.length < 20) {
      await page.keyboard.press('Tab')
      const focused = await page.locator(':focus').evaluate((element) => {
        const { top, bottom, left, width } = element.getBoundingClientRect()
        const { outlineStyle, outlineWidth, outlineColor, opacity } = getComputedStyle(element)
        const ring = { outlineStyle, outlineWidth, outlineColor, opacity }
        const isInView = top >= 5 && bottom <= innerHeight - 5
        const isOnTop = document.elementFromPoint(left + width / 2, (top + bottom) / 2) === element
        return { name: element.getAttribute('name') ?? 'a link or the button', ring, isInView, isOnTop }
      })
      names.push(focused.name)
      const ring = { outlineStyle: 'solid', outlineWidth: '3px', outlineColor: 'rgb(28, 27, 24)', opacity: '1' }
      expect(focused).toEqual({ name: focused.name, ring, isInView: true, isOnTop: true })
    }
    expect(names).toContain('steward')
  })

  const looks: [string, BrowserContextOptions][] = [
    ['at 320 pixels, light', { viewport: { width: 320, height: 640 } }],
    ['at 1180 pixels, dark', { viewport: { width: 1180, height: 900 }, colorScheme: 'dark' }],
  ]
  it.each(looks)('is well made in every state %s', { timeout: 120_000 }, async (_, look) => {
    const { base, ask, token } = await setUp()
    const page = await browser.open(look)
    const expectGood = async () => {
      await expectWellMade(page)
      expect(await tooSmall(page)).toEqual([])
    }
    for (const survey of ['kickoff', 'midpoint', 'close', 'aftercare']) {
      await page.goto(`${base}/s/${await ask(survey)}`)
      await expectGood()
    }
    await page.goto(`${base}/s/${token}?call_first=10`)
    expect(await page.getByText('Certain, practically certain').isVisible()).toBe(true)
    await expectGood()
    await page.getByLabel('What should we keep, or change?').fill('x'.repeat(5001))
    await page.getByRole('button').click()
    await expectGood()
    await page.getByLabel('What should we keep, or change?').fill('The weekly notes')
    await page.getByRole('button').click()
    await expectGood()
    for (const path of [`/s/${token}`, `/s/${await ask('delivery', 'closed')}`, '/s/nobody', `/u/${token}`]) {
      await page.goto(`${base}${path}`)
      await expectGood()
    }
  })
})
