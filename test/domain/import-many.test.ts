import { expect, it } from 'vitest'
import { importFirm, type ImportSource } from '../../src/domain/firm/import-firm.ts'
import { useDatabase } from '../support/database.ts'
import { createTestDeps } from '../support/deps.ts'
import { sourcesOf } from '../support/firm-files.ts'

const database = useDatabase()
const CONTACTS = 100_000
const GROWTH_MAX_BYTES = 150 * 1024 * 1024

const contacts: ImportSource = {
  name: 'contacts.csv',
  async *open() {
    const encoder = new TextEncoder()
    yield encoder.encode('ref,account_ref,name,email,locale,time_zone,phone\n')
    for (let from = 0; from < CONTACTS; from += 500) {
      const rows = Array.from({ length: 500 }, (_, at) => {
        const n = from + at
        return `c-${n},acc-${n % 100},"Contact ""${n}""",contact.${n}@client.example,en,Europe/Berlin,+49 30 ${n}\n`
      })
      yield encoder.encode(rows.join(''))
    }
  },
}

it('a hundred thousand contacts go in with progress, in bounded memory', async () => {
  const accounts = Array.from({ length: 100 }, (_, at) => `acc-${at},Account ${at}\n`).join('')
  const deps = createTestDeps(database.db)
  const before = process.memoryUsage().heapUsed
  let highest = 0
  const progress: number[] = []
  const report = await importFirm(deps, [...sourcesOf({ 'accounts.csv': `ref,name\n${accounts}` }), contacts], {
    onProgress: ({ file, rows }) => {
      if (file === 'contacts.csv') progress.push(rows)
      highest = Math.max(highest, process.memoryUsage().heapUsed)
    },
  })
  expect(report).toMatchObject({ faults: [], written: true })
  expect(report.files.at(-1)).toMatchObject({ created: CONTACTS, rejected: 0 })
  expect(progress).toHaveLength(CONTACTS / 1000)
  expect(progress.at(-1)).toBe(CONTACTS)
  expect(highest - before).toBeLessThan(GROWTH_MAX_BYTES)
  const { count } = await deps.db
    .selectFrom('contact')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  expect(count).toBe(CONTACTS)
})
