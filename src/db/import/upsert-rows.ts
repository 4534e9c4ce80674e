import { sql } from 'kysely'
import type { Db } from '../database.ts'

/** A row under its column names, as JSON can hold it. */
export type JsonRow = Readonly<Record<string, string | number | boolean | null>>

/** The first key column of the rows that were written; rows that already were the same are in neither list. */
export type Upserted = { created: string[]; updated: string[] }

type Target = {
  table: 'account' | 'contact' | 'engagement' | 'engagement_contact' | 'milestone' | 'outcome' | 'staff'
  /** The columns that tell one row from another. */
  key: readonly string[]
}

const names = (columns: readonly string[]) => sql.join(columns.map((column) => sql.ref(column)))
const of = (table: string, columns: readonly string[]) =>
  sql.join(columns.map((column) => sql.ref(`${table}.${column}`)))

/**
 * Inserts the rows that are new by their key and updates those that differ; all rows have the same columns, and other
 * columns stay as they are. A milestone whose day of being reached changes is to be decided afresh.
 */
export async function upsertRows(db: Db, target: Target, rows: readonly JsonRow[]): Promise<Upserted> {
  const columns = Object.keys(rows[0] ?? {})
  const changing = columns.filter((column) => !target.key.includes(column))
  if (rows.length === 0) return { created: [], updated: [] }
  const assignments = changing.map((column) => sql`${sql.ref(column)} = ${sql.ref(`excluded.${column}`)}`)
  if (target.table === 'milestone' && columns.includes('reached_on')) {
    assignments.push(sql`decided_at = case when milestone.reached_on is not distinct from excluded.reached_on
      then milestone.decided_at end`)
  }
  // A row that an insert has just made carries no lock of another version: xmax is 0.
  const { rows: written } = await sql<{ key: string; isNew: boolean }>`
    insert into ${sql.table(target.table)} (${names(columns)})
    select ${names(columns)}
    from jsonb_populate_recordset(null::${sql.table(target.table)}, ${JSON.stringify(rows)}::text::jsonb)
    on conflict (${names(target.key)}) do update set ${sql.join(assignments)}
    where (${of(target.table, changing)}) is distinct from (${of('excluded', changing)})
    returning ${sql.ref(`${target.table}.${target.key[0]}`)}::text as key, (xmax = 0) as is_new`.execute(db)
  const keys = (isNew: boolean) => written.filter((row) => row.isNew === isNew).map((row) => row.key)
  return { created: keys(true), updated: keys(false) }
}
