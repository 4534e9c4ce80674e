import type { Db } from '../database.ts'
import type { NewRow } from '../schema.ts'

export async function insertDataLink(db: Db, link: NewRow<'dataLink'>): Promise<void> {
  await db.insertInto('dataLink').values(link).execute()
}

/** When a contact was last mailed such a link; null: never. */
export async function findNewestDataLink(db: Db, contactId: number): Promise<Date | null> {
  const newest = await db
    .selectFrom('dataLink')
    .select('createdAt')
    .where('contactId', '=', contactId)
    .orderBy('createdAt', 'desc')
    .limit(1)
    .executeTakeFirst()
  return newest?.createdAt ?? null
}

/** Whose data a link opens at an instant. */
export const findDataLink = (db: Db, tokenHash: Uint8Array, now: Date) =>
  db
    .selectFrom('dataLink')
    .select(['contactId', 'expiresAt'])
    .where('tokenHash', '=', tokenHash)
    .where('expiresAt', '>', now)
    .executeTakeFirst()
