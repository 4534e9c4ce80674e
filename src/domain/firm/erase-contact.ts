import type { Viewer } from '../../core/viewer.ts'
import { insertAudit } from '../../db/access/staff-sign-in.ts'
import { type ContactData, findContactByRef, findContactData } from '../../db/firm/contact-data.ts'
import { eraseAddress, eraseRows } from '../../db/firm/erase-rows.ts'
import { insertSuppression } from '../../db/sending/suppressions.ts'
import type { Db } from '../../db/database.ts'
import type { Deps } from '../../deps.ts'
import { refitScores } from '../score/refit-scores.ts'

/** Who asked for it: somebody of the firm, a key or command by its name, or the contact. */
export type EraseOrder = { staffId: number | null; by: 'staff' | 'api_key' | 'command' | 'contact'; name?: string }

/**
 * Deletes a contact with every answer, invitation, message and note about them, within the caller's transaction. Numbers go, too: an
 * answer hangs on an engagement and a role, which would tell whose it was. The address alone stays, among those that get no mail, so
 * that a later import can't ask them again. How many answers went is what the audit log keeps, and what is returned.
 */
export async function eraseWithin(deps: Deps, trx: Db, contactId: number, order: EraseOrder): Promise<number> {
  const data = await findContactData(trx, contactId)
  if (data === undefined) return 0
  const address = data.person.email.toLowerCase()
  await eraseRows(trx, 'contact', [contactId])
  await eraseAddress(trx, address)
  await insertSuppression(trx, { address, reason: 'left', source: 'erased', at: deps.now() })
  const { staffId, by, name } = order
  const detail = { contact: data.person.ref, by, ...(name !== undefined && { name }), answers: data.answers.length }
  await insertAudit(trx, { at: deps.now(), staffId, action: 'contact_erased', detail })
  return data.answers.length
}

/** Administrators alone: a contact's own data, and its end. */
type Refused = { kind: 'unknown' } | { kind: 'not_yours' }

/** Everything held about a contact, by the firm's own identifier. */
export async function exportContact(
  deps: Deps,
  viewer: Viewer,
  ref: string,
): Promise<{ kind: 'found'; data: ContactData } | Refused> {
  if (viewer.role !== 'admin') return { kind: 'not_yours' }
  const contact = await findContactByRef(deps.db, ref)
  const data = contact && (await findContactData(deps.db, contact.id))
  return data === undefined ? { kind: 'unknown' } : { kind: 'found', data }
}

/** Erases a contact by the firm's own identifier, and fits the scores anew. */
export async function eraseContact(
  deps: Deps,
  viewer: Viewer,
  ref: string,
  order: EraseOrder,
): Promise<{ kind: 'erased'; answers: number } | Refused> {
  if (viewer.role !== 'admin') return { kind: 'not_yours' }
  const contact = await findContactByRef(deps.db, ref)
  if (contact === undefined) return { kind: 'unknown' }
  const answers = await deps.db.transaction().execute((trx) => eraseWithin(deps, trx, contact.id, order))
  await refitScores(deps, { always: true })
  return { kind: 'erased', answers }
}
