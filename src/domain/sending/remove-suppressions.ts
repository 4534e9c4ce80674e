import { cleanWords } from '../../core/answering/clean-words.ts'
import type { Viewer } from '../../core/viewer.ts'
import type { SuppressionReason } from '../../core/words.ts'
import type { Db } from '../../db/database.ts'
import type { Row } from '../../db/schema.ts'
import { insertAudit } from '../../db/access/staff-sign-in.ts'
import { deleteSuppressions, findSuppression, leaseSuppressions } from '../../db/sending/suppressions.ts'
import type { Deps } from '../../deps.ts'

export type RemovalResult =
  | { kind: 'removed'; address: string; reasons: SuppressionReason[] }
  | { kind: 'unknown' }
  /** Somebody who complained may be written to again for a reason in words alone. */
  | { kind: 'why_missing' }
  /** The list is for administrators. */
  | { kind: 'not_yours' }

async function remove(
  deps: Deps,
  trx: Db,
  viewer: Viewer,
  entries: readonly Row<'suppression'>[],
  typedWhy: string,
): Promise<RemovalResult> {
  const [first] = entries
  if (first === undefined) return { kind: 'unknown' }
  const why = cleanWords(typedWhy)
  if (why === null && entries.some(({ reason }) => reason === 'complained')) return { kind: 'why_missing' }
  await deleteSuppressions(
    trx,
    entries.map(({ id }) => id),
  )
  for (const { address, reason } of entries) {
    const detail = { address, reason, why }
    await insertAudit(trx, { at: deps.now(), staffId: viewer.staffId, action: 'suppression_removed', detail })
  }
  return { kind: 'removed', address: first.address, reasons: entries.map(({ reason }) => reason) }
}

/** Takes one entry off the suppression list, and keeps who did and why. */
export async function removeSuppression(deps: Deps, viewer: Viewer, id: number, why: string): Promise<RemovalResult> {
  if (viewer.role !== 'admin') return { kind: 'not_yours' }
  return deps.db.transaction().execute(async (trx) => {
    const entry = await findSuppression(trx, id)
    const locked = entry === undefined ? [] : await leaseSuppressions(trx, entry.address)
    return remove(
      deps,
      trx,
      viewer,
      locked.filter((each) => each.id === id),
      why,
    )
  })
}

/** Takes an address off the suppression list, or its entry for one reason, and keeps who did and why. */
export async function removeAddress(
  deps: Deps,
  viewer: Viewer,
  which: { address: string; reason: SuppressionReason | undefined },
  why: string,
): Promise<RemovalResult> {
  if (viewer.role !== 'admin') return { kind: 'not_yours' }
  return deps.db.transaction().execute(async (trx) => {
    const entries = await leaseSuppressions(trx, which.address.trim().toLowerCase())
    const meant = entries.filter(({ reason }) => which.reason === undefined || reason === which.reason)
    return remove(deps, trx, viewer, meant, why)
  })
}
