import type { Updateable } from 'kysely'
import type { Db } from './database.ts'
import type { Row, Schema } from './schema.ts'

export type Firm = Row<'firm'>

/** The one firm of this installation; `setUpAt` is null until somebody has named it. */
export const getFirm = (db: Db): Promise<Firm> => db.selectFrom('firm').selectAll().executeTakeFirstOrThrow()

export async function updateFirm(db: Db, change: Omit<Updateable<Schema['firm']>, 'id'>): Promise<void> {
  await db.updateTable('firm').set(change).execute()
}
