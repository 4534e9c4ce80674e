import { sql } from 'kysely'
import { bounceDetail } from '../../core/sending/bounce.ts'
import type { EmailState } from '../../core/words.ts'
import { anyKey } from '../any-of.ts'
import type { Db } from '../database.ts'
import type { Email } from './emails.ts'

/** What became of a message that is leased. */
export type EmailMark = {
  email: Email
  state: Exclude<EmailState, 'leased'>
  /** When to try again; null: as it was. */
  dueAt: Date | null
  reason: string | null
  /** Whether it counts as an attempt. */
  tried: boolean
  /** What it says in the history of a contact and milestone; null where it says nothing. */
  decision: {
    milestoneId: number
    contactId: number
    /** The last two only where the invitation still waits for an answer, which it then does no more. */
    kind: 'sent' | 'reminded' | 'bounced' | 'held_back' | 'withdrawn'
    reason: string
  } | null
}

const rowOf = ({ email, state, dueAt, reason, tried, decision }: EmailMark) => ({
  id: email.id,
  held_until: email.leasedUntil,
  state,
  due_at: dueAt,
  error: reason,
  tries: tried ? 1 : 0,
  invitation_id: email.invitationId,
  milestone_id: decision?.milestoneId,
  contact_id: decision?.contactId,
  kind: decision?.kind,
  reason: decision?.reason,
  detail: state === 'bounced' ? bounceDetail({ status: null, diagnostic: reason }) : null,
})

/**
 * Marks messages of which this server still holds the lease, and what that means for their invitations, in one statement; a
 * lease lost to another server is that one's to mark. What was taken back while it left is marked sent all the same. A
 * sign-in link is kept only where it is still needed. An address that was refused is suppressed, whatever the message. Invitations are locked first, as an answer locks them.
 * @returns the ids of those marked
 */
export async function markEmails(db: Db, marks: readonly EmailMark[], at: Date): Promise<Set<number>> {
  if (marks.length === 0) return new Set()
  // By their keys, which stand in the statement beside the rows: the planner takes rows read from JSON for a hundred.
  const ids = anyKey(marks.map(({ email }) => email.id))
  const invitationIds = anyKey(marks.map(({ email }) => email.invitationId ?? 0))
  const given = JSON.stringify(marks.map(rowOf))
  const marked = await sql<{ id: number }>`
    with mark as materialized (
      select * from json_to_recordset(${given}::text::json) as mark (id bigint,
        held_until timestamptz, state text, due_at timestamptz, error text, tries smallint, invitation_id bigint,
        milestone_id bigint, contact_id bigint, kind text, reason text, detail text)),
    locked as materialized (
      select id, state from invitation where id = ${invitationIds} order by id for no key update),
    marked as (
      update email set state = mark.state, due_at = coalesce(mark.due_at, email.due_at), last_error = mark.error,
        sent_at = case when mark.state in ('sent', 'kept') then ${at}::timestamptz end, attempts = attempts + mark.tries,
        leased_until = null, secret_url = case when mark.state in ('due', 'kept') then secret_url end
      from mark
      where email.id = ${ids} and email.id = mark.id and (select count(*) from locked) >= 0
        and (email.state = 'leased' and email.leased_until = mark.held_until
          or email.state = 'cancelled' and mark.state = 'sent')
      returning email.id, email.to_address, mark.state as ended_as, mark.invitation_id, mark.milestone_id,
        mark.contact_id, mark.kind, mark.reason, mark.detail),
    ended as (
      select marked.* from marked join locked on locked.id = marked.invitation_id
      where marked.kind is not null and (marked.kind not in ('held_back', 'withdrawn') or locked.state = 'sent')),
    asked as (
      update invitation set
        sent_at = case when ended.kind = 'sent' then coalesce(invitation.sent_at, ${at}::timestamptz) else invitation.sent_at end,
        state = case when invitation.state = 'sent' and ended.kind in ('bounced', 'held_back', 'withdrawn') then ended.kind
          else invitation.state end
      from ended where invitation.id = ended.invitation_id and ended.kind <> 'reminded'),
    suppressed as (
      insert into suppression (address, reason, source, at, note)
      select distinct on (1) lower(to_address), 'bounced', 'smtp', ${at}::timestamptz, detail
      from marked where ended_as = 'bounced' on conflict do nothing),
    reported as (
      insert into mail_event (kind, at, address, email_id, source, event_id, detail)
      select 'hard', ${at}::timestamptz, lower(to_address), id, 'smtp', id::text, detail
      from marked where ended_as = 'bounced' on conflict do nothing),
    said as (
      insert into decision (milestone_id, contact_id, kind, reason, at)
      select milestone_id, contact_id, kind, reason, ${at}::timestamptz from ended)
    select id from marked`.execute(db)
  return new Set(marked.rows.map(({ id }) => id))
}
