import type { Db } from '../database.ts'
import type { NewRow, Row } from '../schema.ts'

export async function insertApiKey(db: Db, key: Omit<NewRow<'apiKey'>, 'revokedAt'>): Promise<void> {
  await db.insertInto('apiKey').values(key).execute()
}

/** The key of this hash, unless it has been revoked. */
export async function findApiKey(db: Db, keyHash: Uint8Array): Promise<Row<'apiKey'> | undefined> {
  return db
    .selectFrom('apiKey')
    .selectAll()
    .where('keyHash', '=', keyHash)
    .where('revokedAt', 'is', null)
    .executeTakeFirst()
}

/** Revokes every valid key of this name. */
export async function revokeApiKeys(db: Db, name: string, at: Date): Promise<number> {
  const result = await db
    .updateTable('apiKey')
    .set({ revokedAt: at })
    .where('name', '=', name)
    .where('revokedAt', 'is', null)
    .executeTakeFirst()
  return Number(result.numUpdatedRows)
}
