import { sql } from 'kysely'
import type { HoldTarget } from '../../core/asking/hold.ts'
import type { Db } from '../database.ts'

/** For how many days after it was reached a milestone may be asked about, over `firm` and `plan_rule`. */
export const askableDays = sql<number>`greatest(firm.stale_after_days, coalesce(plan_rule.delay_days, 0) + 7)`

const concerned = (db: Db, target: HoldTarget) => {
  const all = db.selectFrom('milestone')
  if ('milestoneId' in target) return all.where('milestone.id', '=', target.milestoneId)
  const engagements = db
    .selectFrom('engagementContact as part')
    .where('part.contactId', '=', target.contactId)
    .$if(target.engagementId !== null, (query) => query.where('part.engagementId', '=', target.engagementId ?? 0))
    .select('part.engagementId')
  return all.where('milestone.engagementId', 'in', engagements)
}

/** Those that were reached and could be asked about on `day`. */
const askableOn = (db: Db, target: HoldTarget, day: string) =>
  concerned(db, target)
    .innerJoin('firm', (join) => join.onTrue())
    .leftJoin('planRule', 'planRule.milestoneKind', 'milestone.kind')
    .where(sql<boolean>`milestone.reached_on + ${askableDays} >= ${day}::date`)

/** Locks the milestones that a hold concerns, so that nothing is planned at them meanwhile. */
export async function lockMilestonesOf(db: Db, target: HoldTarget): Promise<void> {
  await concerned(db, target).select('milestone.id').orderBy('milestone.id').forNoKeyUpdate().execute()
}

/**
 * The milestones at which a hold says something: a held milestone itself; for a contact those that may be asked about
 * on `day` and at which it has neither answered nor run out of time to.
 */
export async function listMilestonesHeld(db: Db, target: HoldTarget, day: string): Promise<number[]> {
  if ('milestoneId' in target) return [target.milestoneId]
  const isOver = sql<boolean>`exists (
    select from invitation where invitation.milestone_id = milestone.id and invitation.contact_id = ${target.contactId}
      and invitation.state in ('answered', 'closed', 'bounced'))`
  const rows = await askableOn(db, target, day)
    .where((eb) => eb.not(isOver))
    .select('milestone.id')
    .orderBy('milestone.id')
    .execute()
  return rows.map(({ id }) => id)
}

/** The plan decides anew about those that may be asked about on `day` or later. */
export async function markUndecided(db: Db, target: HoldTarget, day: string): Promise<void> {
  const ids = askableOn(db, target, day).select('milestone.id')
  await db.updateTable('milestone').set({ decidedAt: null }).where('id', 'in', ids).execute()
}
