import { mkdtemp, rm, statfs } from 'node:fs/promises'
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

const TEMPLATE = 'template_firstcall'

/** Nothing here is to survive a crash, and hundreds of databases come and go. */
const FORGETFUL = {
  fsync: 'off',
  full_page_writes: 'off',
  synchronous_commit: 'off',
  autovacuum: 'off',
  max_wal_size: '256MB',
}

type TestServer = { url: string; stop: () => Promise<void> }

const MEMORY = '/dev/shm'
const ENOUGH_BYTES = 2 * 2 ** 30

/** In memory where there is enough: on a disk that is busy a database takes ten times as long to make. */
async function roomyFolder(): Promise<string> {
  const memory = await statfs(MEMORY).catch(() => null)
  return memory && memory.bavail * memory.bsize >= ENOUGH_BYTES ? MEMORY : tmpdir()
}

async function startServer(): Promise<TestServer> {
  const dataDir = await mkdtemp(join(await roomyFolder(), 'firstcall-test-'))
  const server = await openEmbeddedPostgres(dataDir, { ...FORGETFUL, max_connections: '300' })
  return {
    url: server.url.replace(/\/[^/]*$/, ''),
    stop: async () => {
      await server.stop()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

/** A server of one's own, such as an older PostgreSQL, without a database's name: `postgres://user@host:port`. */
const givenServer = (url: string): TestServer => ({ url, stop: async () => {} })

/** One PostgreSQL for the whole run, with a migrated database that each test clones. */
export default async function setup(project: TestProject) {
  const given = process.env['TEST_POSTGRES_URL']
  const server = given ? givenServer(given) : await startServer()
  const admin = postgres(`${server.url}/postgres`, { max: 1, onnotice: () => {} })
  await admin.unsafe(`drop database if exists ${TEMPLATE}`)
  await admin.unsafe(`create database ${TEMPLATE}`)
  await admin.end()
  const db = openDatabase(`${server.url}/${TEMPLATE}`, { connections: 1 })
  await bringUpToDate(db, new Date())
  await db.destroy()
  project.provide('postgresUrl', server.url)
  return server.stop
}
