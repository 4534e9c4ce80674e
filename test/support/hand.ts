import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'

/** How somebody works a page: what each of them does, all can do. */
export type Hand = {
  page: Page
  /** Presses what leads on: a link or a button. */
  press(target: Locator): Promise<void>
  /** Presses what opens in place. */
  unfold(summary: Locator): Promise<void>
  write(field: Locator, words: string): Promise<void>
  choose(field: Locator, label: string | RegExp): Promise<void>
  /** A calendar date, YYYY-MM-DD. */
  date(field: Locator, day: string): Promise<void>
}

const MOST_STOPS = 250

/** Waits for the page that a press leads to. */
async function goingOn(page: Page, press: () => Promise<void>): Promise<void> {
  await Promise.all([page.waitForEvent('load'), press()])
}

/** Which option is chosen and which is wanted, by number. */
const placesIn = (field: Locator, label: string | RegExp): Promise<{ chosen: number; wanted: number }> =>
  field.evaluate(
    (select, { source, exact }) => {
      const { options, selectedIndex } = select as HTMLSelectElement
      const wanted = [...options].findIndex(({ text }) =>
        exact === null ? new RegExp(source).test(text) : text === exact,
      )
      return { chosen: selectedIndex, wanted }
    },
    typeof label === 'string' ? { source: '', exact: label } : { source: label.source, exact: null },
  )

type Watched = { unseen?: string[]; looking?: Promise<void> }

/**
 * From now on looks at every stop of the Tab key whether the focus can be seen there, a frame's but in the frame; how many stops
 * there are from here to `wanted`, at least: a date has several, and a frame those of what is in it.
 */
function watchStops(wanted: Element): number {
  const watched = window as unknown as Watched
  if (watched.unseen === undefined) {
    const unseen: string[] = (watched.unseen = [])
    const isSeen = (at: Element): boolean => {
      const { top, bottom, width, height } = at.getBoundingClientRect()
      const { outlineStyle, outlineWidth } = getComputedStyle(at)
      const isInView = bottom > 0 && top < innerHeight && width > 1 && height > 1
      return isInView && outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2
    }
    const frame = () => new Promise((drawn) => requestAnimationFrame(drawn))
    const look = async (at: Element): Promise<void> => {
      await new Promise((turn) => setTimeout(turn))
      // A page that scrolls to the focus may do so with its next frame.
      for (let frames = 0; frames < 3 && at === document.activeElement; frames += 1) {
        if (isSeen(at)) return
        await frame()
      }
      if (at === document.activeElement) unseen.push(at.outerHTML.slice(0, 120))
    }
    document.addEventListener('focusin', ({ target: at }) => {
      if (at instanceof Element && !(at instanceof HTMLIFrameElement)) watched.looking = look(at)
    })
  }
  const stops = [
    ...document.querySelectorAll('a[href],button,input:not([type=hidden]),select,textarea,summary,[tabindex="0"]'),
  ].filter((each) => each.checkVisibility())
  const from = document.activeElement ?? document.body
  const isAhead = (each: Element) => (from.compareDocumentPosition(each) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0
  const place = stops.indexOf(wanted)
  const passed = stops.findIndex(isAhead)
  return passed === -1 || place < passed ? 0 : place - passed
}

const isAt = (wanted: Element): boolean => document.activeElement === wanted

const looked = (): Promise<void> | undefined => (window as unknown as Watched).looking

const unseenStops = (): string[] => (window as unknown as Watched).unseen ?? []

/** Works a page with the keys alone, and looks at every stop whether the focus can be seen there. */
export function byKeyboard(page: Page): Hand {
  const { keyboard } = page
  const tab = async (): Promise<void> => {
    await keyboard.press('Tab')
    await page.evaluate(looked)
  }
  const to = async (target: Locator): Promise<void> => {
    const wanted = await target.elementHandle()
    if (wanted === null) throw new Error(`${target.toString()} is not on ${page.url()}`)
    for (let stops = await page.evaluate(watchStops, wanted as never); stops > 0; stops -= 1) await tab()
    for (let stops = 0; !(await page.evaluate(isAt, wanted as never)); stops += 1) {
      if (stops === MOST_STOPS) throw new Error(`the Tab key never comes to ${target.toString()} on ${page.url()}`)
      await tab()
    }
    expect(await page.evaluate(unseenStops), `the focus is not seen on ${page.url()}`).toEqual([])
  }
  return {
    page,
    press: async (target) => {
      await to(target)
      await goingOn(page, () => keyboard.press('Enter'))
    },
    unfold: async (summary) => {
      await to(summary)
      await keyboard.press('Space')
    },
    write: async (field, words) => {
      await to(field)
      await keyboard.press('Control+A')
      await keyboard.type(words)
    },
    choose: async (field, label) => {
      await to(field)
      const { chosen, wanted } = await placesIn(field, label)
      expect(wanted, `${label} on ${page.url()}`).toBeGreaterThanOrEqual(0)
      const key = wanted > chosen ? 'ArrowDown' : 'ArrowUp'
      for (let steps = Math.abs(wanted - chosen); steps > 0; steps -= 1) await keyboard.press(key)
      expect((await placesIn(field, label)).chosen).toBe(wanted)
    },
    date: async (field, day) => {
      const [year, month, dayOfMonth] = day.split('-')
      await to(field)
      await keyboard.type(`${month}${dayOfMonth}${year}`)
      expect(await field.inputValue()).toBe(day)
    },
  }
}

/** Works a page with a finger. */
export function byTouch(page: Page): Hand {
  return {
    page,
    press: async (target) => {
      await target.scrollIntoViewIfNeeded()
      await goingOn(page, () => target.tap())
    },
    unfold: (summary) => summary.tap(),
    write: (field, words) => field.fill(words),
    choose: async (field, label) => {
      const { wanted } = await placesIn(field, label)
      await field.selectOption({ index: wanted })
    },
    date: (field, day) => field.fill(day),
  }
}

/** What came of a press: said in the notice, which has the focus and can be seen. */
export async function expectSaid({ page }: Hand, words: string | RegExp): Promise<void> {
  const notice = page.locator('.notice:focus')
  await notice.waitFor({ timeout: 10_000 }).catch(async () => {
    throw new Error(`nothing is said of the press on ${page.url()}: ${await page.textContent('main')}`)
  })
  expect(await notice.textContent()).toMatch(words)
  const { top, bottom } = await notice.evaluate((box) => box.getBoundingClientRect())
  expect(top, page.url()).toBeGreaterThanOrEqual(0)
  expect(bottom, page.url()).toBeLessThanOrEqual(page.viewportSize()?.height ?? 0)
}

/** What is wrong with what was sent is read out first, and leads to its field. */
export async function expectFaultAt({ page }: Hand, field: string): Promise<void> {
  await page.locator('.faults:focus').waitFor({ timeout: 5000 })
  expect(await page.locator('.faults a').first().getAttribute('href')).toBe(`#${field}`)
}
