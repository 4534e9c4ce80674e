import type { CsvFile, FieldValue } from '../../core/firm/csv-columns.ts'
import type { FieldFault, Today } from '../../core/firm/parse-record.ts'
import type { Db } from '../../db/database.ts'
import type { Found } from '../../db/import/find-by-refs.ts'

/** A file to import, wherever it lies. */
export type ImportSource = { name: string; open(): AsyncIterable<Uint8Array> }

/** One record on its way in: what it holds, what is wrong with it, and what its refs stand for, by column. */
export type ImportRow = {
  line: number
  values: Record<string, FieldValue>
  faults: FieldFault[]
  found: Record<string, Found>
  /** False where the header is at fault, so that there is nothing to say of the row itself. */
  isReadable: boolean
}

/** A fault with its place; `line` is the physical line on which the record starts. */
export type ImportFault = FieldFault & { file: CsvFile; line: number }

/** The transaction of one import, and what it has found out so far. */
export type ImportRun = {
  db: Db
  now: Date
  today: Today
  faults: ImportFault[]
  warnings: string[]
  /** Line by ref of the rows that were rejected, by file. */
  rejected: Map<CsvFile, Map<string, number>>
}

export const isAccepted = (row: ImportRow): boolean => row.isReadable && row.faults.length === 0

/** The text under `column`; undefined where there is none or it could not be read. */
export function textOf(row: ImportRow, column: string): string | undefined {
  const value = row.values[column]
  return typeof value === 'string' ? value : undefined
}
