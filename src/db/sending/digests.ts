import { sql } from 'kysely'
import type { DigestReader, DigestWindow } from '../../core/sending/digest.ts'
import type { DigestDay, Role } from '../../core/words.ts'
import type { Db } from '../database.ts'

export type DigestStaff = DigestReader & { id: number; name: string; email: string; locale: string | null }

const selectReaders = (db: Db) =>
  db
    .selectFrom('staff')
    .innerJoin('firm', (join) => join.onTrue())
    .select((eb) => [
      'staff.id',
      'staff.name',
      'staff.email',
      'staff.role',
      'staff.locale',
      'staff.digestDay',
      eb.fn.coalesce('staff.timeZone', 'firm.timeZone').as('timeZone'),
      sql<Date | null>`(select max(until) from digest where staff_id = staff.id)`.as('lastUntil'),
    ])

/** Everybody of the firm, with until when their last digest told. */
export const listDigestStaff = (db: Db): Promise<DigestStaff[]> => selectReaders(db).orderBy('staff.id').execute()

/** Notes that a digest has been made; undefined where another server has made it. */
export async function insertDigest(db: Db, digest: DigestWindow & { staffId: number }): Promise<number | undefined> {
  const row = await db
    .insertInto('digest')
    .values(digest)
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  return row?.id
}

/** A digest with who reads it. */
export const getDigest = (db: Db, id: number): Promise<DigestStaff & DigestWindow> =>
  selectReaders(db)
    .innerJoin('digest', 'digest.staffId', 'staff.id')
    .where('digest.id', '=', id)
    .select(['digest.since', 'digest.until'])
    .executeTakeFirstOrThrow()

/** What a person chose, and the role it is chosen for. */
export const getDigestDay = (db: Db, staffId: number): Promise<{ role: Role; digestDay: DigestDay | null }> =>
  db.selectFrom('staff').where('id', '=', staffId).select(['role', 'digestDay']).executeTakeFirstOrThrow()

export async function updateDigestDay(db: Db, staffId: number, digestDay: DigestDay): Promise<void> {
  await db.updateTable('staff').set({ digestDay }).where('id', '=', staffId).execute()
}
