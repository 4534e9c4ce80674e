import { NO_MIGRATIONS, type Kysely, sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import type { Schema } from '../../src/db/schema.ts'
import { createMigrator } from '../../src/host/migrate.ts'
import { useDatabase } from '../support/database.ts'

/** Every column, constraint, index and trigger, one line each. */
async function describeSchema(db: Kysely<Schema>): Promise<string[]> {
  const { rows } = await sql<{ line: string }>`
    select 'column ' || table_name || '.' || column_name || ' ' || data_type
        || case is_nullable when 'NO' then ' not null' else '' end || coalesce(' default ' || column_default, '') as line
      from information_schema.columns where table_schema = 'public' and table_name not like 'kysely%'
    union all
    select 'constraint ' || conrelid::regclass || ' ' || pg_get_constraintdef(oid)
      from pg_constraint where connamespace = 'public'::regnamespace and contype <> 'n'
        and conrelid::regclass::text not like 'kysely%'
    union all
    select 'index ' || indexdef from pg_indexes where schemaname = 'public' and tablename not like 'kysely%'
    union all
    select 'trigger ' || pg_get_triggerdef(oid) from pg_trigger where not tgisinternal
    order by line`.execute(db)
  return rows.map((row) => row.line)
}

describe('the migrations', () => {
  const database = useDatabase()

  it('make this schema', async () => {
    await expect((await describeSchema(database.db)).join('\n')).toMatchFileSnapshot('schema.snapshot.txt')
  })

  it('leave nothing behind when all are taken back', async () => {
    const { error } = await createMigrator(database.db).migrateTo(NO_MIGRATIONS)
    expect(error).toBeUndefined()
    expect(await describeSchema(database.db)).toEqual([])
  })

  it('go down and up again one by one, and end where they began', async () => {
    const whole = await describeSchema(database.db)
    const migrator = createMigrator(database.db)
    const names = (await migrator.getMigrations()).map((migration) => migration.name)
    const prefixes: string[][] = []
    for (const name of names.toReversed()) {
      prefixes.unshift(await describeSchema(database.db))
      expect((await migrator.migrateDown()).error).toBeUndefined()
      expect(name).toMatch(/^\d{4}_/)
    }
    for (const [index, name] of names.entries()) {
      expect((await migrator.migrateTo(name)).error).toBeUndefined()
      expect(await describeSchema(database.db)).toEqual(prefixes[index])
    }
    expect(await describeSchema(database.db)).toEqual(whole)
  })

  it('never let a survey version change once it is there', async () => {
    const change = database.db.updateTable('surveyVersion').set({ source: 'other words' }).execute()
    await expect(change).rejects.toThrow('never change')
  })
})
