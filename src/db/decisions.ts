import type { Db } from './database.ts'
import type { NewRow } from './schema.ts'

/** Adds lines to the history of why contacts were asked or not. */
export async function insertDecisions(db: Db, decisions: readonly NewRow<'decision'>[]): Promise<void> {
  if (decisions.length > 0) await db.insertInto('decision').values(decisions).execute()
}
