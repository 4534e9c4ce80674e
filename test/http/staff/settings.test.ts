import { beforeEach, describe, expect, it } from 'vitest'
import { getFirm } from '../../../src/db/firm/firms.ts'
import { useDatabase } from '../../support/database.ts'
import { createTestDeps, type TestDeps } from '../../support/deps.ts'
import { createResponse, createWorld, type World } from '../../support/factories.ts'
import { signInAs } from '../../support/sign-in.ts'

const database = useDatabase()
let deps: TestDeps
let world: World

beforeEach(async () => {
  deps = createTestDeps(database.db)
  world = await createWorld(database.db)
})

const SETTINGS = {
  name: 'Kestrel & Daughters',
  from_name: '',
  from_email: 'hello@kestrel.example',
  reply_to: '',
  time_zone: 'Europe/Berlin',
  locale: 'de',
  accent_color: '#0E5A5A',
  postal_address: '12 Wharf Street\r\nHamburg',
  work_from: '9',
  work_until: '17',
  work_days: 'mon tue wed thu fri',
  contact_cap_days: '30',
  account_cap_count: '6',
  account_cap_days: '30',
  stale_after_days: '21',
  low_answer: '5',
  fall: '3',
  min_answers: '5',
  min_accounts: '2',
  privacy_threshold: '5',
  mails_per_minute: '300',
  mails_per_minute_per_domain: '60',
  warm_up_from: '',
  owner_of_low: 'pm_leader',
  owner_of_call: 'account_manager',
  owner_of_silence: 'account_manager',
  silence_after_days: '60',
  retention_months: '',
}

const fits = () => database.db.selectFrom('scoreFit').selectAll().execute()
const save = async (change: Partial<typeof SETTINGS> = {}) =>
  (await signInAs(deps, world.admin)).post('/settings', { ...SETTINGS, ...change })

describe('the settings', () => {
  it('refuse hours that end before they begin, and days that are none', async () => {
    const response = await save({ work_from: '18', work_until: '9', work_days: 'Mon, funday' })
    expect(response.status).toBe(422)
    const page = await response.text()
    expect(page).toContain('9 is not later than 18, when work begins; correct one')
    expect(page).toContain('funday')
    expect((await getFirm(database.db)).workUntil).toBe(17)
  })

  it('hold how fast mail leaves, and from when a new address warms up', async () => {
    await save({ mails_per_minute: '0', mails_per_minute_per_domain: '20', warm_up_from: '2026-12-01' })
    const paced = { mailsPerMinute: 0, mailsPerMinutePerDomain: 20, warmUpFrom: '2026-12-01' }
    expect(await getFirm(database.db)).toMatchObject(paced)
    const page = await (await signInAs(deps, world.admin)).get('/settings').then((response) => response.text())
    expect(page).toContain('value="2026-12-01"')
    expect((await save({ warm_up_from: 'soon' })).status).toBe(422)
    await save()
    expect((await getFirm(database.db)).warmUpFrom).toBeNull()
  })

  it('take weekdays in any order', async () => {
    await save({ work_days: 'Thu, sun mon' })
    expect((await getFirm(database.db)).workDays).toBe('mon thu sun')
  })

  it('take the weekdays that are checked, and show them checked', async () => {
    const browser = await signInAs(deps, world.admin)
    const form = new URLSearchParams({ ...SETTINGS, work_days: 'sun' })
    form.append('work_days', 'mon')
    await browser.post('/settings', form)
    expect((await getFirm(database.db)).workDays).toBe('mon sun')
    const html = await browser.read('/settings')
    expect(html.match(/value="[a-z]{3}" checked=""/g)).toEqual(['value="mon" checked=""', 'value="sun" checked=""'])
  })

  it('with no weekday checked are refused beside the weekdays', async () => {
    const response = await save({ work_days: '' })
    expect(response.status).toBe(422)
    const html = await response.text()
    expect(html).toContain('id="work_days-fault"')
    expect(html).toContain('The working days: none is chosen; choose at least one')
  })

  it('offer the time zones that there are', async () => {
    const html = await (await signInAs(deps, world.admin)).read('/settings')
    expect(html).toContain('list="time_zone-suggestions"')
    expect(html).toContain('<option value="Europe/Berlin">')
  })

  it('are saved whole, with who changed what', async () => {
    await database.db.updateTable('firm').set({ setUpAt: null }).execute()
    const response = await save()
    expect(response.headers.get('location')).toBe('/settings?saved=yes')
    expect(await getFirm(database.db)).toMatchObject({
      name: 'Kestrel & Daughters',
      fromName: null,
      locale: 'de',
      accentColor: '#0e5a5a',
      setUpAt: deps.now(),
    })
    const entry = await database.db
      .selectFrom('audit')
      .selectAll()
      .where('action', '=', 'settings_changed')
      .executeTakeFirstOrThrow()
    expect(entry.staffId).toBe(world.admin.id)
    expect(entry.detail).toEqual({ changed: ['name', 'locale', 'postal_address'] })
    expect(await (await signInAs(deps, world.admin)).read('/settings?saved=yes')).toContain('The settings are saved.')
  })

  it.each([
    ['name', '', 'is empty'],
    ['from_email', 'hello at kestrel', 'is not one plain address'],
    ['time_zone', 'Europe/Atlantis', 'is not a time zone'],
    ['locale', 'klingonese', 'is not a known language'],
    ['accent_color', '#ffee00', 'too light'],
    ['contact_cap_days', '', 'is empty'],
    ['contact_cap_days', '366', 'from 0 to 365'],
    ['low_answer', '5.5', 'from 0 to 10'],
    ['fall', '0', 'from 1 to 10'],
    ['privacy_threshold', '2', 'from 3 to 100'],
  ] as const)('with %s %j are refused and what was typed is kept', async (field, typed, fault) => {
    const response = await save({ reply_to: 'typed@kestrel.example', [field]: typed })
    const html = await response.text()
    expect(response.status).toBe(422)
    expect(html).toContain(fault)
    expect(html).toContain(`id="${field}-fault"`)
    expect(html).toContain(`value="${typed}"`)
    expect(html).toContain('value="typed@kestrel.example"')
    expect((await getFirm(database.db)).name).toBe('Kestrel & Co.')
  })

  it('fit the scores anew when a threshold of theirs changes, and only then', async () => {
    await createResponse(database.db, { invitationId: world.invitation.id })
    await save({ low_answer: '6', contact_cap_days: '0' })
    expect(await fits()).toHaveLength(0)
    await save({ low_answer: '6', contact_cap_days: '0', min_answers: '1', min_accounts: '1' })
    expect(await fits()).toHaveLength(1)
    const firm = await database.db
      .selectFrom('score')
      .select('enough')
      .where('subjectKind', '=', 'firm')
      .where('audience', '=', 'leadership')
      .executeTakeFirstOrThrow()
    expect(firm.enough).toBe(true)
  })

  it('are for administrators alone', async () => {
    for (const staff of [world.pm, world.leader, world.accountManager]) {
      const browser = await signInAs(deps, staff)
      expect((await browser.get('/settings')).status).toBe(403)
      expect((await browser.post('/settings', SETTINGS)).status).toBe(403)
    }
    expect((await getFirm(database.db)).name).toBe('Kestrel & Co.')
  })
})
