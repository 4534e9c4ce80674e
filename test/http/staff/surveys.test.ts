import { beforeEach, describe, expect, it } from 'vitest'
import { draftOf } from '../../../src/core/answering/survey-draft.ts'
import { fingerprintsOf } from '../../../src/core/answering/survey-draft-merge.ts'
import { fieldsOfDraft } from '../../../src/core/answering/survey-draft-form.ts'
import { findSurveyDraft } from '../../../src/db/answering/survey-drafts.ts'
import { findSurveyInForce } from '../../../src/db/answering/survey-versions.ts'
import { loadSurveys } from '../../../src/domain/answering/load-surveys.ts'
import { useDatabase } from '../../support/database.ts'
import { createTestDeps, type TestDeps } from '../../support/deps.ts'
import { createResponse, createWorld, type World } from '../../support/factories.ts'
import { ownSurveySource } from '../../support/own-survey.ts'
import { signInAs, type StaffBrowser } from '../../support/sign-in.ts'

const database = useDatabase()
let deps: TestDeps
let world: World
let admin: StaffBrowser

beforeEach(async () => {
  deps = createTestDeps(database.db)
  world = await createWorld(database.db)
  await loadSurveys(database.db, [{ name: 'own.yaml', text: ownSurveySource }], { origin: 'shipped', now: deps.now() })
  admin = await signInAs(deps, world.admin)
})

const inForce = async (key = 'own') => {
  const found = await findSurveyInForce(database.db, key)
  if (!found) throw new Error(`no survey ${key}`)
  return found
}
const stored = (key = 'own') => findSurveyDraft(database.db, key)

/** The editor's form as it was opened now, some of it typed over. */
async function form(change: Record<string, string> = {}, key = 'own'): Promise<Record<string, string>> {
  const draft = await stored(key)
  const version = await findSurveyInForce(database.db, key)
  const open = draft?.draft ?? draftOf((await inForce(key)).definition)
  const opened = {
    revision: String(draft?.revision ?? 0),
    based_on: String(draft ? (draft.basedOn ?? '') : version?.version),
    opened: fingerprintsOf(open),
  }
  return { ...fieldsOfDraft(open), ...opened, do: 'save', ...change }
}

/** What the editor's script is told. */
const keep = async (fields: Record<string, string>) =>
  (await admin.post('/surveys/own/keep', fields)).json() as Promise<{ revision: number; state: string; opened: string }>

const publish = async (key = 'own') => {
  const html = await admin.read(`/surveys/${key}/publish`)
  const at = (name: string): string => new RegExp(`name="${name}" value="(\\d*)"`).exec(html)?.[1] ?? 'none'
  return admin.post(`/surveys/${key}/publish`, { revision: at('revision'), against: at('against') })
}

