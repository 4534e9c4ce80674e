import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Kysely, sql } from 'kysely'
import { openDatabase } from '../../../src/db/database.ts'
import type { Schema } from '../../../src/db/schema.ts'
import { refitScores } from '../../../src/domain/score/refit-scores.ts'
import { refreshTallies } from '../../../src/domain/score/refresh-tallies.ts'
import { openEmbeddedPostgres } from '../../../src/host/embedded-postgres.ts'
import { bringUpToDate } from '../../../src/host/shipped-files.ts'
import { createTestDeps } from '../../support/deps.ts'
import { openSession } from '../../support/sign-in.ts'
import { type FirmShape, makeAnsweredFirm } from './firm.ts'

const READERS = {
  leader: 'lead@kestrel.example',
  pm: '7@kestrel.example',
  account_manager: 'am@kestrel.example',
  admin: 'admin@kestrel.example',
}

export type Reader = keyof typeof READERS

/** A firm on a server of its own: somebody of each role reads its pages. */
export type BenchFirm = {
  db: Kysely<Schema>
  get(reader: Reader, path: string): Promise<Response>
  close(): Promise<void>
}

/** Nothing here is to survive a crash; what serves pages stays as it is shipped. */
const SETTINGS = { fsync: 'off', full_page_writes: 'off', max_wal_size: '8GB', checkpoint_timeout: '1h' }
const FIT_DAYS = ['2026-11-06', '2026-11-13', '2026-11-20']
const TODAY = '2026-11-20T10:00:00Z'
/** What fits leave, those that others refer to first. */
const FITTED = [
  'score_fit',
  'score',
  'score_change',
  'driver',
  'pm_comparison',
  'calibration',
  'calibrated_score',
] as const

async function addReaders(db: Kysely<Schema>): Promise<void> {
  await sql`insert into staff (ref, name, email, role) values
    ('lead', 'Ira Lead', ${READERS.leader}, 'leader'), ('am', 'Amir Haddad', ${READERS.account_manager}, 'account_manager'),
    ('admin', 'Ada Min', ${READERS.admin}, 'admin')`.execute(db)
  await sql`update account set account_manager_id = (select id from staff where ref = 'am') where id % 20 = 7`.execute(
    db,
  )
  await sql`update firm set name = 'Kestrel & Co.', time_zone = 'UTC', set_up_at = now()`.execute(db)
}

/** Scores of three days, as refits write them. */
async function fit(db: Kysely<Schema>): Promise<void> {
  const deps = createTestDeps(db)
  for (const day of FIT_DAYS) {
    deps.setNow(`${day}T10:00:00Z`)
    const { kind } = await refitScores(deps, { always: true })
    if (kind !== 'refitted') throw new Error(`the fit as of ${day} was ${kind}`)
  }
}

/** Pages read rows, whatever the fit that wrote them: the same PMs, accounts and engagements have as many in both firms. */
async function copyFits(from: Kysely<Schema>, to: Kysely<Schema>): Promise<void> {
  for (const table of FITTED) {
    const { rows } = await sql<{ all: string }>`select json_agg(t)::text as all from ${sql.table(table)} as t`.execute(
      from,
    )
    await sql`insert into ${sql.table(table)} overriding system value
      select * from json_populate_recordset(null::${sql.table(table)}, ${rows[0]?.all ?? '[]'}::text::json)`.execute(to)
  }
}

/** Makes a firm of this shape; its scores are fitted, or those of another firm with the same subjects. */
export async function openBenchFirm(shape: FirmShape, fitted?: BenchFirm): Promise<BenchFirm> {
  const folder = await mkdtemp(join(tmpdir(), 'firstcall-bench-'))
  const server = await openEmbeddedPostgres(folder, SETTINGS)
  const db = openDatabase(server.url, { connections: 5 })
  await bringUpToDate(db, new Date())
  await makeAnsweredFirm(db, shape)
  await addReaders(db)
  await (fitted ? copyFits(fitted.db, db) : fit(db))
  const deps = createTestDeps(db, { now: TODAY })
  await refreshTallies(deps)
  await sql`vacuum analyze`.execute(db)
  const sessions = new Map<Reader, Awaited<ReturnType<typeof openSession>>>()
  for (const [reader, email] of Object.entries(READERS)) {
    sessions.set(reader as Reader, await openSession(deps, { email }))
  }
  return {
    db,
    get: async (reader, path) => sessions.get(reader)!.get(path),
    close: async () => {
      await db.destroy()
      await server.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
