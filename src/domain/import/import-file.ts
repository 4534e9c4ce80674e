import { columnsOf, type CsvFile } from '../../core/firm/csv-columns.ts'
import type { Upserted } from '../../db/import/upsert-rows.ts'
import type { Row } from '../../db/schema.ts'
import { createDuplicateCheck } from './check-duplicates.ts'
import { writeFirm } from './import-firm-row.ts'
import { checkResponses, writeResponses } from './import-responses.ts'
import { type ImportRow, type ImportRun, type ImportSource, isAccepted, textOf } from './import-run.ts'
import { checkStaff, settleStaff, writeStaff } from './import-staff.ts'
import { readRows } from './read-rows.ts'
import { writeSuppressions } from './import-suppressions.ts'
import { resolveRefs } from './resolve-refs.ts'
import { writeRows } from './write-rows.ts'

/** How many rows of a file were written, were the same already, or were refused. */
export type FileCounts = { file: CsvFile; created: number; updated: number; unchanged: number; rejected: number }

const BATCH_ROWS = 1000

async function check(run: ImportRun, file: CsvFile, rows: readonly ImportRow[]): Promise<void> {
  await resolveRefs(run, file, rows)
  if (file === 'staff.csv') await checkStaff(run, rows)
  if (file === 'responses.csv') await checkResponses(run, rows)
}

async function write(run: ImportRun, file: CsvFile, rows: readonly ImportRow[], firm: Row<'firm'>): Promise<Upserted> {
  if (file === 'firm.csv') return writeFirm(run, rows, firm)
  if (file === 'staff.csv') return writeStaff(run, rows)
  if (file === 'responses.csv') return writeResponses(run, rows)
  if (file === 'suppressions.csv') return writeSuppressions(run, rows)
  return writeRows(run, file, rows)
}

function reject(run: ImportRun, file: CsvFile, rows: readonly ImportRow[]): void {
  const rejected = run.rejected.get(file) ?? new Map<string, number>()
  run.rejected.set(file, rejected)
  const order = Object.keys(columnsOf(file))
  for (const row of rows) {
    const ref = textOf(row, 'ref')
    if (ref !== undefined) rejected.set(ref, row.line)
    if (!row.isReadable) continue
    const faults = row.faults.toSorted((one, other) => order.indexOf(one.column) - order.indexOf(other.column))
    for (const { column, reason } of faults) run.faults.push({ file, line: row.line, column, reason })
  }
}

/** Imports one file in batches; staff at once, since a leader may stand on a later line. */
export async function importFile(
  run: ImportRun,
  file: CsvFile,
  source: ImportSource,
  firm: Row<'firm'>,
  onRows: (rows: number) => void,
): Promise<FileCounts> {
  const counts = { file, created: 0, updated: 0, unchanged: 0, rejected: 0 }
  const duplicates = createDuplicateCheck(file)
  const size = file === 'staff.csv' ? Number.POSITIVE_INFINITY : BATCH_ROWS
  let read = 0
  for await (const rows of readRows(run, file, source, size)) {
    duplicates.markKnown(rows)
    await check(run, file, rows)
    duplicates.claim(rows)
    if (file === 'staff.csv') await settleStaff(run, rows)
    const accepted = rows.filter(isAccepted)
    reject(
      run,
      file,
      rows.filter((row) => !isAccepted(row)),
    )
    const { created, updated } = await write(run, file, accepted, firm)
    counts.created += created.length
    counts.updated += updated.length
    counts.unchanged += accepted.length - created.length - updated.length
    counts.rejected += rows.length - accepted.length
    read += rows.length
    onRows(read)
  }
  return counts
}
