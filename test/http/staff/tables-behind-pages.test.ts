import { parse } from 'csv-parse/sync'
import { beforeEach, describe, expect, it } from 'vitest'
import { loadShippedPlan } from '../../../src/domain/asking/shipped-plan.ts'
import { loadSurveys } from '../../../src/domain/answering/load-surveys.ts'
import { refitScores } from '../../../src/domain/score/refit-scores.ts'
import { experienceName, milestoneKindName } from '../../../src/views/names.ts'
import { useDatabase } from '../../support/database.ts'
import { createTestDeps, type TestDeps } from '../../support/deps.ts'
import { addParticipant, createContact, createStaff } from '../../support/factories.ts'
import { createMonday, type Monday } from '../../support/monday.ts'
import { ownSurveySource } from '../../support/own-survey.ts'
import { tableOn } from '../../support/page-table.ts'
import { type StaffBrowser, signInAs } from '../../support/sign-in.ts'

const database = useDatabase()
let deps: TestDeps
let monday: Monday

beforeEach(async () => {
  monday = await createMonday(database.db)
  deps = createTestDeps(database.db, { now: new Date().toISOString() })
})

type Rows = Record<string, string>[]

async function rowsOf(browser: StaffBrowser, path: string): Promise<Rows> {
  const response = await browser.get(path)
  expect(response.headers.get('content-type'), path).toBe('text/csv; charset=utf-8')
  const bytes = new Uint8Array(await response.arrayBuffer())
  expect([...bytes.subarray(0, 3)], path).toEqual([0xef, 0xbb, 0xbf])
  return parse(Buffer.from(bytes), { columns: true, bom: true })
}

const statusFor = async (staff: { email: string }, path: string): Promise<number> =>
  (await (await signInAs(deps, staff)).get(path)).status

/** The page leads to the file. */
async function openedFrom(browser: StaffBrowser, page: string, file: string): Promise<{ html: string; rows: Rows }> {
  const html = await browser.read(page)
  expect(html).toContain(`href="${file.replaceAll('&', '&amp;')}"`)
  return { html, rows: await rowsOf(browser, file) }
}

async function rate(): Promise<void> {
  const { db } = database
  const responses = await db.selectFrom('response').select(['id', 'callFirst']).execute()
  const experiences = responses.flatMap(({ id: responseId, callFirst }, at) => [
    { responseId, key: 'delivered', rating: callFirst > 6 ? 5 : 3 },
    { responseId, key: 'prepared', rating: 2 + (at % 4) },
  ])
  await db.insertInto('experience').values(experiences).execute()
  await refitScores(deps, { always: true })
}

const range = (low: string | undefined, high: string | undefined): string => (low === '' ? '—' : `${low}–${high}`)

