import type { SuppressionReason } from '../../core/words.ts'
import type { Upserted } from '../../db/import/upsert-rows.ts'
import { insertSuppressions } from '../../db/sending/suppressions.ts'
import { type ImportRow, type ImportRun, textOf } from './import-run.ts'

/** Puts addresses on the suppression list. One that stands there stays as it is: since when and by whom is kept as it was. */
export async function writeSuppressions(run: ImportRun, rows: readonly ImportRow[]): Promise<Upserted> {
  const created = await insertSuppressions(
    run.db,
    rows.map((row) => ({
      address: (textOf(row, 'address') ?? '').toLowerCase(),
      reason: (textOf(row, 'reason') ?? 'unsubscribed') as SuppressionReason,
      source: textOf(row, 'source') ?? 'import',
      at: new Date(textOf(row, 'at') ?? run.now),
      note: textOf(row, 'note') ?? null,
    })),
  )
  return { created, updated: [] }
}
