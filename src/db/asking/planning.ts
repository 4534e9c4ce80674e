import { sql } from 'kysely'
import type { ContactRole, HoldScope, SuppressionReason } from '../../core/words.ts'
import type { Db } from '../database.ts'
import { type Firm, getFirm } from '../firm/firms.ts'
import { heldBy } from './holds.ts'
import { listHolidays } from './holidays.ts'
import type { Row } from '../schema.ts'

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
    .forNoKeyUpdate('milestone')
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
  heldBy: HoldScope | null
  alreadyAsked: boolean
  /** When the invitation is due that was planned before; null: none is planned. */
  plannedFor: Date | null
  /** Why the contact was not planned when last decided about; null: it was something else. */
  lastNotPlanned: string | null
}

/** Everybody who takes part in the engagements of these milestones; a withdrawn invitation leaves its contact open again. */
export async function listPlanContacts(db: Db, milestoneIds: readonly number[]): Promise<PlanContactRow[]> {
  const lastNotPlanned = sql<string | null>`(
    select case when decision.kind = 'not_planned' then decision.reason end from decision
    where decision.milestone_id = milestone.id and decision.contact_id = contact.id
    order by decision.at desc, decision.id desc limit 1)`
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
    .select([
      'milestone.id as milestoneId',
      'contact.id as id',
      'engagementContact.role as role',
      contactTimeZone.as('timeZone'),
      suppressedBy.as('suppressedBy'),
      heldBy.as('heldBy'),
      sql<boolean>`coalesce(invitation.state not in ('planned', 'withdrawn') or invitation.origin = 'spoken', false)`.as(
        'alreadyAsked',
      ),
      sql<Date | null>`case when invitation.state = 'planned' then invitation.due_at end`.as('plannedFor'),
      lastNotPlanned.as('lastNotPlanned'),
    ])
    .execute()
}

/** The firm with its holidays: all that the plan goes by besides its rules. */
export const getAskingFirm = async (db: Db): Promise<Firm & { holidays: Row<'holiday'>[] }> => ({
  ...(await getFirm(db)),
  holidays: await listHolidays(db),
})

/** One server at a time decides what the caps allow; the lock ends with the transaction. */
export async function lockReleases(db: Db): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('firstcall release'))`.execute(db)
}
