import { sql } from 'kysely'
import type { EmailKind } from '../../core/words.ts'
import type { Db } from '../database.ts'
import { insertRows } from '../insert-rows.ts'
import type { NewRow, Row } from '../schema.ts'

export type Email = Row<'email'>

/** A message to queue. */
export type NewEmail = Omit<NewRow<'email'>, 'state' | 'attempts' | 'leasedUntil' | 'sentAt' | 'lastError'>

/** Queues messages; asking twice for the same invitation or follow-up, kind and ordinal queues one. */
export async function insertEmails(db: Db, emails: readonly NewEmail[]): Promise<void> {
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

/** How many messages of a kind there are about a follow-up. */
export async function countEmailsOf(db: Db, followUpId: number, kind: EmailKind): Promise<number> {
  const { count } = await db
    .selectFrom('email')
    .select(sql<number>`count(*)::int`.as('count'))
    .where('followUpId', '=', followUpId)
    .where('kind', '=', kind)
    .executeTakeFirstOrThrow()
  return count
}

/** Whether an alert about a follow-up has yet to leave; its words are made as it does. */
export async function hasDueAlert(db: Db, followUpId: number): Promise<boolean> {
  const row = await db
    .selectFrom('email')
    .select('id')
    .where('followUpId', '=', followUpId)
    .where('kind', '=', 'alert')
    .where('state', '=', 'due')
    .executeTakeFirst()
  return row !== undefined
}

/** Withdraws what tells people of the firm about a follow-up and has not left. */
export async function cancelPendingAlerts(db: Db, followUpId: number, reason: string): Promise<void> {
  await db
    .updateTable('email')
    .set({ state: 'cancelled', lastError: reason, leasedUntil: null })
    .where('followUpId', '=', followUpId)
    .where('kind', 'in', ['alert', 'escalation'])
    .where('state', '=', 'due')
    .execute()
}

/** When a copy of an answer was last queued; null: never. */
export async function findNewestCopy(db: Db, responseId: number): Promise<Date | null> {
  const newest = await db
    .selectFrom('email')
    .select((eb) => eb.fn.max('createdAt').as('at'))
    .where('responseId', '=', responseId)
    .executeTakeFirst()
  return newest?.at ?? null
}
