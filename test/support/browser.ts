import { AxeBuilder } from '@axe-core/playwright'
import chromium from '@sparticuz/chromium'
import { type Browser, type BrowserContextOptions, type Page, chromium as playwright } from 'playwright-core'
import { afterAll, beforeAll, expect } from 'vitest'

const OFFLINE = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
  '--no-first-run',
]

export const PHONE: BrowserContextOptions = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true }
export const DESKTOP: BrowserContextOptions = { viewport: { width: 1180, height: 900 } }

/** One Chromium for the file; `open` gives a page with cookies of its own. */
export function useBrowser(): { open: (options?: BrowserContextOptions) => Promise<Page> } {
  let browser: Browser | undefined
  beforeAll(async () => {
    browser = await playwright.launch({
      executablePath: await chromium.executablePath(),
      // Made for functions that run once: with these, closing one context ends the whole browser.
      args: [...chromium.args.filter((arg) => arg !== '--single-process' && arg !== '--no-zygote'), ...OFFLINE],
      headless: true,
    })
  })
  afterAll(() => browser?.close())
  return {
    open: async (options = DESKTOP) => {
      if (!browser) throw new Error('Chromium runs inside tests alone')
      const context = await browser.newContext(options)
      return context.newPage()
    },
  }
}

/** What axe finds on the page by WCAG 2.2 AA, as 'rule: element'; a mail shown in a sandboxed frame is no part of it. */
async function accessibilityFaults(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode(true)
    .exclude('iframe')
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze()
  return violations.flatMap((violation) => violation.nodes.map((node) => `${violation.id}: ${node.target.join(' ')}`))
}

/** No page scrolls sideways, and axe finds nothing. */
export async function expectWellMade(page: Page): Promise<void> {
  expect(await accessibilityFaults(page), page.url()).toEqual([])
  const { overflow } = await page.evaluate(() => ({
    overflow: document.documentElement.scrollWidth - document.documentElement.clientWidth,
  }))
  expect(overflow, `${page.url()} scrolls sideways`).toBeLessThanOrEqual(0)
}