describe('a survey under work', () => {
  it('is kept as a draft, with who changed it, and clients get it once it is published', async () => {
    const saved = await admin.post('/surveys/own/edit', await form({ 'q3.text.en': 'The price was right' }))
    expect(saved.status).toBe(303)
    expect((await inForce()).version).toBe(1)
    expect(await admin.read('/surveys/own/edit')).toMatch(/The price was right<\/textarea>/)
    expect(await admin.read('/surveys')).toContain(`last changed by ${world.admin.name}`)
    const review = await admin.read('/surveys/own/publish')
    expect(review).toContain('<del>fair</del><ins>right</ins>')
    expect((await publish()).headers.get('location')).toBe('/surveys/own?done=published')
    expect(await inForce()).toMatchObject({ version: 2, origin: 'firm', createdBy: world.admin.id })
    expect((await inForce()).source).toContain('The price was right')
    expect(await stored()).toBeUndefined()
    const audit = await database.db.selectFrom('audit').selectAll().where('action', '=', 'survey_published').execute()
    expect(audit).toMatchObject([{ staffId: world.admin.id, detail: { survey: 'own', version: 2, origin: 'firm' } }])
  })

  it('changes by its buttons, and whatever was typed beside them is kept', async () => {
    const moved = await admin.post('/surveys/own/edit', await form({ do: 'up:q3', 'q6.text.en': 'Typed meanwhile' }))
    expect(moved.headers.get('location')).toBe('/surveys/own/edit?at=q3.up')
    expect((await stored())?.draft.ask.map(({ id }) => id).slice(0, 3)).toEqual(['q1', 'q3', 'q2'])
    expect(await admin.read('/surveys/own/edit?at=q3.up')).toMatch(/id="q3\.up"[^>]*autofocus/)
    const added = await admin.post('/surveys/own/edit', await form({ do: 'add:ask:experience.steward', beside: 'de' }))
    expect(added.headers.get('location')).toBe('/surveys/own/edit?at=q10.text.en&beside=de')
    const html = await admin.read('/surveys/own/edit?beside=de')
    expect(html).toContain('Typed meanwhile')
    expect((await stored())?.draft.ask.find(({ id }) => id === 'q10')?.key).toBe('steward')
  })

  it('is not overwritten by somebody who opened it earlier: both texts are kept, and shown side by side', async () => {
    const earlier = await form({ 'q3.text.en': 'What Alex typed' })
    await admin.post('/surveys/own/edit', await form({ 'q3.text.en': 'What Kim typed' }))
    const refused = await admin.post('/surveys/own/edit', earlier)
    expect(refused.status).toBe(409)
    const html = await refused.text()
    expect(html).toContain('saved this survey while you worked on it')
    expect(html).toMatch(/What Alex typed<\/textarea>/)
    expect(html).toContain('<del>Kim </del><ins>Alex </ins>')
    expect((await stored())?.draft.ask[2]?.text.en).toBe('What Kim typed')
    const at = (name: string): string => new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? ''
    await admin.post('/surveys/own/edit', { ...earlier, revision: at('revision'), opened: at('opened') })
    expect((await stored())?.draft.ask[2]?.text.en).toBe('What Alex typed')
  })

  it('is merged field by field: only what both have changed is a conflict', async () => {
    const earlier = await form({ 'q3.text.en': 'What Alex typed', 'q6.text.en': 'Alex alone' })
    const other = await form()
    const moved = await form({ 'q2.text.en': 'Kim alone', ask: other['ask']!.replace('q2 q3', 'q3 q2') })
    const { opened } = await keep(moved)
    expect((await admin.post('/surveys/own/edit', earlier)).status).toBe(303)
    const merged = (await stored())?.draft
    expect(merged?.ask.slice(0, 3).map(({ id }) => id)).toEqual(['q1', 'q3', 'q2'])
    expect(merged?.ask.find(({ id }) => id === 'q2')?.text.en).toBe('Kim alone')
    expect(merged?.ask.find(({ id }) => id === 'q6')?.text.en).toBe('Alex alone')

    // Kim's page still shows the old words of what Alex has changed, and does not take it back.
    const again = await keep({ ...moved, opened, 'q2.text.en': 'Kim again' })
    expect(again.revision).toBe((await stored())?.revision)
    expect((await stored())?.draft.ask.find(({ id }) => id === 'q3')?.text.en).toBe('What Alex typed')

    const refused = await admin.post('/surveys/own/edit', {
      ...moved,
      'q2.text.en': 'Kim again',
      opened: again.opened,
      'q3.text.en': 'What Kim typed',
    })
    const html = await refused.text()
    expect(refused.status).toBe(409)
    expect(html).toMatch(/What Kim typed<\/textarea>/)
    expect(html).toMatch(/Alex alone<\/textarea>/)
    expect(html).toContain('<del>Alex </del><ins>Kim </ins>')
    expect(html).not.toMatch(/<(?:del|ins)>[^<]*alone/)
  })

  it('says so where it is kept as one types', async () => {
    expect((await keep(await form({ 'q3.text.en': 'Typed' }))).state).toMatch(/^A draft, last changed by /)
  })

  it('is refused just so where somebody has published meanwhile', async () => {
    const earlier = await form({ 'q3.text.en': 'Too late' })
    await admin.post('/surveys/own/edit', await form({ 'q3.text.en': 'In time' }))
    await publish()
    expect((await admin.post('/surveys/own/edit', earlier)).status).toBe(409)
    expect(await stored()).toBeUndefined()
  })

  it('with faults is kept but not published, and each fault stands beside its field', async () => {
    await admin.post('/surveys/own/edit', await form({ 'q3.text.en': 'Hello {name}', 'q4.options': 'o1' }))
    const html = await admin.read('/surveys/own/edit')
    expect(html).toMatch(/id="q3\.text\.en-notes"[^>]*><p class="fault">\{name\} is not known/)
    expect(html).toContain('2 things to put right before publishing')
    expect(await admin.read('/surveys/own/publish')).not.toContain('Publish version')
    const draft = await stored()
    const pressed = await admin.post('/surveys/own/publish', { revision: String(draft?.revision), against: '1' })
    expect(pressed.headers.get('location')).toBe('/surveys/own/publish')
    expect((await inForce()).version).toBe(1)
  })

  it('is published over advice, which says why', async () => {
    await admin.post('/surveys/own/edit', await form({ 'q6.text.en': 'Would you recommend us?' }))
    expect(await admin.read('/surveys/own/edit')).toContain('is NPS wording')
    expect(await admin.read('/surveys/own/publish')).toContain('is NPS wording')
    expect((await publish()).headers.get('location')).toContain('done=published')
  })

  it('is not published where the draft was changed after it was looked at', async () => {
    await admin.post('/surveys/own/edit', await form({ 'q3.text.en': 'One' }))
    const seen = String((await stored())?.revision)
    await admin.post('/surveys/own/edit', await form({ 'q3.text.en': 'Two' }))
    const pressed = await admin.post('/surveys/own/publish', { revision: seen, against: '1' })
    expect(pressed.headers.get('location')).toContain('done=changed')
    expect((await inForce()).version).toBe(1)
  })

  it('answers a script with what it has kept, the preview and the notes', async () => {
    const fields = await form({ 'q3.text.en': 'Kept {oops}', 'q4.text.de': 'Hallo {x}' })
    const answer = (await (await admin.post('/surveys/own/keep', fields)).json()) as Record<string, never>
    expect(answer).toMatchObject({
      revision: (await stored())?.revision,
      said: 'Draft kept. 2 things to put right before publishing.',
      notes: { 'q3.text.en': expect.stringContaining('{oops} is not known'), q4: expect.stringContaining('{x}') },
      preview: expect.stringContaining('Kept {oops}'),
    })
    const stale = (await (
      await admin.post('/surveys/own/keep', { ...fields, 'q3.text.en': 'Stale' })
    ).json()) as Record<string, string>
    expect(stale['said']).toMatch(/^Not kept: /)
  })
})

