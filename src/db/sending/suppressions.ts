import { sql } from 'kysely'
import type { SuppressionReason } from '../../core/words.ts'
import type { Db } from '../database.ts'
import type { NewRow, Row } from '../schema.ts'

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

/** A page of the list, newest first: those whose address holds `search`, before the entry `before` where it is given. */
export const listSuppressions = (db: Db, window: { search: string; before: number | null; limit: number }) =>
  db
    .selectFrom('suppression')
    .selectAll()
    .$if(window.search !== '', (query) =>
      query.where(sql<boolean>`position(${window.search.trim().toLowerCase()} in address) > 0`),
    )
    .$if(window.before !== null, (query) =>
      query.where(sql<boolean>`(at, id) < (select at, id from suppression where id = ${window.before})`),
    )
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(window.limit)
    .execute()

/** A page of the list by ascending key. */
export const listSuppressionsByKey = (db: Db, page: { limit: number; after: number }): Promise<Row<'suppression'>[]> =>
  db.selectFrom('suppression').selectAll().where('id', '>', page.after).orderBy('id').limit(page.limit).execute()

export const findSuppression = (db: Db, id: number): Promise<Row<'suppression'> | undefined> =>
  db.selectFrom('suppression').selectAll().where('id', '=', id).executeTakeFirst()

/** The entries of an address in lower case, locked until the transaction ends. */
export const leaseSuppressions = (db: Db, address: string): Promise<Row<'suppression'>[]> =>
  db.selectFrom('suppression').selectAll().where('address', '=', address).orderBy('reason').forNoKeyUpdate().execute()

export async function deleteSuppressions(db: Db, ids: readonly number[]): Promise<void> {
  if (ids.length > 0) await db.deleteFrom('suppression').where('id', 'in', ids).execute()
}

/** Adds an entry, or gives the one that stands a new note where there is one; true where it is new. */
export async function upsertSuppression(db: Db, entry: NewRow<'suppression'>): Promise<boolean> {
  const { isNew } = await db
    .insertInto('suppression')
    .values(entry)
    .onConflict((conflict) =>
      conflict.columns(['address', 'reason']).doUpdateSet((eb) => ({
        note: eb.fn.coalesce('excluded.note', 'suppression.note'),
      })),
    )
    // A row that an insert has just made carries no lock of another version: xmax is 0.
    .returning(sql<boolean>`xmax = 0`.as('isNew'))
    .executeTakeFirstOrThrow()
  return isNew
}

/** Adds the entries that are not there yet, and gives their addresses; those that stand stay as they are. */
export async function insertSuppressions(db: Db, entries: readonly NewRow<'suppression'>[]): Promise<string[]> {
  if (entries.length === 0) return []
  const inserted = await db
    .insertInto('suppression')
    .values([...entries])
    .onConflict((conflict) => conflict.doNothing())
    .returning('address')
    .execute()
  return inserted.map(({ address }) => address)
}

/** Which of these addresses get no message but sign-in links, and why, by address in lower case. */
export async function findDeadAddresses(db: Db, addresses: readonly string[]): Promise<Map<string, SuppressionReason>> {
  if (addresses.length === 0) return new Map()
  const rows = await db
    .selectFrom('suppression')
    .select(['address', 'reason'])
    .where('address', 'in', [...new Set(addresses.map((address) => address.toLowerCase()))])
    .where('reason', 'in', ['bounced', 'complained'])
    .execute()
  return new Map(rows.map(({ address, reason }) => [address, reason]))
}
