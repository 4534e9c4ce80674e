import { beforeEach, describe, expect, it } from 'vitest'
import { type TemplateKey, TEMPLATE_KEYS } from '../../src/core/words.ts'
import { findTemplateInForce, listTemplatesInForce } from '../../src/db/sending/email-templates.ts'
import { loadEmailWords } from '../../src/domain/sending/load-email-words.ts'
import { queueEmail } from '../../src/domain/sending/queue-email.ts'
import { renderEmail } from '../../src/domain/sending/render-email.ts'
import { followShippedTemplate, saveTemplateVersion } from '../../src/domain/sending/save-template-version.ts'
import type { EmailWords } from '../../src/mail/email-words.ts'
import { shippedFile } from '../support/shipped-words.ts'
import { useDatabase } from '../support/database.ts'
import { createTestDeps, type TestDeps } from '../support/deps.ts'
import { createWorld, type World } from '../support/factories.ts'

const database = useDatabase()
let deps: TestDeps
let world: World

beforeEach(async () => {
  deps = createTestDeps(database.db)
  world = await createWorld(database.db)
})

const admin = () => ({ role: 'admin', staffId: world.admin.id }) as const
const inForce = async (key: TemplateKey, locale = 'en') => {
  const template = await findTemplateInForce(database.db, key, locale)
  if (!template) throw new Error(`no ${key} in ${locale}`)
  return template
}
const save = async (change: EmailWords, key: TemplateKey = 'sign_in') =>
  saveTemplateVersion(deps, admin(), { key, language: 'en' }, { ...(await inForce(key)).words, ...change })

/** The English words with a change, as another language or a newer release ships them. */
const ship = (name: string, from = '', to = '') =>
  loadEmailWords(database.db, [{ name, text: shippedFile('en').replace(from, to) }], deps.now())

describe('the words of the firm', () => {
  it('make a version that is sent from then on, while what was sent keeps its own', async () => {
    const before = await inForce('sign_in')
    expect(await save({ opening: 'Please <come> in.' })).toEqual({ kind: 'saved', version: before.version + 1 })
    const after = await inForce('sign_in')
    expect(after).toMatchObject({ origin: 'firm', createdBy: world.admin.id, layoutId: before.layoutId })
    expect(after.html).toContain('Please &lt;come&gt; in.')
    expect(after.text).toContain('Please <come> in.')
    expect(before.html).not.toContain('Please')
  })

  it('stay in force when newer words are shipped, until the shipped ones are followed again', async () => {
    await save({ opening: 'Please come in.' })
    expect(await ship('en.yaml', 'Here is your link', 'This is your link')).toMatchObject({ inserted: ['sign_in en'] })
    expect((await inForce('sign_in')).words['opening']).toBe('Please come in.')

    expect(await followShippedTemplate(deps, admin(), { key: 'sign_in', language: 'en' })).toMatchObject({
      kind: 'saved',
    })
    expect((await inForce('sign_in')).words['opening']).toMatch(/^This is your link/)
    await ship('en.yaml', 'Here is your link', 'That is your link')
    expect((await inForce('sign_in')).words['opening']).toMatch(/^That is your link/)
  })

  it('are refused word by word', async () => {
    expect(await save({ opening: '', button: '{{surveyUrl}}', motto: 'We care' })).toEqual({
      kind: 'faults',
      faults: [
        { word: 'motto', problem: 'is not known' },
        { word: 'opening', problem: 'is empty' },
        { word: 'button', problem: '{{surveyUrl}} is not known' },
      ],
    })
    expect((await inForce('sign_in')).origin).toBe('shipped')
  })

  it('leave the anchors of the scale as they are', async () => {
    await save({ number_10: 'Sure', question: 'Would you call us?' }, 'invitation')
    const { words } = await inForce('invitation')
    expect(words).toMatchObject({
      number_10: 'Certain, practically certain (99 in 100)',
      question: 'Would you call us?',
    })
  })

  it('are for administrators, in languages that there are', async () => {
    const { words } = await inForce('sign_in')
    const leader = { role: 'leader', staffId: world.leader.id } as const
    const name = { key: 'sign_in', language: 'en' } as const
    expect(await saveTemplateVersion(deps, leader, name, words)).toEqual({ kind: 'not_yours' })
    expect(await followShippedTemplate(deps, leader, name)).toEqual({ kind: 'not_yours' })
    expect(await followShippedTemplate(deps, admin(), { key: 'sign_in', language: 'xx' as 'en' })).toEqual({
      kind: 'unknown',
    })
  })
})

