import { dayIn } from '../../core/calendar.ts'
import { CSV_FILES, type CsvFile } from '../../core/firm/csv-columns.ts'
import type { Db } from '../../db/database.ts'
import { lockFirmForImport } from '../../db/import/import-firm-row.ts'
import type { Deps } from '../../deps.ts'
import { type FileCounts, importFile } from '../import/import-file.ts'
import type { ImportFault, ImportRun, ImportSource } from '../import/import-run.ts'

export type { ImportSource } from '../import/import-run.ts'

export type ImportOptions = {
  /** Find out everything and write nothing. */
  dryRun?: boolean
  /** Leave faulty rows out instead of refusing the whole import. */
  skipBad?: boolean
  /** Told after each batch how many rows of the file have been read. */
  onProgress?: (progress: { file: CsvFile; rows: number }) => void
}

export type ImportReport = {
  files: FileCounts[]
  /** What is wrong, in the order of the files and their lines. */
  faults: ImportFault[]
  warnings: string[]
  /** False where the import was refused or only tried. */
  written: boolean
}

function todayIn(timeZone: string, now: Date): ImportRun['today'] {
  return { day: dayIn(timeZone, now), timeZone }
}

async function importSources(
  deps: Deps,
  db: Db,
  sources: readonly ImportSource[],
  options: ImportOptions,
): Promise<ImportReport> {
  const now = deps.now()
  const stored = await lockFirmForImport(db)
  const today = todayIn(stored.timeZone, now)
  const run: ImportRun = { db, now, today, faults: [], warnings: [], rejected: new Map() }
  const files: FileCounts[] = []
  for (const file of CSV_FILES) {
    const source = sources.find(({ name }) => name === file)
    if (source === undefined) continue
    files.push(await importFile(run, file, source, stored, (rows) => options.onProgress?.({ file, rows })))
    if (file === 'firm.csv') run.today = todayIn((await lockFirmForImport(db)).timeZone, now)
  }
  const isRefused = run.faults.length > 0 && options.skipBad !== true
  return { files, faults: run.faults, warnings: run.warnings, written: !isRefused && options.dryRun !== true }
}

/**
 * Brings a firm's files in, matched by ref, in one transaction: all of it, or nothing where a row is at fault, or the
 * good rows with `skipBad`. Sources of other names are passed over.
 */
export async function importFirm(
  deps: Deps,
  sources: readonly ImportSource[],
  options: ImportOptions = {},
): Promise<ImportReport> {
  const transaction = await deps.db.startTransaction().execute()
  try {
    const report = await importSources(deps, transaction, sources, options)
    await (report.written ? transaction.commit() : transaction.rollback()).execute()
    return report
  } catch (error) {
    if (!transaction.isCommitted && !transaction.isRolledBack) await transaction.rollback().execute()
    throw error
  }
}
