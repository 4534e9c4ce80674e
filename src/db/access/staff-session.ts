import { sql } from 'kysely'
import type { Db } from '../database.ts'

/**
 * Whether a session began within the last `minutes`. Measured by the database's clock, because the sign-in library writes
 * a session's instants by the machine's.
 */
export async function isFreshSession(db: Db, id: string, minutes: number): Promise<boolean> {
  const { rows } = await sql<{ fresh: boolean }>`
    select created_at > now() - make_interval(mins => ${minutes}::int) as fresh from auth_session where id = ${id}
  `.execute(db)
  return rows[0]?.fresh ?? false
}

/** The address that a user of the sign-in library stands for. */
export async function findUserAddress(db: Db, userId: string): Promise<string | undefined> {
  const user = await db.selectFrom('authUser').select('email').where('id', '=', userId).executeTakeFirst()
  return user?.email
}
