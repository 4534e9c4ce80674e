import { sql } from 'kysely'
import type { Db } from '../database.ts'
import type { Row } from '../schema.ts'

export type Installation = Row<'installation'> & {
  /** Since due work was last done, by the database's own clock: a tick as of another time changes nothing about it. */
  idleHours: number
}

const installation = (db: Db) =>
  db
    .selectFrom('installation')
    .selectAll()
    .select(sql<number>`extract(epoch from now() - worked_at)::float8 / 3600`.as('idleHours'))

export const getInstallation = (db: Db): Promise<Installation> => installation(db).executeTakeFirstOrThrow()

/** The same, locked until the transaction ends, so that two people who press at once decide one after the other. */
export const lockInstallation = (trx: Db): Promise<Installation> =>
  installation(trx).forNoKeyUpdate().executeTakeFirstOrThrow()

/** Whether PostgreSQL tells us the identity of its cluster; some hosts keep that to themselves. */
export async function isClusterKnown(db: Db): Promise<boolean> {
  const { rows } = await sql<{ known: boolean }>`
    select has_function_privilege('pg_control_system()', 'execute') as known`.execute(db)
  return rows[0]?.known ?? false
}

/**
 * What tells this database from a copy of it: the identity of its cluster, else its name, with the database's own number. A copy
 * of the cluster's files has the same.
 */
export async function readDatabaseIdentity(db: Db): Promise<string> {
  const place = (await isClusterKnown(db))
    ? sql`(select system_identifier::text from pg_control_system())`
    : sql`datname`
  const { rows } = await sql<{ identity: string }>`
    select ${place} || '/' || oid as identity from pg_database where datname = current_database()`.execute(db)
  if (!rows[0]) throw new Error('the database does not know itself')
  return rows[0].identity
}

type Place = { databaseIdentity: string; baseUrl: string }

/** Notes that due work is being done here and now. */
export async function noteWork(db: Db, place: Place | null): Promise<void> {
  await db
    .updateTable('installation')
    .set({ ...place, workedAt: sql<Date>`now()` })
    .execute()
}

/** From here on mail leaves from this place; marks of earlier sendings count for nothing any more. */
export async function settleInstallation(trx: Db, place: Place): Promise<void> {
  await noteWork(trx, place)
  await trx
    .updateTable('installation')
    .set({ markId: sql<string>`gen_random_uuid()` })
    .execute()
}

/** Kept outside the database: whose sendings are counted, and how many there were. */
export type Sendings = { id: string; sendings: number }

/** Counts one more sending. */
export async function countSending(db: Db): Promise<Sendings> {
  return db
    .updateTable('installation')
    .set({ sendings: sql`sendings + 1` })
    .returning(['markId as id', 'sendings'])
    .executeTakeFirstOrThrow()
}
