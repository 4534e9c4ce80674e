import { beforeEach, describe, expect, it } from 'vitest'
import { createApp } from '../../src/app.ts'
import { createApiKey } from '../../src/domain/access/api-keys.ts'
import { loadSurveys } from '../../src/domain/answering/load-surveys.ts'
import { useDatabase } from '../support/database.ts'
import { createTestDeps, type TestDeps } from '../support/deps.ts'
import { createWorld, type World } from '../support/factories.ts'
import { ownSurveySource } from '../support/own-survey.ts'
import { signInAs } from '../support/sign-in.ts'

const database = useDatabase()
let deps: TestDeps
let world: World

beforeEach(async () => {
  deps = createTestDeps(database.db)
  const sources = [{ name: 'own.yaml', text: ownSurveySource }]
  await loadSurveys(database.db, sources, { origin: 'firm', now: deps.now() })
  world = await createWorld(database.db, { survey: 'own' })
})

const request = (path: string, init?: RequestInit) => createApp(() => deps).request(path, init)
const address = (more = '') => `/s/${world.invitation.token}${more}`
const read = async (path: string) => (await request(path)).text()
const post = (fields: Record<string, string>, more = '') =>
  request(address(more), { method: 'POST', body: new URLSearchParams(fields) })
const stored = () => database.db.selectFrom('answer').select(['key', 'value']).orderBy('key').execute()

describe("questions of the firm's own", () => {
  it('are asked in every kind', async () => {
    const html = await read(address())
    expect(html).toContain('<textarea id="why" name="why"')
    expect(html).toContain('<input type="radio" name="channel" value="phone"')
    expect(html).toContain('<input type="checkbox" name="tools.notes" value="true"')
    expect(html).toContain('On Claims portal rebuild')
  })

  it('are answered, shown for change, and replaced', async () => {
    expect(
      (await post({ call_first: '5', why: 'Slow', channel: 'mail', tools: '', 'tools.notes': 'true' })).status,
    ).toBe(303)
    expect(await stored()).toEqual([
      { key: 'channel', value: 'mail' },
      { key: 'tools', value: ['notes'] },
      { key: 'why', value: 'Slow' },
    ])
    const html = await read(address())
    expect(html).toMatch(/name="channel" value="mail" checked/)
    expect(html).toMatch(/name="tools.notes" value="true" checked/)
    expect(html).toContain('>\nSlow</textarea>')
    await post({ call_first: '8', why: 'Slow', channel: 'phone', 'tools.board': 'true' })
    expect(await stored()).toEqual([
      { key: 'channel', value: 'phone' },
      { key: 'tools', value: ['board'] },
    ])
  })

  it('are asked after sending where the answers call for them, and stay when the page before is sent again', async () => {
    await post({ call_first: '8', 'tools.notes': 'true' })
    expect(await read(address('/thanks'))).toContain('name="needs_next"')
    await post({ role: 'Head of claims', needs_next: 'A portal' }, '/more')
    expect(await stored()).toContainEqual({ key: 'role', value: 'Head of claims' })
    await post({ call_first: '9', 'tools.board': 'true' })
    expect(await stored()).toContainEqual({ key: 'role', value: 'Head of claims' })
    const response = await database.db.selectFrom('response').select('needsNext').executeTakeFirstOrThrow()
    expect(response.needsNext).toBeNull()
  })

  it('name a fault beside the question', async () => {
    const response = await post({ call_first: '8', channel: 'smoke' })
    const html = await response.text()
    expect(response.status).toBe(422)
    expect(html).toContain('id="channel-fault"')
    expect(html).toContain('How do you like to be reached? — Choose one of the answers shown')
  })

  it('are given back where they come too late', async () => {
    await database.db.updateTable('invitation').set({ state: 'closed' }).execute()
    expect(await (await post({ call_first: '5', why: 'It was slow' })).text()).toContain('It was slow')
  })

  it('stand on the page of the response in the words that were asked, and in the API by their keys', async () => {
    await post({ call_first: '5', why: '<b>Slow</b>', channel: 'mail', 'tools.notes': 'true', 'tools.board': 'true' })
    const { id } = await database.db.selectFrom('response').select('id').executeTakeFirstOrThrow()
    const html = await (await signInAs(deps, world.pm)).read(`/responses/${id}`)
    expect(html).toContain('<dt>How do you like to be reached?</dt><dd dir="auto">By e-mail</dd>')
    expect(html).toContain('The board, The weekly notes')
    expect(html).toContain('&lt;b&gt;Slow&lt;/b&gt;')
    const key = await createApiKey(deps, { name: 'all', role: 'admin', staffRef: undefined })
    const headers = { authorization: `Bearer ${key.kind === 'created' ? key.key : ''}` }
    const page = (await (await request('/api/v1/responses', { headers })).json()) as { items: { answers: unknown }[] }
    expect(page.items[0]?.answers).toEqual({ channel: 'mail', tools: ['board', 'notes'], why: '<b>Slow</b>' })
  })

  it('keep their old wording when a new version is pushed', async () => {
    await post({ call_first: '8', channel: 'mail' })
    const text = ownSurveySource.replace('en: By e-mail', 'en: In writing')
    await loadSurveys(database.db, [{ name: 'own.yaml', text }], { origin: 'firm', now: deps.now() })
    const { id } = await database.db.selectFrom('response').select('id').executeTakeFirstOrThrow()
    expect(await (await signInAs(deps, world.leader)).read(`/responses/${id}`)).toContain('By e-mail')
    expect(await read(address())).toContain('By e-mail')
  })
})

