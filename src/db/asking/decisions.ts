import type { Db } from '../database.ts'
import { insertRows } from '../insert-rows.ts'
import type { NewRow } from '../schema.ts'

/** Adds lines to the history of why contacts were asked or not. */
export async function insertDecisions(db: Db, decisions: readonly NewRow<'decision'>[]): Promise<void> {
  const rows = decisions.map(
    ({ milestoneId, contactId = null, kind, reason, nextAllowedOn = null, note = null, dueAt = null, at }) => {
      return { milestoneId, contactId, kind, reason, nextAllowedOn, note, dueAt, at }
    },
  )
  await insertRows(db, 'decision', rows)
}
