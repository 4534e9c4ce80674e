import type { Db } from './database.ts'
import type { NewRow } from './schema.ts'

/** From now on the address gets no survey mail; saying so twice is once. */
export async function insertSuppression(db: Db, suppression: NewRow<'suppression'>): Promise<void> {
  await db
    .insertInto('suppression')
    .values(suppression)
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** Takes back an unsubscription; an address that bounced or complained stays suppressed for that. */
export async function deleteUnsubscription(db: Db, address: string): Promise<void> {
  await db.deleteFrom('suppression').where('address', '=', address).where('reason', '=', 'unsubscribed').execute()
}

export async function isUnsubscribed(db: Db, address: string): Promise<boolean> {
  const found = await db
    .selectFrom('suppression')
    .select('address')
    .where('address', '=', address)
    .where('reason', '=', 'unsubscribed')
    .executeTakeFirst()
  return found !== undefined
}
