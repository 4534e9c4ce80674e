import { sql } from 'kysely'
import type { ContactRole, HoldScope, SuppressionReason } from '../../core/words.ts'
import type { Db } from '../database.ts'
import { heldBy } from './holds.ts'
import { contactTimeZone, suppressedBy } from './planning.ts'

export type DueInvitation = {
  id: number
  milestoneId: number
  milestoneKind: string
  reachedOn: string | null
  contactId: number
  accountId: number
  contactName: string
  contactEmail: string
  /** The address in lower case. */
  mailbox: string
  /** Null where the contact takes part in the engagement no more. */
  role: ContactRole | null
  locales: (string | null)[]
  timeZone: string
  suppressedBy: SuppressionReason | null
  heldBy: HoldScope | null
  /** The day of the call, where the contact is to confirm what was said; null: it is a survey. */
  spokenOn: string | null
}

const mailbox = sql<string>`lower(contact.email)`

const plannedInvitations = (db: Db) =>
  db
    .selectFrom('invitation')
    .innerJoin('milestone', 'milestone.id', 'invitation.milestoneId')
    .innerJoin('contact', 'contact.id', 'invitation.contactId')
    .where('invitation.state', '=', 'planned')

const planned = (db: Db) =>
  plannedInvitations(db)
    .innerJoin('account', 'account.id', 'contact.accountId')
    .innerJoin('firm', (join) => join.onTrue())
    .leftJoin('spokenReport', (join) =>
      join.onRef('spokenReport.invitationId', '=', 'invitation.id').on('invitation.origin', '=', 'spoken'),
    )
    .leftJoin('engagementContact as part', (join) =>
      join
        .onRef('part.engagementId', '=', 'milestone.engagementId')
        .onRef('part.contactId', '=', 'invitation.contactId'),
    )
    .select([
      'invitation.id as id',
      'milestone.id as milestoneId',
      'milestone.kind as milestoneKind',
      'milestone.reachedOn as reachedOn',
      'contact.id as contactId',
      'contact.accountId as accountId',
      'contact.name as contactName',
      'contact.email as contactEmail',
      mailbox.as('mailbox'),
      'part.role as role',
      sql<(string | null)[]>`array[contact.locale, account.locale, firm.locale]`.as('locales'),
      contactTimeZone.as('timeZone'),
      suppressedBy.as('suppressedBy'),
      heldBy.as('heldBy'),
      'spokenReport.saidOn as spokenOn',
    ])

/** Locks up to `limit` planned invitations whose time has come, those of the milestones reached last first. */
export const leaseDueInvitations = (db: Db, now: Date, limit: number): Promise<DueInvitation[]> =>
  planned(db)
    .where('invitation.dueAt', '<=', now)
    .orderBy('milestone.reachedOn', 'desc')
    .orderBy('invitation.id')
    .limit(limit)
    .forNoKeyUpdate('invitation')
    .skipLocked()
    .execute()

/** Locks one planned invitation, due or not. @throws where it is not planned. */
export const leasePlannedInvitation = (db: Db, id: number): Promise<DueInvitation> =>
  planned(db).where('invitation.id', '=', id).forNoKeyUpdate('invitation').executeTakeFirstOrThrow()

export type PlannedRival = {
  id: number
  mailbox: string
  milestoneId: number
  milestoneKind: string
  reachedOn: string | null
  dueAt: Date
}

/** Everything planned for these mailboxes that the plan still asks and nobody holds. */
export const listPlannedFor = (db: Db, mailboxes: readonly string[]): Promise<PlannedRival[]> =>
  plannedInvitations(db)
    .innerJoin('planRule', 'planRule.milestoneKind', 'milestone.kind')
    .innerJoin('engagementContact as part', (join) =>
      join
        .onRef('part.engagementId', '=', 'milestone.engagementId')
        .onRef('part.contactId', '=', 'invitation.contactId'),
    )
    .where(mailbox, 'in', mailboxes)
    .where('milestone.reachedOn', 'is not', null)
    .where(sql<boolean>`part.role = any(plan_rule.contact_roles)`)
    .where(heldBy, 'is', null)
    .select(['invitation.id', mailbox.as('mailbox'), 'milestone.id as milestoneId'])
    .select(['milestone.kind as milestoneKind', 'milestone.reachedOn', 'invitation.dueAt'])
    .$narrowType<{ dueAt: Date }>()
    .execute()

/** Queued before the clock was set back: what was looked at then may be one too many now. */
const isAhead = (now: Date) =>
  sql<boolean>`(email.attempts = 0 and email.created_at > ${now}::timestamptz + interval '1 minute')`

/**
 * Puts back among the planned what waits in the outbox and is no longer right: its contact has left the engagement, has another
 * role or another address, or the clock was set back after it was queued. The caller holds the lock on releases.
 */
export async function recallQueuedInvitations(db: Db, now: Date): Promise<void> {
  await sql`
    with wrong as (
      select email.id, email.invitation_id
      from email
        join invitation on invitation.id = email.invitation_id
        join milestone on milestone.id = invitation.milestone_id
        join contact on contact.id = invitation.contact_id
        left join engagement_contact part
          on part.engagement_id = milestone.engagement_id and part.contact_id = invitation.contact_id
        left join plan_rule on plan_rule.milestone_kind = milestone.kind
      where email.kind = 'invitation' and email.state = 'due' and invitation.state = 'sent'
        and (part.role is null or (invitation.origin <> 'spoken' and part.role <> all(plan_rule.contact_roles))
          or lower(email.to_address) <> lower(contact.email) or ${isAhead(now)})
      for update of email skip locked),
    gone as (delete from email using wrong where email.id = wrong.id)
    update invitation set state = 'planned', due_at = ${now}, token_hash = null, closes_at = null
    from wrong where invitation.id = wrong.invitation_id`.execute(db)
}

/** Takes reminders out of the outbox that go to an address of before, or were queued before the clock was set back. */
export async function recallQueuedReminders(db: Db, now: Date): Promise<void> {
  await sql`
    delete from email where id in (
      select email.id from email
        join invitation on invitation.id = email.invitation_id
        join contact on contact.id = invitation.contact_id
      where email.kind = 'reminder' and email.state = 'due'
        and (lower(email.to_address) <> lower(contact.email) or ${isAhead(now)})
      for update of email skip locked)`.execute(db)
}