describe('the language of the pages', () => {
  it('is the contact’s, else the account’s, else the firm’s', async () => {
    await database.db.updateTable('firm').set({ locale: 'de' }).execute()
    expect(await read(address())).toContain('<html lang="de" dir="ltr">')
    await database.db.updateTable('account').set({ locale: 'en-US' }).execute()
    expect(await read(address())).toContain('<html lang="en" dir="ltr">')
    await database.db.updateTable('contact').set({ locale: 'de-AT' }).execute()
    const html = await read(address())
    expect(html).toContain('Wie läuft es, Marta?')
    expect(html).toContain('13. Dezember')
  })

  it('is that of the survey where the contact’s is none of them', async () => {
    await database.db.updateTable('contact').set({ locale: 'fr' }).execute()
    expect(await read(address())).toContain('<html lang="en" dir="ltr">')
  })

  it('is told of each text that is not in it, for who hears the page and who sets it', async () => {
    const text = ownSurveySource
      .replace('en: How likely is it', 'ar: ما مدى احتمال أن تتصل بشركة {firm} أولاً؟\n      en: How likely is it')
      .replace('{ en: What helped?, de: Was hat geholfen? }', 'What helped?')
      .replace('{ en: The board, de: Die Übersicht }', 'The board')
    await loadSurveys(database.db, [{ name: 'own.yaml', text }], { origin: 'firm', now: deps.now() })
    world = await createWorld(database.db, { survey: 'own' })
    const spoken = (words: string) => `<span lang="en" dir="ltr">${words}</span>`
    const german = await read(address('?lang=de'))
    expect(german).toContain(spoken('What helped?'))
    expect(german).toContain(spoken('The board'))
    expect(german).not.toContain(spoken('How do you like to be reached?'))
    const arabic = await read(address('?lang=ar'))
    expect(arabic).toContain('<html lang="ar" dir="rtl">')
    expect(arabic).toContain(spoken('How do you like to be reached?'))
    expect(await read(address())).not.toContain('<span lang=')
  })

  it('is changed on the page and kept until the end', async () => {
    const first = await read(address('?call_first=8'))
    expect(first).toContain(`href="${address('?call_first=8&amp;lang=de')}"`)
    const html = await read(address('?call_first=8&lang=de'))
    expect(html).toMatch(/name="call_first" value="8" checked/)
    expect(html).toContain(`action="${address('?known=0&amp;lang=de')}"`)
    expect(html).toContain('lang="en" hreflang="en"')
    const wrong = await (await post({ call_first: '' }, '?lang=de')).text()
    expect(wrong).toContain('<html lang="de"')
    expect(wrong).not.toContain('hreflang')
    const sent = await post({ call_first: '8' }, '?lang=de')
    expect(sent.headers.get('location')).toBe(address('/thanks?lang=de'))
    const thanks = await read(address('/thanks?lang=de'))
    expect(thanks).toContain(`action="${address('/more?lang=de')}"`)
    const more = await post({ role: 'Leitung' }, '/more?lang=de')
    expect(more.headers.get('location')).toBe(address('/thanks?saved&lang=de'))
  })

  it.each(['xx', '"><script>', 'toString', ''])('ignores %j as a language', async (lang) => {
    const html = await read(address(`?lang=${encodeURIComponent(lang)}`))
    expect(html).toContain('<html lang="en" dir="ltr">')
    expect(html).toContain(`action="${address('?known=0')}"`)
  })

  it('holds where there is no survey to answer, too', async () => {
    await database.db.updateTable('contact').set({ locale: 'de' }).execute()
    await database.db.updateTable('invitation').set({ state: 'closed' }).execute()
    expect(await read(address())).toContain('<html lang="de"')
    expect(await read(`/u/${world.invitation.token}`)).toContain('<html lang="de"')
    expect(await read(`/u/${world.invitation.token}?lang=en`)).toContain('No more surveys?')
    expect(await read('/s/nobody')).toContain('<html lang="en"')
    expect(await read('/s/nobody?lang=de')).toContain('<html lang="de"')
  })
})