describe('the preview of a survey', () => {
  it('is the page that clients get, from what is typed, and can do nothing', async () => {
    const answer = await admin.post('/surveys/own/preview', await form({ 'q3.text.de': 'Frisch getippt', lang: 'de' }))
    const html = await answer.text()
    expect(html).toMatch(/<html lang="de"[^]*Frisch getippt/)
    const policy = answer.headers.get('content-security-policy')
    expect(policy).toMatch(/^sandbox allow-same-origin; default-src 'none'/)
    expect(policy).not.toMatch(/script|form-action|allow-forms/)
    expect(await stored()).toBeUndefined()
    expect(await admin.read('/surveys/own/preview?page=after')).toContain('What is your role?')
    expect(await admin.read('/surveys/own/versions/1/preview?lang=de')).toContain('Der Preis war angemessen')
  })
})

describe('a survey of the firm’s own', () => {
  it('begins blank with what every survey asks, in every language', async () => {
    const begun = await admin.post('/new-survey', { name: 'Retainer review', copy: '' })
    expect(begun.headers.get('location')).toBe('/surveys/retainer_review/edit?done=begun')
    const draft = (await stored('retainer_review'))?.draft
    expect(draft?.ask.map(({ input }) => input)).toEqual(['call_first', 'comment', 'visibility'])
    expect(draft?.ask[0]?.text.ja).toMatch(/可能性/)
    expect((await publish('retainer_review')).status).toBe(303)
    expect(await admin.read('/plan/rules/new')).toContain('value="retainer_review"')
  })

  it('begins as a copy, or from a file, and needs a name that is free', async () => {
    await admin.post('/new-survey', { name: 'Copied', copy: 'own' })
    expect((await stored('copied'))?.draft.ask).toHaveLength(7)
    const taken = await admin.post('/new-survey', { name: 'Own', copy: '' })
    expect(taken.status).toBe(422)
    expect(await taken.text()).toContain('There is a survey own already')
    const file = new FormData()
    file.set('file', new File([ownSurveySource.replace('key: own', 'key: filed')], 'x.yaml'))
    expect((await admin.post('/new-survey/file', file)).headers.get('location')).toContain('/surveys/filed/edit')
  })
})

