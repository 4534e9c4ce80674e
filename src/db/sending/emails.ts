import { sql } from 'kysely'
import type { Db } from '../database.ts'
import { insertRows } from '../insert-rows.ts'
import type { NewRow, Row } from '../schema.ts'

export type Email = Row<'email'>

/** Queues messages; asking twice for the same invitation, kind and ordinal, or follow-up and kind, queues one. */
export async function insertEmails(
  db: Db,
  emails: readonly Omit<NewRow<'email'>, 'state' | 'attempts' | 'leasedUntil' | 'sentAt' | 'lastError'>[],
): Promise<void> {
  const rows = emails.map((email) => ({ ...email, state: 'due' as const, attempts: 0 }))
  await insertRows(db, 'email', rows, sql`on conflict do nothing`)
}

/** Withdraws survey mail that has not left, for invitations that no longer wait for an answer. */
export async function cancelPendingEmails(db: Db, invitationIds: readonly number[], reason: string): Promise<void> {
  if (invitationIds.length === 0) return
  await db
    .updateTable('email')
    .set({ state: 'cancelled', lastError: reason, leasedUntil: null })
    .where('invitationId', 'in', invitationIds)
    .where('state', 'in', ['due', 'leased'])
    .execute()
}

/** Takes the alert about a follow-up out of the outbox, so that another can be queued. */
export async function deleteAlert(db: Db, followUpId: number): Promise<void> {
  await db.deleteFrom('email').where('followUpId', '=', followUpId).where('kind', '=', 'alert').execute()
}
