import { dayIn } from '../../core/calendar.ts'
import { columnsOf } from '../../core/firm/csv-columns.ts'
import { quoted } from '../../core/firm/field-kinds.ts'
import { type FieldFault, parseRecord } from '../../core/firm/parse-record.ts'
import type { Viewer } from '../../core/viewer.ts'
import type { Db } from '../../db/database.ts'
import { lockFirmForImport } from '../../db/import/import-firm-row.ts'
import type { Deps } from '../../deps.ts'
import { checkStaff, writeStaff } from '../import/import-staff.ts'
import { type ImportRow, type ImportRun, isAccepted, textOf } from '../import/import-run.ts'
import { resolveRefs } from '../import/resolve-refs.ts'
import { type PlainFile, writeRows } from '../import/write-rows.ts'

/** The text of each field, as a CSV file would hold it; a field that is absent stays as it is. */
export type GivenRecord = { file: PlainFile; fields: Readonly<Record<string, string>> }

export type PutRecordResult =
  | { kind: 'created' | 'updated' | 'unchanged' }
  | { kind: 'not_allowed' }
  | { kind: 'invalid'; faults: (FieldFault & { record: number })[] }

/** The import speaks of files; a single record's refs can only mean the database. */
function sayUnknown(file: PlainFile, row: ImportRow): void {
  for (const fault of row.faults) {
    const refersTo = columnsOf(file)[fault.column]?.refersTo ?? null
    const text = textOf(row, fault.column)
    if (refersTo === null || text === undefined || row.found[fault.column] !== undefined) continue
    if (fault.column === 'leader_ref' && text === textOf(row, 'ref')) continue
    fault.reason = `${quoted(text)} is not known; add it first or correct it`
  }
}

async function putOne(run: ImportRun, { file, fields }: GivenRecord): Promise<ImportRow & { change: PutRecordKind }> {
  const row: ImportRow = { line: 0, ...parseRecord(file, fields, run.today), found: {}, isReadable: true }
  await resolveRefs(run, file, [row])
  if (file === 'staff.csv') await checkStaff(run, [row])
  // What cannot be read is said once, not again as a ref that nothing has.
  row.faults = row.faults.filter(({ column }, at) => row.faults.findIndex((each) => each.column === column) === at)
  sayUnknown(file, row)
  if (!isAccepted(row)) return { ...row, change: 'unchanged' }
  const written = file === 'staff.csv' ? await writeStaff(run, [row]) : await writeRows(run, file, [row])
  const change = written.created.length > 0 ? 'created' : written.updated.length > 0 ? 'updated' : 'unchanged'
  return { ...row, change }
}

type PutRecordKind = 'created' | 'updated' | 'unchanged'

async function startRun(deps: Deps, db: Db): Promise<ImportRun> {
  const firm = await lockFirmForImport(db)
  const now = deps.now()
  const today = { day: dayIn(firm.timeZone, now), timeZone: firm.timeZone }
  return { db, now, today, faults: [], warnings: [], rejected: new Map() }
}

/**
 * Creates or updates a record by its ref under the rules of the import, together with records that hang on it: all of
 * them, or none where one is at fault. Faults name the record by its place in `given`.
 */
export async function putRecord(deps: Deps, viewer: Viewer, given: readonly GivenRecord[]): Promise<PutRecordResult> {
  if (viewer.role !== 'admin') return { kind: 'not_allowed' }
  const transaction = await deps.db.startTransaction().execute()
  try {
    const run = await startRun(deps, transaction)
    const rows = []
    for (const record of given) rows.push(await putOne(run, record))
    const faults = rows.flatMap((row, record) => row.faults.map((fault) => ({ ...fault, record })))
    await (faults.length > 0 ? transaction.rollback() : transaction.commit()).execute()
    if (faults.length > 0) return { kind: 'invalid', faults }
    const hasChanged = rows.some(({ change }) => change !== 'unchanged')
    if (rows[0]?.change === 'created') return { kind: 'created' }
    return { kind: hasChanged ? 'updated' : 'unchanged' }
  } catch (error) {
    if (!transaction.isCommitted && !transaction.isRolledBack) await transaction.rollback().execute()
    throw error
  }
}
