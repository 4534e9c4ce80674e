import { findEnds } from '../../db/import/find-ends.ts'
import { type ImportRow, type ImportRun, textOf } from './import-run.ts'

/** Refuses a start after the stored end, in a file that has no column for the end. */
export async function checkEnds(run: ImportRun, rows: readonly ImportRow[]): Promise<void> {
  const open = rows.filter((row) => row.isReadable && row.values['ended_on'] === undefined)
  const ends = await findEnds(
    run.db,
    open.flatMap((row) => textOf(row, 'ref') ?? []),
  )
  for (const row of open) {
    const start = textOf(row, 'started_on')
    const end = ends.get(textOf(row, 'ref') ?? '')
    if (start !== undefined && end !== undefined && end < start) {
      row.faults.push({
        column: 'started_on',
        reason: `is after its end on ${end}; correct it or give ended_on as well`,
      })
    }
  }
}
