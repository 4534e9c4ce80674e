import { beforeEach, describe, expect, it } from 'vitest'
import type { Row } from '../../../src/db/schema.ts'
import { importFirm } from '../../../src/domain/firm/import-firm.ts'
import { tick } from '../../../src/domain/tick.ts'
import { useDatabase } from '../../support/database.ts'
import { createTestDeps, type TestDeps } from '../../support/deps.ts'
import { sampleSources } from '../../support/firm-files.ts'
import { listening, listWholeReads, pretendMillions } from '../../support/query-plans.ts'
import { signInAs } from '../../support/sign-in.ts'

/** What grows with the answers. */
const LARGE: ReadonlySet<string> = new Set([
  'answer',
  'decision',
  'email',
  'experience',
  'follow_up',
  'follow_up_note',
  'invitation',
  'mail_event',
  'milestone',
  'reply',
  'response',
])

const PAGES: Record<Row<'staff'>['role'], readonly string[]> = {
  pm: ['/my-score', '/engagements', '/opportunities'],
  leader: [
    '/overview',
    '/overview/asked',
    '/overview/milestones',
    '/overview/revenue',
    '/overview/needs?only=part',
    '/overview/accounts',
    '/follow-ups?account=1',
    '/coverage?account=1',
    '/answers',
    '/pms',
    '/pms/1',
    '/accounts',
    '/accounts/1',
    '/engagements',
    '/engagements/1',
    '/trust',
    '/holds',
  ],
  admin: ['/outbox', '/suppressions', '/settings', '/plan'],
  account_manager: ['/accounts', '/accounts/1', '/opportunities'],
}

/** Statements of one page; whatever the firm's size, it asks no more of them. */
const MOST_STATEMENTS = 60

const database = useDatabase()
let deps: TestDeps

beforeEach(async () => {
  deps = createTestDeps(database.db)
  await importFirm(deps, await sampleSources('sample-firm'))
  await tick(deps)
  await pretendMillions(database.db, LARGE)
})

describe('no page', () => {
  it('reads a table that grows with the answers as a whole, nor asks row by row', async () => {
    const heard = listening(database.db)
    const slow: string[] = []
    for (const role of Object.keys(PAGES) as Row<'staff'>['role'][]) {
      const person = await database.db
        .selectFrom('staff')
        .selectAll()
        .where('role', '=', role)
        .executeTakeFirstOrThrow()
      const browser = await signInAs({ ...deps, db: heard.db }, person)
      for (const path of PAGES[role]) {
        heard.heard()
        expect({ path, status: (await browser.get(path)).status }).toEqual({ path, status: 200 })
        const statements = heard.heard()
        if (statements.length > MOST_STATEMENTS) slow.push(`${role} ${path}: ${statements.length} statements`)
        for (const statement of statements.filter((each) => /^(select|with)/.test(each.sql))) {
          const reads = await listWholeReads(database.db, statement, LARGE)
          if (reads.length > 0) slow.push(`${role} ${path}: ${reads.join(', ')}: ${statement.sql}`)
        }
      }
    }
    expect(slow).toEqual([])
  }, 120_000)
})
