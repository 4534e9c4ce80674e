import { sql } from 'kysely'
import type { Viewer } from '../../core/viewer.ts'
import type { Db } from '../database.ts'
import type { NewRow, Row } from '../schema.ts'
import { visibleInvitations } from '../visible.ts'

export const listPlanRules = (db: Db): Promise<Row<'planRule'>[]> =>
  db.selectFrom('planRule').selectAll().orderBy('id').execute()

export const findPlanRule = (db: Db, id: number): Promise<Row<'planRule'> | undefined> =>
  db.selectFrom('planRule').selectAll().where('id', '=', id).executeTakeFirst()

/**
 * Adds the rules of milestone kinds that have none yet; a firm's own rules stay, and what it removed stays away. Where none is missing
 * nothing is asked of the table: even a statement that adds no row has everything counted again.
 */
export async function insertMissingPlanRules(db: Db, rules: NewRow<'planRule'>[]): Promise<void> {
  const known = await db
    .selectFrom('planRule')
    .select('milestoneKind')
    .unionAll(
      db
        .selectFrom('audit')
        .select(sql<string>`detail ->> 'milestone_kind'`.as('milestoneKind'))
        .where('action', '=', 'plan_rule_removed'),
    )
    .execute()
  const missing = rules.filter((rule) => !known.some(({ milestoneKind }) => milestoneKind === rule.milestoneKind))
  if (missing.length === 0) return
  await db
    .insertInto('planRule')
    .values(missing)
    .onConflict((conflict) => conflict.column('milestoneKind').doNothing())
    .execute()
}

/** Undefined where the kind has a rule already. */
export async function insertPlanRule(db: Db, rule: NewRow<'planRule'>): Promise<Row<'planRule'> | undefined> {
  return db
    .insertInto('planRule')
    .values(rule)
    .onConflict((conflict) => conflict.column('milestoneKind').doNothing())
    .returningAll()
    .executeTakeFirst()
}

/** Locks the rule until the transaction ends; undefined where it is gone. */
export const lockPlanRule = (db: Db, id: number): Promise<Row<'planRule'> | undefined> =>
  db.selectFrom('planRule').selectAll().where('id', '=', id).forNoKeyUpdate().executeTakeFirst()

export async function updatePlanRule(db: Db, id: number, change: Omit<NewRow<'planRule'>, 'milestoneKind'>) {
  await db.updateTable('planRule').set(change).where('id', '=', id).execute()
}

export async function deletePlanRule(db: Db, id: number): Promise<void> {
  await db.deleteFrom('planRule').where('id', '=', id).execute()
}

/** How many invitations are planned and not sent yet at milestones of a kind. */
export async function countPlannedInvitations(db: Db, viewer: Viewer, milestoneKind: string): Promise<number> {
  const { count } = await visibleInvitations(db, viewer)
    .where('invitation.state', '=', 'planned')
    .where('milestone.kind', '=', milestoneKind)
    .select(sql<number>`count(*)::int`.as('count'))
    .executeTakeFirstOrThrow()
  return count
}
