import { sql } from 'kysely'
import type { Db } from '../database.ts'

/** What is due by a moment and has not left. */
export type Waiting = {
  /** Messages in the outbox, sign-in links left out. */
  messages: number
  /** Planned invitations whose time has come. */
  invitations: number
  /** Planned invitations whose time comes later. */
  later: number
}

export async function countWaiting(db: Db, now: Date): Promise<Waiting> {
  const { rows } = await sql<Waiting>`
    select
      (select count(*)::int from email where state in ('due', 'leased') and kind <> 'sign_in') as messages,
      (select count(*)::int from invitation where state = 'planned' and due_at <= ${now}) as invitations,
      (select count(*)::int from invitation where state = 'planned' and due_at > ${now}) as later`.execute(db)
  return rows[0] ?? { messages: 0, invitations: 0, later: 0 }
}

/** Whether a sending would find anything to do. */
export async function isMailDue(db: Db, now: Date): Promise<boolean> {
  const waiting = db.selectFrom('email').select('id').where('state', 'in', ['due', 'leased']).where('dueAt', '<=', now)
  const due = await waiting.limit(1).execute()
  return due.length > 0
}

/** Reached milestones that the plan has not decided about. */
export const listUndecidedMilestones = (db: Db): Promise<{ id: number; kind: string; reachedOn: string }[]> =>
  db
    .selectFrom('milestone')
    .select(['id', 'kind', 'reachedOn'])
    .where('reachedOn', 'is not', null)
    .where('decidedAt', 'is', null)
    .orderBy('id')
    .$narrowType<{ reachedOn: string }>()
    .execute()

/** Holds back every planned invitation whose time has come, and says so in its history. */
export async function holdDueInvitationsBack(trx: Db, reason: string, now: Date): Promise<void> {
  await sql`
    with held as (
      update invitation set state = 'held_back' where state = 'planned' and due_at <= ${now}
      returning milestone_id, contact_id)
    insert into decision (milestone_id, contact_id, kind, reason, at)
    select milestone_id, contact_id, 'held_back', ${reason}, ${now} from held order by milestone_id, contact_id`.execute(
    trx,
  )
}

/**
 * Takes everything but sign-in links out of the outbox. An invitation whose message has not left is held back, and its
 * history says so.
 */
export async function cancelWaitingMessages(trx: Db, reason: string, now: Date): Promise<void> {
  await sql`
    with cancelled as (
      update email set state = 'cancelled', last_error = ${reason}, leased_until = null
      where state in ('due', 'leased') and kind <> 'sign_in'
      returning kind, invitation_id),
    held as (
      update invitation set state = 'held_back' from cancelled
      where invitation.id = cancelled.invitation_id and cancelled.kind = 'invitation' and invitation.state = 'sent'
      returning invitation.milestone_id, invitation.contact_id)
    insert into decision (milestone_id, contact_id, kind, reason, at)
    select milestone_id, contact_id, 'held_back', ${reason}, ${now} from held order by milestone_id, contact_id`.execute(
    trx,
  )
}

export type LapsedReminder = {
  invitationId: number
  ordinal: number
  toName: string
  toAddress: string
  locales: (string | null)[]
}

/** Reminders of open surveys that were due by `now` and are not in the outbox. */
export async function listLapsedReminders(trx: Db, now: Date): Promise<LapsedReminder[]> {
  const { rows } = await sql<LapsedReminder>`
    select invitation.id as invitation_id, step.ordinal::int as ordinal, contact.name as to_name, contact.email as to_address,
      array[contact.locale, account.locale, firm.locale] as locales
    from invitation
      join milestone on milestone.id = invitation.milestone_id
      join contact on contact.id = invitation.contact_id
      join account on account.id = contact.account_id
      cross join firm
      join plan_rule on plan_rule.milestone_kind = milestone.kind
      cross join lateral unnest(plan_rule.reminder_after_days) with ordinality as step (days, ordinal)
    where invitation.state = 'sent' and invitation.origin <> 'spoken' and invitation.sent_at + step.days * interval '1 day' <= ${now}
      and not exists (select from email
        where email.invitation_id = invitation.id and email.kind = 'reminder' and email.ordinal = step.ordinal)
    order by invitation.id, step.ordinal`.execute(trx)
  return rows
}
