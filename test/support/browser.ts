import chromium from '@sparticuz/chromium'
import axe from 'axe-core'
import { type Browser, type BrowserContextOptions, type Page, chromium as playwright } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect } from 'vitest'

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
  afterEach(async () => {
    for (const context of browser?.contexts() ?? []) await context.close()
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

const AXE_OPTIONS: axe.RunOptions = {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  resultTypes: ['violations'],
}

/** What axe finds on the page by WCAG 2.2 AA, as 'rule: element'; a mail shown in a sandboxed frame is no part of it. */
async function accessibilityFaults(page: Page): Promise<string[]> {
  // Reading axe takes a browser longer than running it: once for each page.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source)
  const violations = await page.evaluate(async (options) => {
    const found = await (window as unknown as { axe: typeof axe }).axe.run({ exclude: [['iframe']] }, options)
    return found.violations
  }, AXE_OPTIONS)
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`))
}

/** Nothing makes the page scroll sideways. */
export async function expectNothingWide(page: Page): Promise<void> {
  const { overflow } = await page.evaluate(() => ({
    overflow: document.documentElement.scrollWidth - document.documentElement.clientWidth,
  }))
  expect(overflow, `${page.url()} scrolls sideways`).toBeLessThanOrEqual(0)
}

/** No page scrolls sideways, and axe finds nothing. */
export async function expectWellMade(page: Page): Promise<void> {
  expect(await accessibilityFaults(page), page.url()).toEqual([])
  await expectNothingWide(page)
}

/** An A4 page between its margins. */
const PAPER = { width: 703, height: 1018 }

/** On paper nothing is left that one presses, nothing stands empty, everything fits the page, and what is chosen is said in words. */
export async function expectPrintsWell(page: Page): Promise<void> {
  await page.emulateMedia({ media: 'print' })
  await page.setViewportSize(PAPER)
  const found = await page.evaluate(() => {
    const seen = (selector: string) =>
      [...document.querySelectorAll(selector)].filter((each) => each.checkVisibility() && !each.closest('.heard'))
    const isSaid = (each: Element) =>
      each.checkVisibility() &&
      (each.matches('svg') ||
        [...each.childNodes].some(({ nodeName, nodeValue }) => nodeName === '#text' && nodeValue?.trim()))
    const saysNothing = (card: Element) =>
      ![...card.querySelectorAll(':scope > :not(h2, .lead), :scope > :not(h2, .lead) *')].some(isSaid)
    const columnsOf = (table: Element) =>
      [...table.querySelectorAll('thead th')].filter(
        (head, at) =>
          head.checkVisibility() &&
          ![...table.querySelectorAll(`tbody tr > :nth-child(${at + 1})`)].some((cell) =>
            [cell, ...cell.querySelectorAll('*')].some(isSaid),
          ),
      )
    const told = (each: Element) => each.outerHTML.slice(0, 100)
    return {
      pressed: seen('nav a:not([aria-current]), button, input, select, textarea, summary:not(.standing *)').map(told),
      wide: seen('main *:not(svg *)')
        .filter((each) => each.getBoundingClientRect().right > innerWidth + 1)
        .map(told),
      empty: [...seen('.card').filter(saysNothing), ...seen('main table').flatMap(columnsOf)].map(told),
      unsaid: document.querySelector('form.filter') !== null && seen('.only-printed').length === 0,
    }
  })
  expect(found, `${page.url()} on paper`).toEqual({ pressed: [], wide: [], empty: [], unsaid: false })
}
