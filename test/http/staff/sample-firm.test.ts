import { expect, it } from 'vitest'
import { importFirm } from '../../../src/domain/firm/import-firm.ts'
import { tick } from '../../../src/domain/tick.ts'
import type { Row } from '../../../src/db/schema.ts'
import { useDatabase } from '../../support/database.ts'
import { createTestDeps } from '../../support/deps.ts'
import { sampleSources } from '../../support/firm-files.ts'
import { signInAs } from '../../support/sign-in.ts'

const database = useDatabase()

const PAGES: Record<Row<'staff'>['role'], readonly string[]> = {
  pm: ['/my-score'],
  leader: ['/overview', '/pms', '/pms/1', '/accounts', '/accounts?sort=lowest&q=insurance', '/accounts/1'],
  admin: ['/overview', '/pms', '/pms/1', '/accounts', '/accounts?sort=last_answer', '/accounts/2'],
  account_manager: ['/accounts', '/accounts?sort=lowest'],
}

it('every page of every role opens on the sample firm, before and after its first fit', async () => {
  const deps = createTestDeps(database.db)
  await importFirm(deps, await sampleSources('sample-firm'))
  const people = await database.db.selectFrom('staff').selectAll().distinctOn('role').orderBy('role').execute()
  expect(people).toHaveLength(4)
  for (const round of ['before', 'after']) {
    for (const person of people) {
      const browser = await signInAs(deps, person)
      for (const path of PAGES[person.role]) {
        const response = await browser.get(path)
        const oddWords = (await response.text()).match(/NaN|undefined|\[object/)
        expect({ path, round, status: response.status, oddWords }).toEqual({ path, round, status: 200, oddWords: null })
      }
    }
    await tick(deps)
  }
}, 120_000)
