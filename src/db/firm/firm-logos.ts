import type { Db } from '../database.ts'
import type { NewRow, Row } from '../schema.ts'

/** Keeps a picture; the same one is kept once. */
export async function insertLogo(db: Db, logo: NewRow<'firmLogo'>): Promise<void> {
  await db
    .insertInto('firmLogo')
    .values(logo)
    .onConflict((conflict) => conflict.column('hash').doNothing())
    .execute()
}

export const findLogo = (db: Db, hash: string): Promise<Row<'firmLogo'> | undefined> =>
  db.selectFrom('firmLogo').selectAll().where('hash', '=', hash).executeTakeFirst()
