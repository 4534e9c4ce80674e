import { stringify } from 'csv-stringify/sync'
import { EXPORT_FILES, exportColumns, type ExportFile } from '../../core/firm/history-files.ts'
import { exportRows } from '../../db/firm/export-rows.ts'
import type { Deps } from '../../deps.ts'

/** Line breaks of any kind are quoted, so that what people typed comes back as it was. */
const toCsv = (rows: readonly (readonly (string | null)[])[]): string =>
  stringify(rows as (string | null)[][], { record_delimiter: 'windows', quoted_match: /[\r\n]|^\s|\s$|^\uFEFF/ })

/**
 * Gives the firm's files to `write` piece by piece, file after file, all as of one moment. Text is left as it is, formulas
 * too: an import of the export changes nothing.
 */
export async function exportFirm(deps: Deps, write: (file: ExportFile, text: string) => Promise<void>): Promise<void> {
  await deps.db
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async (transaction) => {
      for (const file of EXPORT_FILES) {
        await write(file, toCsv([exportColumns(file)]))
        for await (const rows of exportRows(transaction, file)) await write(file, toCsv(rows))
      }
    })
}
