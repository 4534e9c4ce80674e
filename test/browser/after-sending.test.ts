import type { BrowserContextOptions } from 'playwright-core'
import { afterEach, describe, expect, it } from 'vitest'
import { tick } from '../../src/domain/tick.ts'
import { DESKTOP, useBrowser } from '../support/browser.ts'
import { useDatabase } from '../support/database.ts'
import { createTestDeps } from '../support/deps.ts'
import { createWorld } from '../support/factories.ts'
import { keyboardWalk, type KeyboardWalk } from '../support/keyboard-walk.ts'
import { serveSurveys } from '../support/survey-site.ts'

const looks: [string, string, BrowserContextOptions][] = [
  ['from right to left on the smallest phone', 'ar', { viewport: { width: 320, height: 640 } }],
  ['on a dark desktop', 'en', { ...DESKTOP, colorScheme: 'dark' }],
]

describe('what a client can do after sending, by keyboard alone', () => {
  const database = useDatabase()
  const browser = useBrowser()
  const endings: (() => Promise<void>)[] = []
  afterEach(async () => {
    for (const end of endings.splice(0)) await end()
  })

  async function setUp(language: string, look: BrowserContextOptions) {
    const world = await createWorld(database.db)
    await database.db.updateTable('contact').set({ locale: language, phone: '+49 30 1234567' }).execute()
    const deps = createTestDeps(database.db)
    const { base, close } = await serveSurveys(deps)
    endings.push(close)
    return { deps, base, token: world.invitation.token, walk: keyboardWalk(await browser.open(look)) }
  }

  async function send(walk: KeyboardWalk, url: string): Promise<void> {
    await walk.page.goto(url)
    await walk.go('form button:not(.second)', /\/thanks$/)
  }

  async function askForCall(walk: KeyboardWalk): Promise<void> {
    const { keyboard } = walk.page
    await walk.look()
    await walk.to('[name=needs_next]')
    await keyboard.type('A data warehouse')
    await walk.press('[name=call_me][type=checkbox]', 'Space')
    await walk.go('button[formaction*="/more"]', /\?saved$/)
    await walk.press('[name=call_at]', 'ArrowDown')
    await keyboard.press('ArrowDown')
    await walk.to('[name=call_number]')
    await keyboard.type('my desk')
    await walk.go('section:has([name=call_number]) button', /\/more$/)
    await walk.look()
    // What is to be corrected is read out first, and leads to its field.
    await walk.press('.summary a')
    await keyboard.press('Control+A')
    await keyboard.type('+49 170 7654321')
    await walk.go('section:has([name=call_number]) button', /\?saved$/)
    await walk.look()
    const wish = await database.db.selectFrom('callWish').selectAll().executeTakeFirstOrThrow()
    expect(wish).toMatchObject({ day: '2026-11-23', half: 'afternoon', number: '+49 170 7654321' })
  }

  async function giveAndTakeBackWords(walk: KeyboardWalk): Promise<void> {
    await walk.go('button[formaction*="/quote"]', /\/testimonial$/)
    await walk.go('main form button', /\/testimonial$/)
    await walk.look()
    await walk.to('[name=testimonial_words]')
    await walk.page.keyboard.type('They had my back.')
    await walk.press('[name=name_form]', 'Space')
    await walk.press('[name=testimonial]', 'Space')
    await walk.go('main form button', /\?given$/)
    await walk.look()
    await walk.go('button.second', /\?withdrawn$/)
    await walk.look()
    await walk.go('main > .send a', /\/thanks$/)
  }

  async function leave(walk: KeyboardWalk, url: string): Promise<void> {
    await walk.page.goto(url)
    await walk.go('main form button', /\/u\//)
    await walk.look()
  }

  async function readAndErase(walk: KeyboardWalk, url: string): Promise<void> {
    await walk.page.goto(url)
    await walk.look()
    expect(await walk.page.textContent('main')).toContain('+49 170 7654321')
    await walk.go('form[action*="/narrow"] button', /\/me\//)
    expect(await walk.page.locator('form[action*="/narrow"]').count()).toBe(0)
    await walk.go('a[href*="/erase"]', /\/erase$/)
    await walk.look()
    await walk.go('main form button', /\/erase$/)
    await walk.look()
    await walk.page.goto(url)
    expect(await walk.page.textContent('main')).not.toContain('Marta')
    await walk.look()
  }

  it.each(looks)('is well made and works %s', { timeout: 240_000 }, async (_, language, look) => {
    const { deps, base, token, walk } = await setUp(language, look)
    await send(walk, `${base}/s/${token}?call_first=9`)
    await askForCall(walk)
    await giveAndTakeBackWords(walk)
    await walk.go('button[formaction*="/copy"]', /\?copy$/)
    expect(await walk.page.getByRole('status').count()).toBe(1)
    await walk.go('a[href*="/data"]', /\/data$/)
    await walk.look()
    await walk.go('main form button', /\?sent$/)
    await tick(deps)
    await leave(walk, `${base}/u/${token}`)
    const texts = deps.delivered.map(({ text }) => /http\S+(\/me\/\S+)/.exec(text)?.[1])
    await readAndErase(walk, `${base}${texts.find(Boolean)}`)
    expect(await database.db.selectFrom('response').select('id').execute()).toEqual([])
  })
})
