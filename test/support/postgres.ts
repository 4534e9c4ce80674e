import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import postgres from 'postgres'
import type { TestProject } from 'vitest/node'
import { openDatabase } from '../../src/db/database.ts'
import { openEmbeddedPostgres } from '../../src/host/embedded-postgres.ts'
import { bringUpToDate } from '../../src/host/shipped-files.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    postgresUrl: string
  }
}

/** One PostgreSQL for the whole run, with a migrated database that each test clones. */
export default async function setup(project: TestProject) {
  const dataDir = await mkdtemp(join(tmpdir(), 'firstcall-test-'))
  const server = await openEmbeddedPostgres(dataDir, { fsync: 'off', max_connections: '300' })
  const db = openDatabase(server.url, { connections: 1 })
  await bringUpToDate(db, new Date())
  await db.destroy()
  const admin = postgres(server.url.replace(/\/[^/]*$/, '/postgres'), { max: 1, onnotice: () => {} })
  await admin.unsafe('alter database firstcall rename to template_firstcall')
  await admin.end()
  project.provide('postgresUrl', server.url.replace(/\/[^/]*$/, ''))
  return async () => {
    await server.stop()
    await rm(dataDir, { recursive: true, force: true })
  }
}
