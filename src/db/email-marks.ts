import { sql } from 'kysely'
import type { EmailState } from '../core/words.ts'
import type { Db } from './database.ts'
import type { Email } from './emails.ts'

/** What became of a message that is leased. */
export type EmailMark = {
  email: Email
  state: Exclude<EmailState, 'leased'>
  /** When to try again; null: as it was. */
  dueAt: Date | null
  reason: string | null
  sentAt: Date | null
  /** Whether it counts as an attempt. */
  tried: boolean
}

/**
 * Marks messages of which this server still holds the lease; a lease lost to another server is that one's to mark. One that
 * was taken back while it left is marked sent all the same. A sign-in link is kept only where it is still needed.
 * @returns the ids of those marked
 */
export async function markEmails(db: Db, marks: readonly EmailMark[]): Promise<Set<number>> {
  if (marks.length === 0) return new Set()
  const rows = marks.map(({ email, state, dueAt, reason, sentAt, tried }) => ({
    id: email.id,
    held_until: email.leasedUntil,
    state,
    due_at: dueAt,
    reason,
    sent_at: sentAt,
    tries: tried ? 1 : 0,
  }))
  const marked = await sql<{ id: number }>`
    update email set state = mark.state, due_at = coalesce(mark.due_at, email.due_at), last_error = mark.reason,
      sent_at = mark.sent_at, attempts = attempts + mark.tries, leased_until = null,
      secret_url = case when mark.state in ('due', 'kept') then secret_url end
    from json_to_recordset(${JSON.stringify(rows)}::text::json) as mark (id bigint, held_until timestamptz, state text,
      due_at timestamptz, reason text, sent_at timestamptz, tries smallint)
    where email.id = mark.id and (email.state = 'leased' and email.leased_until = mark.held_until
      or email.state = 'cancelled' and mark.state = 'sent')
    returning email.id`.execute(db)
  return new Set(marked.rows.map(({ id }) => id))
}

/** Locks these invitations, in the one order that everybody takes, and says which still wait for an answer. */
export async function lockInvitations(db: Db, ids: readonly number[]): Promise<Set<number>> {
  if (ids.length === 0) return new Set()
  const locked = await db
    .selectFrom('invitation')
    .select(['id', 'state'])
    .where('id', 'in', ids)
    .orderBy('id')
    .forUpdate()
    .execute()
  return new Set(locked.filter(({ state }) => state === 'sent').map(({ id }) => id))
}

export async function markInvitationsSent(db: Db, ids: readonly number[], at: Date): Promise<void> {
  if (ids.length === 0) return
  await db.updateTable('invitation').set({ sentAt: at }).where('id', 'in', ids).where('sentAt', 'is', null).execute()
}

/** Those of them that wait for an answer won't any more; an answer that came in all the same stays an answer. */
export async function endInvitations(
  db: Db,
  ids: readonly number[],
  state: 'bounced' | 'held_back' | 'withdrawn',
): Promise<void> {
  if (ids.length === 0) return
  await db.updateTable('invitation').set({ state }).where('id', 'in', ids).where('state', '=', 'sent').execute()
}
