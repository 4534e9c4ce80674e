import type { Db } from './database.ts'
import type { NewRow, Row } from './schema.ts'

export const listPlanRules = (db: Db): Promise<Row<'planRule'>[]> =>
  db.selectFrom('planRule').selectAll().orderBy('id').execute()

/** Adds the rules of milestone kinds that have none yet; a firm's own rules stay as they are. */
export async function insertMissingPlanRules(db: Db, rules: NewRow<'planRule'>[]): Promise<void> {
  await db
    .insertInto('planRule')
    .values(rules)
    .onConflict((conflict) => conflict.column('milestoneKind').doNothing())
    .execute()
}
