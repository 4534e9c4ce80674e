import type { Viewer } from '../../core/viewer.ts'
import { insertAudit } from '../../db/access/staff-sign-in.ts'
import type { Deps } from '../../deps.ts'
import { importFirm } from '../firm/import-firm.ts'

export type SuppressionsImported =
  | { kind: 'imported'; created: number; unchanged: number }
  /** Nothing was written; what is wrong, and where. */
  | { kind: 'refused'; faults: { line: number; column: string; reason: string }[] }
  /** The list is for administrators. */
  | { kind: 'not_yours' }

/** Puts the addresses of a CSV file on the suppression list: all of them, or none where one is at fault. */
export async function importSuppressions(
  deps: Deps,
  viewer: Viewer,
  content: Uint8Array,
): Promise<SuppressionsImported> {
  if (viewer.role !== 'admin') return { kind: 'not_yours' }
  async function* open() {
    yield content
  }
  const { files, faults, written } = await importFirm(deps, [{ name: 'suppressions.csv', open }])
  if (!written) return { kind: 'refused', faults }
  const { created = 0, unchanged = 0 } = files[0] ?? {}
  const detail = { created, unchanged }
  await insertAudit(deps.db, { at: deps.now(), staffId: viewer.staffId, action: 'suppressions_imported', detail })
  return { kind: 'imported', created, unchanged }
}
