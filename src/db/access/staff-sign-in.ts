import { sql } from 'kysely'
import type { Db } from '../database.ts'
import type { NewRow, Row } from '../schema.ts'

/** The one person of the firm with this address, whatever its capitals; addresses are unique in that sense. */
export async function findStaffByAddress(db: Db, address: string): Promise<Row<'staff'> | undefined> {
  return db
    .selectFrom('staff')
    .selectAll()
    .where(sql`lower(email)`, '=', address.trim().toLowerCase())
    .executeTakeFirst()
}

export async function findStaffByRef(db: Db, ref: string): Promise<Row<'staff'> | undefined> {
  return db.selectFrom('staff').selectAll().where('ref', '=', ref).executeTakeFirst()
}

/** Undefined where the ref or the address is taken already. */
export async function insertStaff(db: Db, staff: NewRow<'staff'>): Promise<Row<'staff'> | undefined> {
  return db
    .insertInto('staff')
    .values(staff)
    .onConflict((conflict) => conflict.doNothing())
    .returningAll()
    .executeTakeFirst()
}

/** How many sign-in messages were queued for an address since an instant. */
export async function countSignInEmails(db: Db, address: string, since: Date): Promise<number> {
  const row = await db
    .selectFrom('email')
    .select(sql<number>`count(*)::int`.as('count'))
    .where('kind', '=', 'sign_in')
    .where(sql`lower(to_address)`, '=', address.toLowerCase())
    .where('createdAt', '>', since)
    .executeTakeFirstOrThrow()
  return row.count
}

export async function insertAudit(
  db: Db,
  entry: { at: Date; staffId: number | null; action: string; detail?: Record<string, unknown> },
): Promise<void> {
  await db
    .insertInto('audit')
    // By way of text: the driver would encode a string bound for jsonb once more.
    .values({ ...entry, detail: sql`${JSON.stringify(entry.detail ?? {})}::text::jsonb` })
    .execute()
}

export async function countAudit(db: Db, staffId: number, action: string, since: Date): Promise<number> {
  const row = await db
    .selectFrom('audit')
    .select(sql<number>`count(*)::int`.as('count'))
    .where('staffId', '=', staffId)
    .where('action', '=', action)
    .where('at', '>', since)
    .executeTakeFirstOrThrow()
  return row.count
}

export async function hasAdministrator(db: Db): Promise<boolean> {
  const admin = await db.selectFrom('staff').select('id').where('role', '=', 'admin').limit(1).executeTakeFirst()
  return admin !== undefined
}

/** Whom a message to a member of staff goes to. */
export const getStaffAddress = (db: Db, id: number): Promise<{ name: string; email: string }> =>
  db.selectFrom('staff').select(['name', 'email']).where('id', '=', id).executeTakeFirstOrThrow()
