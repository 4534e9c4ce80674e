import { randomUUID } from 'node:crypto'
import type { Kysely } from 'kysely'
import postgres from 'postgres'
import { beforeEach, inject } from 'vitest'
import { openDatabase } from '../../src/db/database.ts'
import type { Schema } from '../../src/db/schema.ts'

export type TestDatabase = { db: Kysely<Schema>; url: string }

async function administer(statement: string): Promise<void> {
  const client = postgres(`${inject('postgresUrl')}/postgres`, { max: 1, onnotice: () => {} })
  await client.unsafe(statement)
  await client.end()
}

/** A migrated database of its own for each test of the file; `db` and `url` are valid inside a test. */
export function useDatabase(options: { connections?: number } = {}): TestDatabase {
  const current: Partial<TestDatabase> = {}
  beforeEach(async () => {
    const name = `test_${randomUUID().replaceAll('-', '')}`
    await administer(`create database ${name} template template_firstcall`)
    current.url = `${inject('postgresUrl')}/${name}`
    current.db = openDatabase(current.url, { connections: options.connections ?? 4 })
    return async () => {
      await current.db?.destroy()
      await administer(`drop database ${name} with (force)`)
    }
  })
  return current as TestDatabase
}
