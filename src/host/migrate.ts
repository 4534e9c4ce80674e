import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Kysely, type Migration, type MigrationProvider, Migrator, sql } from 'kysely'
import type { Schema } from '../db/schema.ts'
import { packagePath } from './package-files.ts'

const DIRECTORY = packagePath('migrations')

const run = (file: string) => async (db: Kysely<unknown>) => {
  await sql.raw(await readFile(join(DIRECTORY, file), 'utf8')).execute(db)
}

/** `0001_name.up.sql` with `0001_name.down.sql`, in the order of their numbers. */
const shippedMigrations: MigrationProvider = {
  async getMigrations(): Promise<Record<string, Migration>> {
    const files = await readdir(DIRECTORY)
    const names = files.filter((file) => file.endsWith('.up.sql')).map((file) => file.slice(0, -'.up.sql'.length))
    return Object.fromEntries(names.map((name) => [name, { up: run(`${name}.up.sql`), down: run(`${name}.down.sql`) }]))
  },
}

/** Kysely's migrator over the shipped SQL files; safe to run from many machines at once, since it locks. */
export const createMigrator = (db: Kysely<Schema>): Migrator => new Migrator({ db, provider: shippedMigrations })

/** Brings the schema up to date and names what it applied. @throws what PostgreSQL said of the migration that failed. */
export async function migrateSchema(db: Kysely<Schema>): Promise<string[]> {
  const { error, results } = await createMigrator(db).migrateToLatest()
  if (error) throw error
  return (results ?? []).map((result) => result.migrationName)
}
