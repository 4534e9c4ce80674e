import { parse } from 'csv-parse/sync'
import { beforeEach, describe, expect, it } from 'vitest'
import { importFirm } from '../../../src/domain/firm/import-firm.ts'
import { refitScores } from '../../../src/domain/score/refit-scores.ts'
import { tick } from '../../../src/domain/tick.ts'
import { useDatabase } from '../../support/database.ts'
import { createTestDeps, type TestDeps } from '../../support/deps.ts'
import { createAccount, createEngagement, createWorld, type World } from '../../support/factories.ts'
import { sampleSources } from '../../support/firm-files.ts'
import { tableOn } from '../../support/page-table.ts'
import { pageText } from '../../support/page-text.ts'
import { signInAs } from '../../support/sign-in.ts'

const database = useDatabase()
let deps: TestDeps
let world: World

beforeEach(async () => {
  deps = createTestDeps(database.db)
  world = await createWorld(database.db)
})

const outcomes = () => database.db.selectFrom('outcome').selectAll().orderBy('id').execute()
const form = (change: Record<string, string> = {}) => ({
  needed_on: '2026-11-12',
  called_first: 'true',
  engagement: '',
  note: '',
  ...change,
})
const path = () => `/accounts/${world.account.id}`

describe('the page on trust', () => {
  it('is for leaders, account managers and administrators, not for PMs', async () => {
    const statusFor = async (staff: { email: string }) => (await (await signInAs(deps, staff)).get('/trust')).status
    for (const staff of [world.leader, world.admin, world.accountManager]) expect(await statusFor(staff)).toBe(200)
    expect(await statusFor(world.pm)).toBe(403)
  })

  it('says what to do first where no outcome is recorded', async () => {
    const text = await pageText(await signInAs(deps, world.leader), '/trust')
    expect(text).toContain('what clients say: no outcome is recorded yet')
    expect(text).toContain('outcomes.csv')
  })

  it('changes its caption at 30 outcomes, and so does the overview', async () => {
    await importFirm(deps, await sampleSources('sample-firm'))
    await database.db.deleteFrom('outcome').where('ref', '>', 'out-029').execute()
    await refitScores(deps, { always: true })
    const browser = await signInAs(deps, world.leader)
    const before = await pageText(browser, '/trust')
    const { length: called } = (await outcomes()).filter((outcome) => outcome.calledFirst)
    expect(before).toContain(`So far it is what clients say. ${called} of 29 clients with a need called us first.`)
    expect(before).not.toContain('What the scores are worth')
    expect(await pageText(browser, '/overview')).toContain('what clients say')
    await importFirm(deps, await sampleSources('sample-firm'))
    await tick(deps)
    const after = await pageText(browser, '/trust')
    expect(after).toContain('Checked against 33 recorded outcomes.')
    expect(after).toContain('What the scores are worth')
    const said = parse(await browser.read('/trust/said.csv'), { columns: true, bom: true }) as Record<string, string>[]
    expect(tableOn(await browser.read('/trust'), 'What clients said and what they did')).toEqual(
      said.map((row) => ({
        'Said, in 100': `${row['said_from']} to ${row['said_to']}`,
        'On average': row['said_on_average'],
        'Called us first': `${row['called']} of ${row['needs']} ${row['needs'] === '1' ? 'need' : 'needs'}`,
        'In 100': row['called_in_100'],
        Range: `${row['low']}–${row['high']}`,
      })),
    )
    expect(after).toMatch(/Of those who said 7, \d+ of \d+ called us first\./)
    expect(await pageText(browser, '/overview')).toContain('checked against 33 recorded outcomes')
    const [head, firm] = (await browser.read('/trust.csv')).split('\r\n')
    expect(head).toBe('who,score,low,high,answers,checked,checked_low,checked_high')
    expect(firm).toMatch(/^Kestrel & Co\.,\d+,\d+,\d+,\d+,\d+,\d+,\d+$/)
  })

  it('shows an account manager the whole firm, and of the accounts their own alone', async () => {
    await importFirm(deps, await sampleSources('sample-firm'))
    await refitScores(deps, { always: true })
    const manager = await database.db
      .selectFrom('staff')
      .selectAll()
      .where('email', '=', 'lucia.marin@kestrel.example')
      .executeTakeFirstOrThrow()
    const others = await database.db
      .selectFrom('account')
      .select('id')
      .where('accountManagerId', 'is distinct from', manager.id)
      .execute()
    const html = await (await signInAs(deps, manager)).read('/trust')
    expect(html).toContain('Kestrel &amp; Co., the firm')
    for (const { id } of others) expect(html).not.toContain(`"/accounts/${id}"`)
    expect(html).toMatch(/"\/accounts\/\d+"/)
  })
})

