import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { useDatabase } from '../support/database.ts'

describe('the database', () => {
  const database = useDatabase()

  it('has an index for every foreign key', async () => {
    const { rows } = await sql<{ name: string }>`
      select c.conrelid::regclass || ' ' || c.conname as name from pg_constraint c
      where c.contype = 'f' and not exists (
        select 1 from pg_index i
        where i.indrelid = c.conrelid and (i.indkey::int2[])[0] = c.conkey[1])`.execute(database.db)
    expect(rows).toEqual([])
  })

  it('gives calendar dates as text and keys as numbers', async () => {
    const { rows } = await sql`select date '2026-11-20' as day, 7::bigint as key`.execute(database.db)
    expect(rows).toEqual([{ day: '2026-11-20', key: 7 }])
  })
})