describe('the file of a survey', () => {
  it('comes down as it was published, and goes up as the draft', async () => {
    const down = await admin.get('/surveys/own/versions/1/survey.yaml')
    expect(down.headers.get('content-disposition')).toBe('attachment; filename="own-1.yaml"')
    const text = await down.text()
    expect(text).toBe(ownSurveySource)
    const up = await admin.post('/surveys/own/file', { source: text.replace('was fair', 'was good'), revision: '0' })
    expect(up.headers.get('location')).toBe('/surveys/own/edit?done=uploaded')
    expect((await stored())?.draft.ask[2]?.text.en).toBe('The price was good')
    expect(await admin.read('/surveys/own/draft.yaml')).toContain('The price was good')
  })

  it('with a fault is refused with its line and column, and stays to be mended', async () => {
    const source = ownSurveySource.replace('{contact}?', '{kontakt}?')
    const refused = await admin.post('/surveys/own/file', { source, revision: '0' })
    expect(refused.status).toBe(422)
    const html = await refused.text()
    expect(html).toContain('Line 2, column 14: title.en: {kontakt} is not known')
    expect(html).toContain('{kontakt}?')
    const other = await admin.post('/surveys/own/file', {
      source: ownSurveySource.replace('key: own', 'key: other'),
      revision: '0',
    })
    expect(await other.text()).toContain('Line 1, column 6: the key is other')
  })
})

describe('the versions of a survey', () => {
  it('say what each changed, and an older one can be gone back to', async () => {
    await admin.post('/surveys/own/edit', await form({ 'q3.text.en': 'The price was right', ask: 'q1 q2 q3 q5 q6 q7' }))
    await publish()
    const html = await admin.read('/surveys/own')
    expect(html).toContain('<ins>right</ins>')
    expect(html).toContain('Removed')
    expect(await admin.read('/surveys/own/versions/1?against=2')).toContain('<ins>fair</ins>')
    await admin.post('/surveys/own/versions/1/draft', { revision: '0' })
    expect((await stored())?.draft.ask).toHaveLength(7)
  })

  it('follow the shipped ones again once that is chosen, and newer shipped ones come into force by themselves', async () => {
    await admin.post('/surveys/own/edit', await form({ 'q3.text.en': 'Ours' }))
    await publish()
    const later = { origin: 'shipped', now: deps.now() } as const
    await loadSurveys(database.db, [{ name: 'own.yaml', text: `${ownSurveySource}# newer\n` }], later)
    expect((await inForce()).version).toBe(2)
    expect(await admin.read('/surveys/own')).toContain('A newer shipped version has come since')
    await admin.post('/surveys/own/shipped')
    expect(await inForce()).toMatchObject({ version: 4, origin: 'shipped', source: `${ownSurveySource}# newer\n` })
    await loadSurveys(database.db, [{ name: 'own.yaml', text: `${ownSurveySource}# newest\n` }], later)
    expect((await inForce()).version).toBe(5)
  })

  it('keep the words of what was answered with them', async () => {
    const response = await createResponse(database.db, { invitationId: world.invitation.id })
    const rated = { responseId: response.id, key: 'delivered', rating: 4 }
    await database.db.insertInto('experience').values(rated).execute()
    await admin.post('/surveys/delivery/edit', await form({ 'q2.text.en': 'Quite another sentence' }, 'delivery'))
    await publish('delivery')
    expect((await inForce('delivery')).version).toBe(2)
    const html = await admin.read(`/responses/${response.id}`)
    expect(html).toContain('/surveys/delivery/versions/1')
    expect(html).toContain('What was delivered solves the problem we came with')
    expect(html).not.toContain('Quite another sentence')
  })
})

describe('surveys', () => {
  it('are read by leaders and changed by administrators', async () => {
    const leader = await signInAs(deps, world.leader)
    expect(await leader.read('/surveys')).not.toContain('Begin a survey')
    expect((await leader.get('/surveys/own')).status).toBe(200)
    expect((await leader.get('/surveys/own/versions/1')).status).toBe(200)
    const pages = ['/surveys/own/edit', '/surveys/own/publish', '/surveys/own/draft.yaml', '/new-survey']
    for (const path of pages) expect((await leader.get(path)).status).toBe(403)
    const fields = await form({ 'q3.text.en': 'Not mine' })
    const posts = ['edit', 'keep', 'preview', 'publish', 'file', 'shipped', 'discard', 'versions/1/draft']
    for (const path of posts) expect((await leader.post(`/surveys/own/${path}`, fields)).status).toBe(403)
    expect(await stored()).toBeUndefined()
    const pm = await signInAs(deps, world.pm)
    expect((await pm.get('/surveys')).status).toBe(403)
  })

  it.each(['/surveys/none', '/surveys/none/edit', '/surveys/own/versions/99', '/surveys/own/versions/x'])(
    'at %s are none',
    async (path) => {
      expect((await admin.get(path)).status).toBe(404)
    },
  )
})
