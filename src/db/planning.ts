import { sql } from 'kysely'
import type { AskedLately } from '../core/plan.ts'
import type { ContactRole, SuppressionReason } from '../core/words.ts'
import type { Db } from './database.ts'

export type UndecidedMilestone = { id: number; kind: string; reachedOn: string; pmId: number }

/** Locks up to `limit` reached milestones that the plan has not decided about, passing over those another server holds. */
export async function leaseUndecidedMilestones(db: Db, limit: number): Promise<UndecidedMilestone[]> {
  const rows = await db
    .selectFrom('milestone')
    .innerJoin('engagement', 'engagement.id', 'milestone.engagementId')
    .select(['milestone.id', 'milestone.kind', 'milestone.reachedOn', 'engagement.pmId'])
    .where('milestone.reachedOn', 'is not', null)
    .where('milestone.decidedAt', 'is', null)
    .orderBy('milestone.id')
    .limit(limit)
    .forUpdate('milestone')
    .skipLocked()
    .$narrowType<{ reachedOn: string }>()
    .execute()
  return rows
}

export async function markDecided(db: Db, milestoneIds: readonly number[], at: Date): Promise<void> {
  await db.updateTable('milestone').set({ decidedAt: at }).where('id', 'in', milestoneIds).execute()
}

/** Why an address gets no survey mail, as a scalar subquery over `contact`; null where it may get some. */
export const suppressedBy = sql<SuppressionReason | null>`(
  select min(suppression.reason) from suppression where suppression.address = lower(contact.email))`

/** The zone whose hours count for a contact: its own, else the account's, else the firm's. */
export const contactTimeZone = sql<string>`coalesce(contact.time_zone, account.time_zone, firm.time_zone)`

export type PlanContactRow = {
  milestoneId: number
  id: number
  role: ContactRole
  timeZone: string
  suppressedBy: SuppressionReason | null
  alreadyAsked: boolean
  /** The invitation that a moved milestone planned before. */
  plannedInvitationId: number | null
}

/** Everybody who takes part in the engagements of these milestones. */
export async function listPlanContacts(db: Db, milestoneIds: readonly number[]): Promise<PlanContactRow[]> {
  return db
    .selectFrom('milestone')
    .innerJoin('engagementContact', 'engagementContact.engagementId', 'milestone.engagementId')
    .innerJoin('contact', 'contact.id', 'engagementContact.contactId')
    .innerJoin('account', 'account.id', 'contact.accountId')
    .innerJoin('firm', (join) => join.onTrue())
    .leftJoin('invitation', (join) =>
      join.onRef('invitation.milestoneId', '=', 'milestone.id').onRef('invitation.contactId', '=', 'contact.id'),
    )
    .where('milestone.id', 'in', milestoneIds)
    .orderBy('milestone.id')
    .orderBy('contact.id')
    .select((eb) => [
      'milestone.id as milestoneId',
      'contact.id as id',
      'engagementContact.role as role',
      contactTimeZone.as('timeZone'),
      suppressedBy.as('suppressedBy'),
      sql<boolean>`coalesce(invitation.state <> 'planned', false)`.as('alreadyAsked'),
      eb
        .case()
        .when('invitation.state', '=', 'planned')
        .then(eb.ref('invitation.id'))
        .else(null)
        .end()
        .as('plannedInvitationId'),
    ])
    .execute()
}

export type DueInvitation = {
  id: number
  milestoneId: number
  milestoneKind: string
  reachedOn: string | null
  contactId: number
  accountId: number
  contactName: string
  contactEmail: string
  locales: (string | null)[]
  timeZone: string
  suppressedBy: SuppressionReason | null
}

/**
 * Locks planned invitations whose time has come. The later milestone goes first, so that it wins where two surveys
 * compete for the same contact's cap.
 */
export async function leaseDueInvitations(db: Db, now: Date, limit: number): Promise<DueInvitation[]> {
  return db
    .selectFrom('invitation')
    .innerJoin('milestone', 'milestone.id', 'invitation.milestoneId')
    .innerJoin('contact', 'contact.id', 'invitation.contactId')
    .innerJoin('account', 'account.id', 'contact.accountId')
    .innerJoin('firm', (join) => join.onTrue())
    .where('invitation.state', '=', 'planned')
    .where('invitation.dueAt', '<=', now)
    .orderBy('milestone.reachedOn', 'desc')
    .orderBy('invitation.id')
    .limit(limit)
    .forUpdate('invitation')
    .skipLocked()
    .select([
      'invitation.id as id',
      'milestone.id as milestoneId',
      'milestone.kind as milestoneKind',
      'milestone.reachedOn as reachedOn',
      'contact.id as contactId',
      'contact.accountId as accountId',
      'contact.name as contactName',
      'contact.email as contactEmail',
      sql<(string | null)[]>`array[contact.locale, account.locale, firm.locale]`.as('locales'),
      contactTimeZone.as('timeZone'),
      suppressedBy.as('suppressedBy'),
    ])
    .execute()
}

/**
 * Survey mail to the contact's mailbox (about anything but this invitation) and to others of the account since `since`. People are
 * told apart by their address: somebody listed twice is still one.
 */
export async function findAskedLately(
  db: Db,
  about: { invitationId: number; contactEmail: string; accountId: number; since: Date },
): Promise<AskedLately> {
  const address = about.contactEmail.toLowerCase()
  const { rows } = await sql<{ address: string; at: Date }>`
    select lower(contact.email) as address, max(asked.at) as at
    from contact join lateral (
      select coalesce(email.sent_at, email.created_at) as at
        from invitation join email on email.invitation_id = invitation.id
        where invitation.contact_id = contact.id and invitation.id <> ${about.invitationId}
          and email.state in ('due', 'leased', 'sent', 'kept')
      union all
      select response.answered_at
        from invitation join response on response.invitation_id = invitation.id
        where invitation.contact_id = contact.id and invitation.origin = 'import'
    ) asked on true
    where contact.account_id = ${about.accountId} or lower(contact.email) = ${address}
    group by lower(contact.email)`.execute(db)
  return {
    lastMailAt: rows.find((row) => row.address === address)?.at ?? null,
    othersMailedAt: rows.filter((row) => row.address !== address && row.at > about.since).map((row) => row.at),
  }
}

/** One server at a time decides what the caps allow; the lock ends with the transaction. */
export async function lockReleases(db: Db): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('firstcall release'))`.execute(db)
}
