import { sql } from 'kysely'
import type { Db } from './database.ts'
import type { NewRow, Row } from './schema.ts'

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

/** Where staff have set neither: what the firm keeps. */
export async function getFirmDefaults(db: Db): Promise<{ timeZone: string; locale: string; fromEmail: string }> {
  return db.selectFrom('firm').select(['timeZone', 'locale', 'fromEmail']).executeTakeFirstOrThrow()
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

/** The newest wording of the sign-in message. @throws where no templates have been loaded. */
export async function getSignInTemplateId(db: Db): Promise<number> {
  const row = await db
    .selectFrom('emailTemplateVersion')
    .select('id')
    .where('templateKey', '=', 'sign_in')
    .where('locale', '=', 'en')
    .orderBy('version', 'desc')
    .executeTakeFirstOrThrow()
  return row.id
}

export async function insertSignInEmail(
  db: Db,
  email: Pick<NewRow<'email'>, 'templateVersionId' | 'toName' | 'toAddress' | 'messageId'> & { url: string; at: Date },
): Promise<void> {
  const { url, at, ...rest } = email
  await db
    .insertInto('email')
    .values({ ...rest, kind: 'sign_in', secretUrl: url, state: 'due', dueAt: at, createdAt: at })
    .execute()
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
