import { sql } from 'kysely'
import type { EmailKind } from '../core/words.ts'
import type { Db } from './database.ts'
import type { NewRow, Row } from './schema.ts'

export type Email = Row<'email'>

/** Queues a message; asking twice for the same invitation, kind and ordinal, or follow-up and kind, queues it once. */
export async function insertEmail(
  db: Db,
  email: Omit<NewRow<'email'>, 'state' | 'attempts' | 'leasedUntil' | 'sentAt' | 'lastError'>,
): Promise<void> {
  await db
    .insertInto('email')
    .values({ ...email, state: 'due' })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/**
 * Takes up to `limit` due messages until `leasedUntil`. A lease that ran out belongs to a server that died, so its message
 * is taken again; two servers never hold the same one.
 */
export async function leaseDueEmails(
  db: Db,
  now: Date,
  lease: { until: Date; limit: number; only?: readonly EmailKind[] },
): Promise<Email[]> {
  const due = db
    .selectFrom('email')
    .select('id')
    .where((eb) =>
      eb.or([
        eb.and([eb('state', '=', 'due'), eb('dueAt', '<=', now)]),
        eb.and([eb('state', '=', 'leased'), eb('leasedUntil', '<', now)]),
      ]),
    )
    .$if(lease.only !== undefined, (query) => query.where('kind', 'in', lease.only ?? []))
    .orderBy('dueAt')
    .orderBy('id')
    .limit(lease.limit)
    .forUpdate()
    .skipLocked()
  return db
    .updateTable('email')
    .set({ state: 'leased', leasedUntil: lease.until, attempts: sql`attempts + 1` })
    .where('id', 'in', due)
    .returningAll()
    .execute()
}

/** The message has left, or is kept to be read in the outbox; only then the sign-in link inside may go. */
export async function markEmailDone(db: Db, id: number, done: { state: 'sent' | 'kept'; at: Date }): Promise<void> {
  const erased = done.state === 'sent' ? { secretUrl: null } : {}
  await db
    .updateTable('email')
    .set({ state: done.state, sentAt: done.at, leasedUntil: null, lastError: null, ...erased })
    .where('id', '=', id)
    .execute()
}

/** Nothing more will be tried for this message. */
export async function markEmailEnded(
  db: Db,
  id: number,
  end: { state: 'failed' | 'bounced' | 'cancelled'; reason: string },
): Promise<void> {
  await db
    .updateTable('email')
    .set({ state: end.state, lastError: end.reason, leasedUntil: null, secretUrl: null })
    .where('id', '=', id)
    .execute()
}

export async function markEmailToRetry(db: Db, id: number, retry: { dueAt: Date; reason: string }): Promise<void> {
  await db
    .updateTable('email')
    .set({ state: 'due', dueAt: retry.dueAt, lastError: retry.reason, leasedUntil: null })
    .where('id', '=', id)
    .execute()
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
