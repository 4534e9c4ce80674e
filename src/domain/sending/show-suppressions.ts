import { CSV_COLUMNS } from '../../core/firm/csv-columns.ts'
import { tableText } from '../../core/table.ts'
import type { Viewer } from '../../core/viewer.ts'
import { exportRows } from '../../db/firm/export-rows.ts'
import { findSuppression, listSuppressions, listSuppressionsByKey } from '../../db/sending/suppressions.ts'
import type { Deps } from '../../deps.ts'

const PAGE = 50

/** A page of who gets no mail, newest first; `olderBefore` is the entry that the next page stands before, null on the last. */
export async function showSuppressions(deps: Deps, viewer: Viewer, window: { search: string; before: number | null }) {
  if (viewer.role !== 'admin') return { kind: 'not_yours' as const }
  const rows = await listSuppressions(deps.db, { ...window, limit: PAGE + 1 })
  const entries = rows.slice(0, PAGE)
  return { kind: 'shown' as const, entries, olderBefore: rows.length > PAGE ? (entries.at(-1)?.id ?? null) : null }
}

/** One entry of the list. */
export async function showSuppression(deps: Deps, viewer: Viewer, id: number) {
  if (viewer.role !== 'admin') return { kind: 'not_yours' as const }
  const entry = await findSuppression(deps.db, id)
  return entry === undefined ? { kind: 'unknown' as const } : { kind: 'shown' as const, entry }
}

/** The whole list as CSV, which an import takes back. */
export async function writeSuppressionsTable(deps: Deps, viewer: Viewer) {
  if (viewer.role !== 'admin') return { kind: 'not_yours' as const }
  const text = await deps.db.transaction().execute(async (trx) => {
    const rows: (string | null)[][] = []
    for await (const more of exportRows(trx, 'suppressions.csv')) rows.push(...more)
    return tableText(Object.keys(CSV_COLUMNS['suppressions.csv']), rows)
  })
  return { kind: 'written' as const, text }
}

/** The list by ascending key, for programs. */
export const readSuppressions = (deps: Deps, request: { limit: number; after: number }) =>
  listSuppressionsByKey(deps.db, request)
