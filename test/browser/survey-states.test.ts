import type { BrowserContextOptions, Page } from 'playwright-core'
import { afterEach, describe, expect, it } from 'vitest'
import { expectWellMade, useBrowser } from '../support/browser.ts'
import { useDatabase } from '../support/database.ts'
import { createTestDeps } from '../support/deps.ts'
import { createWorld } from '../support/factories.ts'
import { serveSurveys, tooSmall } from '../support/survey-site.ts'

const SMALL = { viewport: { width: 320, height: 640 } }

/** As somebody reads who has set the browser's text to twice its size. */
const twiceTheText = (page: Page) => page.addStyleTag({ content: 'html { font-size: 200% }' })

const looks: [string, string, BrowserContextOptions, ((page: Page) => Promise<unknown>)?][] = [
  ['from right to left at 320 pixels', 'ar', SMALL],
  ['with twice the text at 360 pixels', 'de', { viewport: { width: 360, height: 740 }, bypassCSP: true }, twiceTheText],
  ['in forced colours, without motion', 'en', { ...SMALL, forcedColors: 'active', reducedMotion: 'reduce' }],
]

describe('the survey', () => {
  const database = useDatabase()
  const browser = useBrowser()
  const endings: (() => Promise<void>)[] = []
  afterEach(async () => {
    for (const end of endings.splice(0)) await end()
  })

  it.each(looks)('is well made %s: empty, kept, with errors, closed', { timeout: 240_000 }, async (...given) => {
    const [, language, look, prepare = async () => {}] = given
    const world = await createWorld(database.db)
    const deps = createTestDeps(database.db)
    const { base, close } = await serveSurveys(deps)
    endings.push(close)
    const url = `${base}/s/${world.invitation.token}?lang=${language}`
    const page = await browser.open(look)
    const expectGood = async () => {
      await prepare(page)
      await expectWellMade(page)
      expect(await tooSmall(page)).toEqual([])
    }
    await page.goto(url)
    await expectGood()
    await page.locator('[name=comment]').fill('x'.repeat(5001))
    await page.waitForResponse(/\/partial/)
    await page.goto(url)
    await expectGood()
    await page.locator('button[type=submit]').click()
    await page.locator('.summary').waitFor()
    // What is to be corrected is read out first.
    expect(await page.locator('.summary').evaluate((summary) => summary === document.activeElement)).toBe(true)
    await expectGood()
    deps.setNow('2027-01-02T10:00:00Z')
    await page.locator('button[type=submit]').click()
    await page.locator('#typed').waitFor()
    await expectGood()
  })
})
