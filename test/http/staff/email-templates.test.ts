import { beforeEach, describe, expect, it } from 'vitest'
import { findTemplateInForce } from '../../../src/db/sending/email-templates.ts'
import { useDatabase } from '../../support/database.ts'
import { createTestDeps, type TestDeps } from '../../support/deps.ts'
import { createWorld, type World } from '../../support/factories.ts'
import { signInAs } from '../../support/sign-in.ts'

const database = useDatabase()
let deps: TestDeps
let world: World

beforeEach(async () => {
  deps = createTestDeps(database.db)
  world = await createWorld(database.db)
})

const PAGE = '/emails/invitation/de'

const inForce = async () => {
  const found = await findTemplateInForce(database.db, 'invitation', 'de')
  if (!found) throw new Error('no German invitation')
  return found
}

/** The words in force, as the form posts them, some of them changed. */
async function typed(change: Record<string, string> = {}): Promise<URLSearchParams> {
  const words = Object.entries((await inForce()).words).filter(([word]) => !word.startsWith('number_'))
  return new URLSearchParams({ ...Object.fromEntries(words), ...change })
}

describe('the words of an e-mail', () => {
  it('are saved as the next version, and are what mail says from then on', async () => {
    const browser = await signInAs(deps, world.admin)
    const saved = await browser.post(PAGE, await typed({ preview: 'Nur zwei Minuten.' }))
    expect(saved.status).toBe(303)
    const version = await inForce()
    expect(version).toMatchObject({ version: 2, origin: 'firm', createdBy: world.admin.id })
    expect(version.html).toContain('Nur zwei Minuten.')
    const html = await browser.read(PAGE)
    expect(html).toContain('Our own words are in force.')
    expect(html).toContain('<ins>Nur zwei Minuten.</ins>')
    expect(await browser.read('/emails')).toContain('(our words)')
  })

  it('with a fault are not saved, and stay as they were typed', async () => {
    const browser = await signInAs(deps, world.admin)
    const answer = await browser.post(PAGE, await typed({ preview: 'Hallo {{vorname}}', thanks_reply: '' }))
    expect(answer.status).toBe(422)
    const html = await answer.text()
    expect(html).toContain('preview {{vorname}} is not known')
    expect(html).toContain('thanks_reply is empty')
    expect(html).toContain('Hallo {{vorname}}</textarea>')
    expect((await inForce()).version).toBe(1)
  })

  it('go back to those that were shipped, and an older version can be used again', async () => {
    const browser = await signInAs(deps, world.admin)
    await browser.post(PAGE, await typed({ preview: 'Nur zwei Minuten.' }))
    expect((await browser.post(`${PAGE}/shipped`, new URLSearchParams())).status).toBe(303)
    expect((await inForce()).origin).toBe('shipped')
    expect(await browser.read(`${PAGE}?from=2`)).toContain('Nur zwei Minuten.</textarea>')
  })

  it('are for administrators', async () => {
    const browser = await signInAs(deps, world.leader)
    expect((await browser.get('/emails')).status).toBe(403)
    expect((await browser.post(PAGE, await typed())).status).toBe(403)
    expect((await browser.post(`${PAGE}/test`, await typed())).status).toBe(403)
    expect(deps.delivered).toEqual([])
  })

  it.each(['/emails/invoice/de', '/emails/invitation/xx', '/emails/invitation/xx/preview'])(
    'at %s are none',
    async (path) => {
      const browser = await signInAs(deps, world.admin)
      expect((await browser.get(path)).status).toBe(404)
    },
  )
})

describe('the preview of an e-mail', () => {
  it('shows what is typed, in light and in dark, and stores nothing', async () => {
    const browser = await signInAs(deps, world.admin)
    const look = async (name: string) => {
      const answer = await browser.post(`${PAGE}/preview?look=${name}`, await typed({ preview: 'Nur zwei Minuten.' }))
      expect(answer.headers.get('content-security-policy')).toMatch(/^sandbox; default-src 'none'/)
      return { html: await answer.text(), policy: answer.headers.get('content-security-policy') }
    }
    const [light, dark] = [await look('light'), await look('dark')]
    expect(light.html).toContain('Nur zwei Minuten.')
    expect(light.html).not.toContain('prefers-color-scheme: dark')
    expect(dark.html).toContain('@media all')
    expect((await look('no_images')).policy).not.toContain('img-src')
    expect((await look('text')).html).toMatch(/<pre>[^]*Kestrel/)
    expect((await look('phone')).html).toContain('width:360px')
    expect((await inForce()).version).toBe(1)
  })

  it('names the fault of a word instead', async () => {
    const browser = await signInAs(deps, world.admin)
    const answer = await browser.post(`${PAGE}/preview`, await typed({ preview: '{{oops' }))
    expect(answer.status).toBe(422)
    expect(await answer.text()).toContain('preview ')
  })
})

describe('a test of an e-mail', () => {
  it('goes to the administrator alone, says so, and stands in no outbox', async () => {
    const browser = await signInAs(deps, world.admin)
    deps.delivered.length = 0
    const queued = await database.db.selectFrom('email').select('id').execute()
    const answer = await browser.post(`${PAGE}/test`, await typed({ preview: 'Nur zwei Minuten.' }))
    expect(await answer.text()).toContain(`The test was sent to ${world.admin.email}`)
    expect(deps.delivered).toHaveLength(1)
    expect(deps.delivered[0]).toMatchObject({ to: { address: world.admin.email } })
    expect(deps.delivered[0]?.subject).toMatch(/^\[Test\] /)
    expect(deps.delivered[0]?.html).toContain('Nur zwei Minuten.')
    expect(await database.db.selectFrom('email').select('id').execute()).toEqual(queued)
  })
})