describe('a table for a spreadsheet says what its page says:', () => {
  it.each([
    ['the firm', 'leader', () => '/overview', () => '/overview'],
    ['a PM, for leadership', 'leader', ({ pm }: Monday) => `/pms/${pm.id}`, ({ pm }: Monday) => `/pms/${pm.id}`],
    ['a PM who is chosen', 'leader', ({ pm }: Monday) => `/overview?pm=${pm.id}`, ({ pm }: Monday) => `/pms/${pm.id}`],
    ['a PM, for themselves', 'pm', () => '/my-score', () => '/my-score'],
  ] as const)('what goes together with being called first, of %s', async (_, role, page, files) => {
    await rate()
    const browser = await signInAs(deps, monday[role])
    const { html, rows } = await openedFrom(browser, page(monday), `${files(monday)}/drivers.csv`)
    const told = rows.map((row) => ({
      Experience: experienceName(row['experience'] ?? ''),
      Share: row['share_percent'] === '' ? '—' : `${row['share_percent']} %`,
      'Likely between': row['low'] === '' ? '—' : `${row['low']} % to ${row['high']} %`,
      'Average of 5': row['mean'] || '—',
      ...('firm_mean' in row && { Firm: row['firm_mean'] || '—' }),
      Ratings: row['ratings'],
    }))
    expect(told).toHaveLength(2)
    expect(tableOn(html, 'What goes together with being called first')).toEqual(told)
  })

  it('an average that rests on one or two people is told by neither', async () => {
    const { db } = database
    const { id: responseId } = await db.selectFrom('response').select('id').orderBy('id').executeTakeFirstOrThrow()
    await db.insertInto('experience').values({ responseId, key: 'delivered', rating: 4 }).execute()
    await refitScores(deps, { always: true })
    expect(await rowsOf(await signInAs(deps, monday.leader), '/overview/drivers.csv')).toMatchObject([
      { experience: 'delivered', mean: '', ratings: '1' },
    ])
  })

  it.each([
    ['the firm', 'leader', () => '/overview', () => '/overview', 'The firm’s score'],
    ['a PM', 'pm', () => '/my-score', () => '/my-score', 'Your score'],
    [
      'an account',
      'leader',
      ({ halden }: Monday) => `/accounts/${halden.account.id}`,
      ({ halden }: Monday) => `/accounts/${halden.account.id}`,
      'Score of Halden Motors',
    ],
  ] as const)('the score over time of %s', async (_, role, page, files, of) => {
    await database.db.updateTable('score').set({ asOf: '2026-01-09' }).execute()
    await refitScores(deps, { always: true })
    const browser = await signInAs(deps, monday[role])
    const { html, rows } = await openedFrom(browser, page(monday), `${files(monday)}/history.csv`)
    expect(rows).toHaveLength(2)
    expect(
      rows.map(({ score, low, high }) => ({ Score: score || 'too early to say', Range: range(low, high) })),
    ).toEqual(tableOn(html, `${of} over time, points of 100`).map(({ 'As of': _day, ...row }) => row))
  })

  it.each(['leader', 'pm'] as const)('the engagements of a PM, for the %s', async (role) => {
    const base = role === 'pm' ? '/my-score' : `/pms/${monday.pm.id}`
    const { html, rows } = await openedFrom(await signInAs(deps, monday[role]), base, `${base}/engagements.csv`)
    const shown = tableOn(html, 'Engagements')
    expect(rows.map(({ engagement, account }) => `${engagement} ${account}`)).toEqual(
      shown.map(({ Engagement }) => Engagement),
    )
    for (const [at, row] of shown.entries()) {
      expect(row['In 100']).toContain(rows[at]?.['score'] || '—')
    }
  })

  it('two PMs compared; the look is kept', async () => {
    const browser = await signInAs(deps, monday.leader)
    const pair = `a=${monday.pm.id}&b=${monday.other.id}`
    const { html, rows } = await openedFrom(browser, `/pms/compare?${pair}`, `/pms/compare.csv?${pair}`)
    const shown = tableOn(html, 'Both scores, in points of 100')
    expect(
      rows.map(({ pm, answers, accounts }) => ({ PM: pm, 'Answers / accounts': `${answers} / ${accounts}` })),
    ).toEqual(shown.map(({ PM, 'Answers / accounts': evidence }) => ({ PM, 'Answers / accounts': evidence })))
    for (const [at, row] of shown.entries()) {
      const { score, low, high } = rows[at] ?? {}
      expect(row['In 100']).toBe(`${score} ${low}–${high}`)
    }
    expect(html).toContain('Not comparable')
    expect(rows.map((row) => row['ahead_in_100'])).toEqual(['', ''])
    const looks = await database.db.selectFrom('audit').select('action').where('action', '=', 'pms_compared').execute()
    expect(looks).toHaveLength(2)
    expect(await rowsOf(browser, '/pms/compare.csv')).toEqual([])
    expect(await statusFor(monday.leader, `/pms/compare.csv?a=${monday.pm.id}&b=999999`)).toBe(404)
  })

  it('the contacts of an account, all pages, with their answers side by side', async () => {
    const { account } = monday.halden
    for (let count = 10; count < 25; count += 1) {
      await createContact(database.db, { accountId: account.id, name: `=Client ${count}` })
    }
    const browser = await signInAs(deps, monday.leader)
    const path = `/accounts/${account.id}`
    const { html, rows } = await openedFrom(browser, path, `${path}/contacts.csv`)
    const pages = [html, await browser.read(`${path}?page=2`)]
    const names = rows.map(({ contact }) => contact?.replace(/^'/, ''))
    expect(names).toHaveLength(17)
    expect(names.map((name) => pages.some((page) => page.includes(name ?? '')))).not.toContain(false)
    expect(rows.filter(({ contact }) => contact?.startsWith("'=Client"))).toHaveLength(15)
    const [side] = tableOn(html, 'Answers side by side')
    for (const kind of ['kickoff', 'midpoint', 'delivery', 'close']) {
      expect(side?.[milestoneKindName(kind)]).toBe(rows[0]?.[kind])
    }
    const [shown] = tableOn(html, 'Contacts')
    expect(shown?.['Last answer']).toContain(`${rows[0]?.['last_answer']} of 10`)
  })

  it('the people of an account, where the firm calls a milestone as a column is called', async () => {
    await database.db.updateTable('milestone').set({ kind: 'contact' }).where('kind', '=', 'delivery').execute()
    const browser = await signInAs(deps, monday.leader)
    const [head, first] = (await browser.read(`/accounts/${monday.account.id}/contacts.csv`)).split('\r\n')
    expect(head).toMatch(/^contact,roles,.*,contact\b/)
    expect(first).toMatch(/^[A-Z][a-z]+ [^,]+,/)
  })

  it('the milestones of an account', async () => {
    const path = `/accounts/${monday.account.id}`
    const { html, rows } = await openedFrom(await signInAs(deps, monday.accountManager), path, `${path}/milestones.csv`)
    expect(
      rows.map(({ engagement, milestone, lowest_answer: lowest }) => ({
        Engagement: engagement,
        Milestone: milestoneKindName(milestone ?? ''),
        'Lowest answer': lowest === '' ? '—' : `${lowest} of 10`,
      })),
    ).toEqual(tableOn(html, 'Milestones and their lowest answers').map(({ Day: _day, State: _state, ...row }) => row))
  })

  it('who takes part in an engagement, with what leaves them out', async () => {
    const { db } = database
    const { engagement, pm, contact } = monday
    const quiet = await createContact(db, { accountId: monday.account.id, name: 'Quiet Client' })
    await addParticipant(db, engagement, quiet, 'user')
    const hold = { engagementId: engagement.id, contactId: contact.id, reason: '=2+2', placedBy: pm.id }
    await db
      .insertInto('hold')
      .values({ ...hold, placedAt: deps.now() })
      .execute()
    const path = `/engagements/${engagement.id}`
    const { html, rows } = await openedFrom(await signInAs(deps, pm), path, `${path}/contacts.csv`)
    expect(rows.map((row) => row['contact'])).toEqual(tableOn(html, 'Contacts').map(({ Contact }) => Contact))
    expect(rows.find((row) => row['contact'] === contact.name)).toMatchObject({
      held_by: pm.name,
      held_for: "'=2+2",
      held_everywhere: 'false',
    })
    expect(await statusFor(await createStaff(db), `${path}/contacts.csv`)).toBe(404)
  })

  it('the answers of an engagement side by side, as far as one may read them', async () => {
    const { db } = database
    const { engagement, contacts } = monday.halden
    const milestones = await db
      .selectFrom('milestone')
      .select(['id', 'kind', 'reachedOn'])
      .where('engagementId', '=', engagement.id)
      .orderBy('reachedOn')
      .execute()
    const decided = milestones.flatMap(({ id: milestoneId }) =>
      contacts.map(({ id: contactId }) => ({
        milestoneId,
        contactId,
        kind: 'sent' as const,
        reason: 'sent',
        at: deps.now(),
      })),
    )
    await db.insertInto('decision').values(decided).execute()
    await db.updateTable('milestone').set({ name: '=2+2' }).where('id', '=', milestones[1]!.id).execute()
    await db.updateTable('contact').set({ name: '=Ana' }).where('id', '=', contacts[0].id).execute()
    const asked = db.selectFrom('invitation').select('id').where('milestoneId', '=', milestones[0]!.id)
    await db.updateTable('response').set({ visibility: 'leadership' }).where('invitationId', 'in', asked).execute()
    const path = `/engagements/${engagement.id}`
    for (const role of ['leader', 'pm'] as const) {
      const { html, rows } = await openedFrom(await signInAs(deps, monday[role]), path, `${path}/answers.csv`)
      expect(rows).toHaveLength(2)
      expect(Object.keys(rows[0] ?? {})).toEqual(['contact', 'role', 'kickoff', "'=2+2", 'delivery', 'close'])
      expect(rows.map(({ contact }) => contact)).toContain("'=Ana")
      expect(rows.map((row) => Object.values(row).slice(2))).toEqual(
        tableOn(html, 'Answers side by side').map((row) => Object.values(row).slice(1)),
      )
      const secret = role === 'leader' ? /^\d+$/ : /^answered$/
      for (const { kickoff } of rows) expect(kickoff).toMatch(secret)
    }
    expect(await statusFor(await createStaff(db), `${path}/answers.csv`)).toBe(404)
    expect(await statusFor(await createStaff(db), `${path}/steps.csv`)).toBe(404)
  })

  it.each([
    ['a PM, for leadership', 'leader', ({ pm }: Monday) => `/pms/${pm.id}`],
    ['a PM, for themselves', 'pm', () => '/my-score'],
    ['an engagement', 'pm', ({ halden }: Monday) => `/engagements/${halden.engagement.id}`],
  ] as const)('how the score of %s is made', async (_, role, page) => {
    const path = page(monday)
    const { html, rows } = await openedFrom(await signInAs(deps, monday[role]), path, `${path}/steps.csv`)
    const shown = tableOn(html, 'How the score is made, in points of 100')
    expect([rows[0]?.['part'], rows.at(-1)?.['part']]).toEqual(['firm', 'score'])
    expect(rows.map(({ points, reached }) => ({ Points: Number(points), Reached: reached }))).toEqual(
      shown.map(({ Points, Reached }) => ({ Points: Number(Points?.replace('−', '-').replace('±', '')), Reached })),
    )
  })

  it('what differences between answers come from', async () => {
    const path = '/how-the-score-works'
    const { html, rows } = await openedFrom(await signInAs(deps, monday.leader), path, `${path}/differences.csv`)
    expect(rows.map(({ gamma, share_percent: share }) => ({ γ: gamma, 'Share, of 100': share }))).toEqual(
      tableOn(html, 'What differences between answers come from').map(({ Factor: _factor, ...row }) => row),
    )
    expect(rows[0]).toMatchObject({ factor: 'pm' })
    expect(rows.at(-1)).toMatchObject({ factor: 'all_else', gamma: '1.000' })
  })

  it('the ratings of an answer, for whoever may read it', async () => {
    await rate()
    const { db } = database
    const [{ id }] = (await db.selectFrom('response').select('id').orderBy('id').limit(1).execute()) as [{ id: number }]
    const path = `/responses/${id}`
    const { html, rows } = await openedFrom(await signInAs(deps, monday.leader), path, `${path}/ratings.csv`)
    const shown = tableOn(html, 'Experiences, rated 1 to 5')
    expect(shown).toHaveLength(2)
    expect(rows.map(({ experience, statement }) => `${experienceName(experience ?? '')} ${statement}`.trim())).toEqual(
      shown.map(({ Experience }) => Experience),
    )
    expect(rows.map(({ rating }) => `${rating} of 5`)).toEqual(shown.map(({ Rating }) => Rating?.replace(/[■□ ]+/, '')))
    expect(await statusFor(monday.pm, `${path}/ratings.csv`)).toBe(200)
    await db.updateTable('response').set({ visibility: 'leadership' }).where('id', '=', id).execute()
    expect(await statusFor(monday.pm, `${path}/ratings.csv`)).toBe(404)
    expect(await statusFor(monday.leader, `${path}/ratings.csv`)).toBe(200)
  })

  it('a PM’s own guesses quarter by quarter', async () => {
    const { db } = database
    const asked = await db
      .selectFrom('invitation')
      .innerJoin('response', 'response.invitationId', 'invitation.id')
      .where('invitation.pmId', '=', monday.pm.id)
      .select(['invitation.id as invitationId', 'response.callFirst'])
      .execute()
    const guesses = asked.map(({ invitationId, callFirst }, at) => ({
      invitationId,
      staffId: monday.pm.id,
      callFirst: Math.max(0, callFirst - 1 - (at % 3)),
      at: deps.now(),
    }))
    await db.insertInto('guess').values(guesses).execute()
    const file = '/my-guesses/quarters.csv'
    const { html, rows } = await openedFrom(await signInAs(deps, monday.pm), '/my-guesses', file)
    const told = rows.map((row) => ({
      Quarter: row['quarter']?.replace('-', ' '),
      Answers: row['answers'],
      'Guessed too high (+) or low (−)': Number(row['too_high']),
      'Off either way': Number(row['off_either_way']),
    }))
    expect(told.length).toBeGreaterThan(2)
    expect(told.every((row) => row['Guessed too high (+) or low (−)'] < 0)).toBe(true)
    expect(tableOn(html, 'Guesses quarter by quarter')).toEqual(
      told.map((row) => ({
        ...row,
        'Guessed too high (+) or low (−)': `−${(-row['Guessed too high (+) or low (−)']).toFixed(1)}`,
        'Off either way': row['Off either way'].toFixed(1),
      })),
    )
    for (const role of ['leader', 'accountManager'] as const) expect(await statusFor(monday[role], file)).toBe(403)
  })

  it('the plan', async () => {
    await loadShippedPlan(database.db)
    const browser = await signInAs(deps, monday.leader)
    const { html, rows } = await openedFrom(browser, '/plan', '/plan.csv')
    const kinds = [...html.matchAll(/<h3>(.*?)<\/h3>/g)].map(([, kind]) => kind)
    expect(rows.map((row) => milestoneKindName(row['milestone_kind'] ?? ''))).toEqual(kinds)
    expect(rows[0]).toMatchObject({ survey_key: 'kickoff', delay_days: '3', reminder_after_days: '5' })
  })

  it('the surveys', async () => {
    const own = [{ name: 'own.yaml', text: ownSurveySource }]
    await loadSurveys(database.db, own, { origin: 'shipped', now: deps.now() })
    const { html, rows } = await openedFrom(await signInAs(deps, monday.leader), '/surveys', '/surveys.csv')
    const names = [...html.matchAll(/<a href="\/surveys\/\w+">(.*?)<\/a>/g)].map(([, name]) => name)
    expect(rows.map(({ survey }) => milestoneKindName(survey ?? ''))).toEqual(names)
    const row = rows.find(({ survey }) => survey === 'own')
    expect(html).toContain(`${row?.['questions']} questions. The plan asks it nowhere.`)
    expect(row).toMatchObject({ version: '1', own: 'false', asked_at: '' })
  })

  it('a quarter, as it stood at its end', async () => {
    const { db } = database
    const days = ['2026-09-21', '2026-09-28']
    for (const asOf of days) {
      await db.updateTable('score').set({ asOf }).where('asOf', '>', days[1]!).execute()
      await refitScores(deps, { always: true })
    }
    const today = { value: 11, low: 10, high: 12 }
    await db.updateTable('score').set(today).where('asOf', '>', days[1]!).where('enough', '=', true).execute()
    const browser = await signInAs(deps, monday.leader)
    const page = '/report?quarter=2026-q3'
    const { html, rows } = await openedFrom(browser, page, '/report/pms.csv?quarter=2026-q3')
    for (const { pm } of rows) expect(html).toContain(pm)
    expect(rows).toHaveLength(2)
    const history = await openedFrom(browser, page, '/report/history.csv?quarter=2026-q3')
    expect(history.rows.map(({ as_of: day }) => day)).toEqual(days)
    expect(history.rows.map(({ score, low, high }) => ({ Score: score, Range: range(low, high) }))).toEqual(
      tableOn(html, 'The firm’s score over time, points of 100').map(({ 'As of': _day, ...row }) => row),
    )
    const accounts = await openedFrom(browser, page, '/report/accounts.csv?quarter=2026-q3')
    const shown = tableOn(html, 'Accounts along the project')
    expect(
      accounts.rows.map(
        (row) =>
          `${row['account']} ${row['score'] ? `score ${row['score']}, ${row['low']}–${row['high']}` : 'too early to say'}`,
      ),
    ).toEqual(shown.map(({ Account }) => Account))
  })

  it.each([
    [
      'pm',
      ['/overview/drivers.csv', '/overview/history.csv', '/pms/1/drivers.csv', '/pms/compare.csv', '/report/pms.csv'],
    ],
    ['pm', ['/pms/1/steps.csv', '/report/history.csv', '/report/accounts.csv', '/how-the-score-works/differences.csv']],
    ['pm', ['/accounts/1/contacts.csv', '/plan.csv', '/surveys.csv', '/trust/said.csv']],
    [
      'accountManager',
      ['/overview/drivers.csv', '/pms/1/history.csv', '/pms/compare.csv', '/report/pms.csv', '/plan.csv'],
    ],
    ['accountManager', ['/pms/1/steps.csv', '/report/accounts.csv', '/how-the-score-works/differences.csv']],
    ['leader', ['/my-score/drivers.csv', '/my-score/history.csv', '/my-score/steps.csv', '/my-score/engagements.csv']],
  ] as const)('and is no more for a %s than its page', async (role, paths) => {
    for (const path of paths) expect(await statusFor(monday[role], path), path).toBe(403)
  })
})
