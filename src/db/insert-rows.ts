import { type RawBuilder, sql } from 'kysely'
import { snakeCase } from '../core/snake-case.ts'
import type { Db } from './database.ts'
import type { NewRow, Schema } from './schema.ts'

/** A row as JSON that `json_populate_record` reads. */
export const toColumns = (row: object): Record<string, unknown> =>
  Object.fromEntries(Object.entries(row).map(([name, value]) => [snakeCase(name), value]))

/** Inserts many rows of the same columns by one parameter, ten times as fast as a parameter for each value. */
export async function insertRows<Table extends keyof Schema>(
  db: Db,
  table: Table,
  rows: readonly NewRow<Table>[],
  onConflict: RawBuilder<unknown> = sql``,
): Promise<void> {
  const [first] = rows
  if (first === undefined) return
  const names = Object.keys(first)
  const columns = sql.join(names.map((name) => sql.ref(name)))
  const values = rows.map((row) =>
    Object.fromEntries(names.map((name) => [snakeCase(name), row[name as keyof NewRow<Table>]])),
  )
  await sql`insert into ${sql.table(table)} (${columns})
    select ${columns} from json_populate_recordset(null::${sql.table(table)}, ${JSON.stringify(values)}::text::json) ${onConflict}`.execute(
    db,
  )
}
