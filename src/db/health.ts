import { sql } from 'kysely'
import type { Db } from './database.ts'

/** The name of the newest migration applied, null for none. @throws where the database can't be reached */
export async function findNewestMigration(db: Db): Promise<string | null> {
  const { rows } = await sql<{ exists: boolean }>`
    select to_regclass('kysely_migration') is not null as exists`.execute(db)
  if (!rows[0]?.exists) return null
  const newest = await sql<{ name: string }>`select name from kysely_migration order by name desc limit 1`.execute(db)
  return newest.rows[0]?.name ?? null
}

export type Figures = {
  emails: { state: string; count: number }[]
  invitations: { state: string; count: number }[]
  responses: number
  openFollowUps: number
  overdueFollowUps: number
}

const countBy = async (db: Db, table: 'email' | 'invitation'): Promise<{ state: string; count: number }[]> =>
  db
    .selectFrom(table)
    .select(['state', sql<number>`count(*)::int`.as('count')])
    .groupBy('state')
    .orderBy('state')
    .execute()

/** What the metrics report. */
export async function readFigures(db: Db, now: Date): Promise<Figures> {
  const { rows } = await sql<{ responses: number; openFollowUps: number; overdueFollowUps: number }>`
    select (select count(*)::int from response) as responses,
      (select count(*)::int from follow_up where state <> 'closed') as open_follow_ups,
      (select count(*)::int from follow_up where state <> 'closed' and due_at < ${now}) as overdue_follow_ups`.execute(
    db,
  )
  const totals = rows[0] ?? { responses: 0, openFollowUps: 0, overdueFollowUps: 0 }
  return { emails: await countBy(db, 'email'), invitations: await countBy(db, 'invitation'), ...totals }
}
