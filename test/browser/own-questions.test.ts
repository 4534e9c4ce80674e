import type { BrowserContextOptions } from 'playwright-core'
import { afterEach, describe, expect, it } from 'vitest'
import { loadSurveys } from '../../src/domain/answering/load-surveys.ts'
import { expectWellMade, useBrowser } from '../support/browser.ts'
import { useDatabase } from '../support/database.ts'
import { createTestDeps } from '../support/deps.ts'
import { createWorld } from '../support/factories.ts'
import { ownSurveySource } from '../support/own-survey.ts'
import { serveSurveys, tooSmall } from '../support/survey-site.ts'

describe("a survey with the firm's own questions in a browser", () => {
  const database = useDatabase()
  const browser = useBrowser()
  const endings: (() => Promise<void>)[] = []
  afterEach(async () => {
    for (const end of endings.splice(0)) await end()
  })

  async function setUp(): Promise<string> {
    const deps = createTestDeps(database.db)
    const sources = [{ name: 'own.yaml', text: ownSurveySource }]
    await loadSurveys(database.db, sources, { origin: 'firm', now: deps.now() })
    const { invitation } = await createWorld(database.db, { survey: 'own' })
    const { base, close } = await serveSurveys(deps)
    endings.push(close)
    return `${base}/s/${invitation.token}`
  }

  it('shows what only some are asked as they answer, without a script, and takes it', { timeout: 60_000 }, async () => {
    const address = await setUp()
    const page = await browser.open({ javaScriptEnabled: false, viewport: { width: 360, height: 740 } })
    await page.goto(address)
    const why = page.getByLabel('What made you hesitate?')
    expect(await why.isVisible()).toBe(false)
    await page.getByRole('radio', { name: '4 — Fair possibility' }).check()
    expect(await why.isVisible()).toBe(true)
    await why.fill('Slow answers')
    await page.getByRole('radio', { name: '9 — Almost sure' }).check()
    expect(await why.isVisible()).toBe(false)
    await page.getByRole('radio', { name: '6 — Good possibility' }).check()
    await page.getByLabel('The weekly notes').check()
    await page.getByRole('button', { name: 'Send my answers' }).click()
    await page.getByLabel('What do you need next?').waitFor()
    expect(await database.db.selectFrom('answer').select(['key', 'value']).orderBy('key').execute()).toEqual([
      { key: 'tools', value: ['notes'] },
      { key: 'why', value: 'Slow answers' },
    ])
  })

  it('changes its language without a script and keeps the tapped number', { timeout: 60_000 }, async () => {
    const address = await setUp()
    const page = await browser.open({ javaScriptEnabled: false, viewport: { width: 360, height: 740 } })
    await page.goto(`${address}?call_first=8`)
    await page.getByText('English').click()
    await page.getByRole('link', { name: 'Deutsch' }).click()
    expect(await page.locator('html').getAttribute('lang')).toBe('de')
    expect(await page.locator('[name=call_first][value="8"]').isChecked()).toBe(true)
    await page.getByRole('button', { name: 'Antworten senden' }).click()
    expect(page.url()).toBe(`${address}/thanks?lang=de`)
    expect(await page.locator('html').getAttribute('lang')).toBe('de')
  })

  const looks: [string, BrowserContextOptions][] = [
    ['at 320 pixels, light', { viewport: { width: 320, height: 640 } }],
    ['at 1180 pixels, dark', { viewport: { width: 1180, height: 900 }, colorScheme: 'dark' }],
    ['in forced colours, without motion', { forcedColors: 'active', reducedMotion: 'reduce' }],
  ]
  it.each(looks)('is well made %s', { timeout: 120_000 }, async (_, look) => {
    const address = await setUp()
    const page = await browser.open(look)
    const expectGood = async () => {
      await expectWellMade(page)
      expect(await tooSmall(page)).toEqual([])
    }
    await page.goto(`${address}?call_first=4`)
    await expectGood()
    await page.locator('summary').click()
    await expectGood()
    await page.goto(`${address}?call_first=4&lang=de`)
    await page.evaluate(() => (document.documentElement.style.fontSize = '200%'))
    await expectGood()
    await page.locator('#why').fill('x'.repeat(5001))
    await page.getByRole('button').click()
    await expectGood()
    await page.locator('#why').fill('Zu langsam')
    await page.getByRole('button').click()
    await expectGood()
  })
})
