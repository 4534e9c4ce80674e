import { dayIn } from '../../core/calendar.ts'
import { type FieldFault, parseRecord } from '../../core/firm/parse-record.ts'
import type { Viewer } from '../../core/viewer.ts'
import { getFirm } from '../../db/firm/firms.ts'
import { insertAudit } from '../../db/access/staff-sign-in.ts'
import { upsertSuppression } from '../../db/sending/suppressions.ts'
import type { Deps } from '../../deps.ts'

export type TypedSuppression = { address: string; reason: string; note: string }

export type SuppressResult =
  | { kind: 'suppressed'; address: string }
  /** It stood on the list for this reason before. */
  | { kind: 'known'; address: string }
  | { kind: 'faults'; faults: FieldFault[] }
  /** The list is for administrators. */
  | { kind: 'not_yours' }

/** Puts an address on the suppression list by hand or through the API, and keeps who did. */
export async function suppressAddress(
  deps: Deps,
  viewer: Viewer,
  typed: TypedSuppression,
  source: 'staff' | 'api',
): Promise<SuppressResult> {
  if (viewer.role !== 'admin') return { kind: 'not_yours' }
  const { timeZone } = await getFirm(deps.db)
  const today = { day: dayIn(timeZone, deps.now()), timeZone }
  const { values, faults } = parseRecord('suppressions.csv', typed, today)
  if (faults.length > 0) return { kind: 'faults', faults }
  const address = (values.address ?? '').toLowerCase()
  const reason = values.reason ?? 'unsubscribed'
  return deps.db.transaction().execute(async (trx) => {
    const at = deps.now()
    const isNew = await upsertSuppression(trx, { address, reason, source, at, note: values.note ?? null })
    if (!isNew) return { kind: 'known', address }
    const detail = { address, reason, source }
    await insertAudit(trx, { at, staffId: viewer.staffId, action: 'suppression_added', detail })
    return { kind: 'suppressed', address }
  })
}