describe('an outcome', () => {
  it('is recorded by leaders, administrators and the account’s manager, with who did it', async () => {
    const days = ['2026-11-10', '2026-11-11', '2026-11-12']
    for (const staff of [world.leader, world.admin, world.accountManager]) {
      const browser = await signInAs(deps, staff)
      const response = await browser.post(`${path()}/outcomes`, form({ needed_on: days.shift() ?? '' }))
      expect(response.status).toBe(303)
      expect(response.headers.get('location')).toBe(`${path()}?said=recorded`)
    }
    const rows = await outcomes()
    expect(new Set(rows.map(({ ref }) => ref)).size).toBe(3)
    for (const { ref } of rows) expect(ref).toMatch(/^oc-[\w-]{12}$/)
    const audit = await database.db
      .selectFrom('audit')
      .select(['staffId', 'detail'])
      .where('action', '=', 'outcome_recorded')
      .orderBy('id')
      .execute()
    expect(audit[2]).toEqual({
      staffId: world.accountManager.id,
      detail: { outcome: rows[2]?.ref, account: world.account.id },
    })
  })

  it('keeps its engagement and note, and stands on the account’s page', async () => {
    const browser = await signInAs(deps, world.leader)
    const given = form({ called_first: 'false', engagement: `${world.engagement.id}`, note: ' They called Orbit.\r\n' })
    await browser.post(`${path()}/outcomes`, given)
    expect(await outcomes()).toMatchObject([
      { engagementId: world.engagement.id, calledFirst: false, neededOn: '2026-11-12', note: 'They called Orbit.' },
    ])
    expect(await pageText(browser, path())).toContain(
      'They had a need and did not call us first. They called Orbit. Thu 12 Nov',
    )
  })

  it('is not for PMs, nor for the manager of other accounts', async () => {
    const pm = await signInAs(deps, world.pm)
    expect((await pm.post(`${path()}/outcomes`, form())).status).toBe(403)
    const other = await createAccount(database.db)
    const manager = await signInAs(deps, world.accountManager)
    expect((await manager.post(`/accounts/${other.id}/outcomes`, form())).status).toBe(404)
    expect(await outcomes()).toEqual([])
  })

  it.each<[string, Record<string, string>, string]>([
    ['without a day', { needed_on: '' }, 'The day of the need: is empty'],
    ['on no day', { needed_on: '12.11.2026' }, 'is not a day of the calendar'],
    ['tomorrow', { needed_on: '2026-11-21' }, 'lies in the future'],
    ['without what they did', { called_first: '' }, 'Choose whether they called us first'],
    ['with too long a note', { note: 'x'.repeat(5001) }, 'is longer than 5000 characters'],
  ])('%s is refused beside its field and on top, with what was typed', async (_, change, fault) => {
    const browser = await signInAs(deps, world.leader)
    const response = await browser.post(`${path()}/outcomes`, form({ note: 'They called Orbit.', ...change }))
    expect(response.status).toBe(422)
    const html = await response.text()
    expect(html.split(fault)).toHaveLength(3)
    expect(html).toContain('aria-invalid="true"')
    expect(html).toContain(change['note'] ?? 'They called Orbit.')
    expect(await outcomes()).toEqual([])
  })

  it('of an engagement of another account is refused', async () => {
    const other = await createAccount(database.db)
    const engagement = await createEngagement(database.db, { accountId: other.id, pmId: world.pm.id })
    const browser = await signInAs(deps, world.leader)
    for (const wrong of [`${engagement.id}`, '999999', 'x']) {
      expect((await browser.post(`${path()}/outcomes`, form({ engagement: wrong }))).status).toBe(422)
    }
    expect(await outcomes()).toEqual([])
  })

  it('is kept once, however often the button is pressed', async () => {
    const browser = await signInAs(deps, world.leader)
    const statuses = await Promise.all([1, 2, 3].map(() => browser.post(`${path()}/outcomes`, form())))
    expect(statuses.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([303, 422, 422])
    expect(await outcomes()).toHaveLength(1)
  })
})
