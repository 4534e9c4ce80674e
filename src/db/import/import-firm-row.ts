import type { Db } from '../database.ts'
import type { NewRow, Row } from '../schema.ts'

/** One import at a time: a second one waits for the first to end its transaction. */
export async function lockFirmForImport(db: Db): Promise<Row<'firm'>> {
  return db.selectFrom('firm').selectAll().forNoKeyUpdate().executeTakeFirstOrThrow()
}

/** Writes what is given of the firm's row and marks the firm as set up. */
export async function updateFirm(db: Db, changes: Partial<NewRow<'firm'>>, setUpAt: Date): Promise<void> {
  await db
    .updateTable('firm')
    .set({ ...changes, setUpAt })
    .execute()
}
