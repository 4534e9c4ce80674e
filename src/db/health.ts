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

/** Follow-ups about answers that the team may read; whoever reads the metrics needs no key, and one more may not say 'a low one'. */
const FOR_TEAM = sql`exists (
  select from response where response.id = follow_up.response_id and response.visibility = 'team')`

const countInvitations = (db: Db): Promise<{ state: string; count: number }[]> =>
  db
    .selectFrom('invitation')
    .select(['state', sql<number>`count(*)::int`.as('count')])
    .groupBy('state')
    .orderBy('state')
    .execute()

async function countEmails(db: Db): Promise<{ state: string; count: number }[]> {
  const { rows } = await sql<{ state: string; count: number }>`
    select email.state, count(*)::int as count from email left join follow_up on follow_up.id = email.follow_up_id
    where email.follow_up_id is null or ${FOR_TEAM}
    group by email.state order by email.state`.execute(db)
  return rows
}

/** What the metrics report: nothing that depends on an answer for leadership only. */
export async function readFigures(db: Db, now: Date): Promise<Figures> {
  const { rows } = await sql<{ responses: number; openFollowUps: number; overdueFollowUps: number }>`
    select (select count(*)::int from response) as responses,
      (select count(*)::int from follow_up where state <> 'closed' and ${FOR_TEAM}) as open_follow_ups,
      (select count(*)::int from follow_up
        where state <> 'closed' and due_at < ${now} and ${FOR_TEAM}) as overdue_follow_ups`.execute(db)
  const totals = rows[0] ?? { responses: 0, openFollowUps: 0, overdueFollowUps: 0 }
  return { emails: await countEmails(db), invitations: await countInvitations(db), ...totals }
}
