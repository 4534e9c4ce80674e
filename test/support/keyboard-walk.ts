import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { expectWellMade } from './browser.ts'
import { tooSmall } from './survey-site.ts'

const MOST_STOPS = 60

export type KeyboardWalk = ReturnType<typeof keyboardWalk>

/** A page that is walked by the Tab key, and looked at wherever it stops. */
export function keyboardWalk(page: Page) {
  const to = async (selector: string): Promise<void> => {
    const isThere = () => page.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, selector)
    for (let stops = 0; !(await isThere()); stops += 1) {
      if (stops === MOST_STOPS) throw new Error(`the Tab key never comes to ${selector} on ${page.url()}`)
      await page.keyboard.press('Tab')
    }
  }
  return {
    page,
    to,
    press: async (selector: string, key = 'Enter'): Promise<void> => {
      await to(selector)
      await page.keyboard.press(key)
    },
    /** Presses what leads to another page. */
    go: async (selector: string, address: RegExp): Promise<void> => {
      await to(selector)
      await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')])
      expect(page.url()).toMatch(address)
    },
    look: async (): Promise<void> => {
      await expectWellMade(page)
      expect(await tooSmall(page), page.url()).toEqual([])
    },
  }
}
