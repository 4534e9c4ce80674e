import { afterEach, describe, expect, it } from 'vitest'
import { expectWellMade, PHONE, useBrowser } from '../support/browser.ts'
import { useDatabase } from '../support/database.ts'
import { createTestDeps } from '../support/deps.ts'
import { createWorld } from '../support/factories.ts'
import { serveSurveys } from '../support/survey-site.ts'

describe('answers that are kept as one goes', () => {
  const database = useDatabase()
  const browser = useBrowser()
  const endings: (() => Promise<void>)[] = []
  afterEach(async () => {
    for (const end of endings.splice(0)) await end()
  })

  async function setUp() {
    const world = await createWorld(database.db)
    const deps = createTestDeps(database.db)
    const { base, close } = await serveSurveys(deps)
    endings.push(close)
    return { url: `${base}/s/${world.invitation.token}`, deps }
  }

  const fieldsKept = async () => {
    const rows = await database.db.selectFrom('partialAnswer').select('fields').execute()
    return Object.fromEntries(Object.entries(rows[0]?.fields ?? {}).map(([field, { value }]) => [field, value]))
  }

  it('are found again on another device, sent once, by keyboard alone', { timeout: 240_000 }, async () => {
    const { url } = await setUp()
    const phone = await browser.open(PHONE)
    await phone.goto(`${url}?call_first=8`)
    expect(await phone.getByText('Your answers so far are kept if you stop halfway.').isVisible()).toBe(true)
    expect(await phone.getByText('1 of 7 answered.').isVisible()).toBe(true)
    expect(await fieldsKept()).toEqual({})
    await phone.locator('[name=had_my_back][value="4"]').check()
    await phone.getByText('Kept, not sent yet.').waitFor()
    await phone.getByText('2 of 7 answered.').waitFor()
    expect(await fieldsKept()).toEqual({ call_first: '8', had_my_back: '4' })
    await expectWellMade(phone)

    const desk = await browser.open()
    await desk.goto(url)
    await desk.getByText('What you filled in on 20 November was kept.').waitFor()
    await desk.keyboard.press('Tab')
    while (!(await desk.locator('[name=call_first]:focus').count())) await desk.keyboard.press('Tab')
    await desk.keyboard.type('10')
    await desk.getByText('10 — Certain, practically certain').waitFor()
    await desk.keyboard.press('Tab')
    await desk.keyboard.press('5')
    while (!(await desk.locator('[name=comment]:focus').count())) await desk.keyboard.press('Tab')
    await desk.keyboard.type('Weekly notes, 5 of them')
    await expect.poll(fieldsKept).toMatchObject({ comment: 'Weekly notes, 5 of them' })

    // The phone has been in a pocket meanwhile; looked at again, it shows what was kept at the desk.
    await phone.evaluate(() => document.dispatchEvent(new Event('visibilitychange')))
    await expect.poll(() => phone.locator('[name=comment]').inputValue()).toBe('Weekly notes, 5 of them')
    expect(await phone.locator('[name=call_first][value="10"]').isChecked()).toBe(true)

    await desk.keyboard.press('Tab')
    await desk.keyboard.press('ArrowDown')
    await desk.keyboard.press('Tab')
    await desk.keyboard.press('Enter')
    await desk.waitForURL('**/thanks')
    const sent = await database.db.selectFrom('response').selectAll().execute()
    expect(sent).toMatchObject([{ callFirst: 10, comment: 'Weekly notes, 5 of them', visibility: 'leadership' }])
    expect(await fieldsKept()).toEqual({})
  })

  it('shift nothing on the page, and nothing is lost by reloading or by going back', { timeout: 240_000 }, async () => {
    const { url } = await setUp()
    const page = await browser.open(PHONE)
    await page.addInitScript(() => {
      const shifts: number[] = []
      Object.assign(globalThis, { shifts })
      new PerformanceObserver((list) => {
        const entries = list.getEntries() as unknown as { value: number; hadRecentInput: boolean }[]
        shifts.push(...entries.flatMap(({ value, hadRecentInput }) => (hadRecentInput ? [] : [value])))
      }).observe({ type: 'layout-shift', buffered: true })
    })
    await page.goto(url)
    await page.locator('[name=call_first][value="2"]').check()
    await page.locator('[name=comment]').fill('Do not lose me')
    await page.getByText('Kept, not sent yet.').waitFor()
    expect(await page.evaluate(() => (globalThis as unknown as { shifts: number[] }).shifts)).toEqual([])
    await page.reload()
    expect(await page.locator('[name=comment]').inputValue()).toBe('Do not lose me')
    await page.goto('about:blank')
    await page.goBack()
    expect(await page.locator('[name=comment]').inputValue()).toBe('Do not lose me')
    expect(await page.locator('[name=call_first][value="2"]').isChecked()).toBe(true)
    await page.getByRole('button', { name: 'Send my answers' }).click()
    await page.waitForURL('**/thanks')
    await page.goBack()
    expect(await page.locator('[name=comment]').inputValue()).toBe('Do not lose me')
  })

  it('are still on the page when they come too late, and go to the PM in one press', { timeout: 120_000 }, async () => {
    const { url, deps } = await setUp()
    const page = await browser.open(PHONE)
    await page.goto(url)
    await page.locator('[name=call_first][value="2"]').check()
    await page.locator('[name=comment]').fill('Too late, perhaps')
    deps.setNow('2027-01-02T10:00:00Z')
    await page.locator('[name=comment]').fill('Too late, perhaps.')
    await page.getByText('This survey has closed meanwhile').waitFor()
    await page.getByRole('button', { name: 'Send my answers' }).click()
    await page.getByRole('heading', { name: 'This survey has closed' }).waitFor()
    expect(await page.locator('#typed').inputValue()).toContain('Too late, perhaps')
    const link = (await page.getByRole('link', { name: /^Write to staff/ }).getAttribute('href')) ?? ''
    expect(link).toMatch(
      /^mailto:staff-\d+@kestrel\.example\?subject=My%20answers%20to%20your%20survey&body=.*Too%20late/,
    )
    await expectWellMade(page)
  })
})
