import { columnsOf, type CsvFile } from '../../core/firm/csv-columns.ts'
import type { Upserted } from '../../db/import/upsert-rows.ts'
import { type JsonRow, upsertRows } from '../../db/import/upsert-rows.ts'
import type { ImportRow, ImportRun } from './import-run.ts'
import { TABLES } from './resolve-refs.ts'

export type PlainFile = Exclude<CsvFile, 'firm.csv' | 'responses.csv' | 'suppressions.csv'>

/** The row as its table has it: refs become the keys of what they stand for. */
export function toJsonRow(file: PlainFile, row: ImportRow): JsonRow {
  const columns = columnsOf(file)
  const entries = Object.entries(row.values).map(([name, value]) =>
    columns[name]?.refersTo ? [name.replace(/_ref$/, '_id'), row.found[name]?.id ?? null] : [name, value],
  )
  return Object.fromEntries(entries) as JsonRow
}

/** Writes accepted rows of a file that is one table. */
export async function writeRows(run: ImportRun, file: PlainFile, rows: readonly ImportRow[]): Promise<Upserted> {
  const jsonRows = rows.map((row) => toJsonRow(file, row))
  if (file === 'engagement_contacts.csv') {
    const withAccounts = jsonRows.map((row, at) => ({
      ...row,
      account_id: rows[at]?.found['engagement_ref']?.ownerId ?? null,
    }))
    return upsertRows(run.db, { table: 'engagement_contact', key: ['engagement_id', 'contact_id'] }, withAccounts)
  }
  const table = file === 'outcomes.csv' ? 'outcome' : TABLES[file]
  return upsertRows(run.db, { table, key: ['ref'] }, jsonRows)
}