describe('shipped words', () => {
  it('that have not changed make no new version', async () => {
    expect(await ship('en.yaml')).toEqual({ kind: 'loaded', inserted: [] })
  })

  it('in a new language make a version of every template', async () => {
    await ship('ja.yaml')
    for (const key of TEMPLATE_KEYS) {
      const locales = (await listTemplatesInForce(database.db, key)).map(({ locale }) => locale)
      expect(locales).toEqual(expect.arrayContaining(['en', 'ja']))
    }
  })

  it('with a fault are refused by file and line, and nothing is loaded', async () => {
    const good = { name: 'en.yaml', text: shippedFile('en').replace('Sign in\n', 'Come in\n') }
    const bad = { name: 'fr.yaml', text: shippedFile('en').replace('Dear {{firstName}}', 'Cher {{prénom}}') }
    const loaded = await loadEmailWords(database.db, [good, bad, { name: 'tlh.yaml', text: '' }], deps.now())
    const faults = loaded.kind === 'bad' ? loaded.faults : []
    expect(faults[0]).toMatch(/^fr\.yaml:\d+: emails\.shared\.greeting \{\{prénom\}\} is not known/)
    expect(faults.at(-1)).toMatch(/^tlh\.yaml:1: is not named after one of en, de/)
    expect((await inForce('sign_in')).words['button']).toBe('Sign in')
  })
})

describe('a queued message', () => {
  const queue = async (locales: (string | null)[], given: Partial<Parameters<typeof queueEmail>[2]> = {}) => {
    const to = { toName: 'Marta Weber', toAddress: 'marta@northwind.example', dueAt: deps.now() }
    await queueEmail(deps, database.db, { kind: 'sign_in', ...to, locales, ...given })
    const email = await database.db
      .selectFrom('email')
      .selectAll()
      .orderBy('id', 'desc')
      .limit(1)
      .executeTakeFirstOrThrow()
    const template = await database.db
      .selectFrom('emailTemplateVersion')
      .selectAll()
      .where('id', '=', email.templateVersionId)
      .executeTakeFirstOrThrow()
    return { email, template }
  }

  it.each([
    [['ja', 'en'], 'ja'],
    [['ja-JP'], 'ja'],
    [['pt'], 'pt-BR'],
    [['pt-PT', 'ja'], 'pt-BR'],
    [['zh-TW', 'ja'], 'ja'],
    [[null, 'zh', null], 'ar'],
    [['ar-EG'], 'ar'],
    [['en-US', 'ja'], 'en'],
  ])('to somebody who reads %j is written in %s, at a firm that writes Arabic', async (locales, locale) => {
    for (const name of ['ja.yaml', 'pt-BR.yaml', 'ar.yaml']) await ship(name)
    await database.db.updateTable('firm').set({ locale: 'ar' }).execute()
    expect((await queue(locales)).template.locale).toBe(locale)
  })

  it('in a language that nobody has written is English', async () => {
    await database.db.updateTable('firm').set({ locale: 'zh' }).execute()
    expect((await queue(['ko'])).template.locale).toBe('en')
  })

  it('right to left says so, and turns its tables', async () => {
    await ship('ar.yaml')
    const { email } = await queue(['ar'])
    const { html } = await renderEmail(deps, email)
    expect(html).toMatch(/<html lang="ar" dir="rtl"/)
    expect(html).not.toMatch(/<table(?! dir="rtl")/)
  })

  it('that reminds for the first and for the last time has words of its own, with the closing day as the reader writes it', async () => {
    const closesAt = new Date('2026-12-04T23:00:00Z')
    await database.db.updateTable('invitation').set({ closesAt }).execute()
    await database.db.updateTable('contact').set({ locale: 'en-US', timeZone: 'Europe/Berlin' }).execute()
    const reminder = (ordinal: number) =>
      queue(['en'], { kind: 'reminder', invitationId: world.invitation.id, ordinal })
    const [first, last] = [await reminder(1), await reminder(2)]
    expect([first.template.templateKey, last.template.templateKey]).toEqual(['reminder_1', 'reminder_2'])
    const { text } = await renderEmail(deps, last.email)
    expect(text).toMatch(/The survey closes after\s+Fri, Dec 4\./)
    expect(text).toContain('nothing more will come')
  })

  it.each([
    ['de-AT', 'bis Freitag, 4. Dezember antworten'],
    ['fr', 'jusqu’au vendredi 4 décembre inclus'],
    ['es', 'hasta el viernes, 4 de diciembre;'],
  ])('that reminds a reader of %s writes the closing day in whole words', async (locale, written) => {
    const closesAt = new Date('2026-12-04T23:00:00Z')
    await database.db.updateTable('invitation').set({ closesAt }).execute()
    await database.db.updateTable('contact').set({ locale, timeZone: 'Europe/Berlin' }).execute()
    const { email } = await queue([locale], { kind: 'reminder', invitationId: world.invitation.id, ordinal: 2 })
    expect((await renderEmail(deps, email)).text.replaceAll(/\s+/g, ' ')).toContain(written)
  })
})
