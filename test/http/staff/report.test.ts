import { beforeEach, describe, expect, it } from 'vitest'
import type { Row } from '../../../src/db/schema.ts'
import { importFirm } from '../../../src/domain/firm/import-firm.ts'
import { refitScores } from '../../../src/domain/score/refit-scores.ts'
import { tick } from '../../../src/domain/tick.ts'
import { DESKTOP, expectWellMade, PHONE, useBrowser } from '../../support/browser.ts'
import { useDatabase } from '../../support/database.ts'
import { createTestDeps, type TestDeps } from '../../support/deps.ts'
import { sampleSources } from '../../support/firm-files.ts'
import { signInAs } from '../../support/sign-in.ts'

const database = useDatabase()
const browser = useBrowser()
let deps: TestDeps
let leader: Row<'staff'>

const anyone = (role: Row<'staff'>['role']) =>
  database.db.selectFrom('staff').selectAll().where('role', '=', role).orderBy('id').executeTakeFirstOrThrow()

beforeEach(async () => {
  deps = createTestDeps(database.db)
  await importFirm(deps, await sampleSources('sample-firm'))
  leader = await anyone('leader')
})

describe('the report of a quarter', () => {
  it('tells leaders how scores stood at its end, not as they stand today, and others nothing', async () => {
    for (const day of ['2026-06-30', '2026-09-30', '2026-11-20']) {
      deps.setNow(`${day}T10:00:00Z`)
      await refitScores(deps, { always: true })
    }
    await tick(deps)
    const ended = await database.db
      .selectFrom('score')
      .select(['asOf', 'value'])
      .where('subjectKind', '=', 'firm')
      .where('audience', '=', 'leadership')
      .orderBy('asOf')
      .execute()
    const [june, september] = ended.map(({ value }) => Math.round(value ?? 0))
    const page = await (await signInAs(deps, leader)).read('/report')
    expect(page).toContain('Q3 2026: who would call us first?')
    expect(page).toContain(`At its end, ${september} in 100 would call us first`)
    expect(page).toContain(`At the end of the quarter before it was ${june},`)
    expect((await (await signInAs(deps, await anyone('pm'))).get('/report')).status).toBe(403)
    const looks = await database.db.selectFrom('audit').selectAll().where('action', '=', 'report_viewed').execute()
    expect(looks).toMatchObject([{ staffId: leader.id, detail: { quarter: '2026-q3' } }])
  })

  it('counts what was done about it: needs, outcomes and follow-ups of its days alone', async () => {
    await database.db.deleteFrom('outcome').execute()
    const account = await database.db.selectFrom('account').select('id').executeTakeFirstOrThrow()
    const outcome = { accountId: account.id, calledFirst: true }
    await database.db
      .insertInto('outcome')
      .values([
        { ...outcome, ref: 'before', neededOn: '2026-06-30' },
        { ...outcome, ref: 'first', neededOn: '2026-07-01' },
        { ...outcome, ref: 'last', neededOn: '2026-09-30', calledFirst: false },
        { ...outcome, ref: 'after', neededOn: '2026-10-01' },
      ])
      .execute()
    const page = await (await signInAs(deps, leader)).read('/report?quarter=2026-q3')
    expect(page).toContain('1 of 2 clients with a need called us first')
  })

  it('reads well on a phone and on a desk', async () => {
    await tick(deps)
    const html = await (await signInAs(deps, leader)).read('/report?quarter=2026-q4')
    for (const size of [PHONE, DESKTOP]) {
      const page = await browser.open(size)
      await page.route('**/*', async (route) => {
        const { pathname } = new URL(route.request().url())
        if (pathname === '/report') await route.fulfill({ body: html, contentType: 'text/html' })
        else await route.fulfill({ path: `src/public${pathname}` })
      })
      await page.goto('http://firm.test/report')
      await expectWellMade(page)
    }
  })
})
