import { sql } from 'kysely'
import type { Db } from './database.ts'

export type ServerFacts = {
  /** As PostgreSQL counts: 150004 is 15.4. */
  version: number
  name: string
  now: Date
  /** A replica, or a server told to write nothing. */
  isReadOnly: boolean
  /** Tables that our user may not write. */
  unwritable: string[]
}

export async function readServerFacts(db: Db): Promise<ServerFacts> {
  const { rows } = await sql<ServerFacts>`
    select current_setting('server_version_num')::int as version, current_setting('server_version') as name,
      clock_timestamp() as now,
      pg_is_in_recovery() or current_setting('transaction_read_only') = 'on' as is_read_only,
      array(select relname::text from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace
        and not has_table_privilege(oid, 'select, insert, update, delete') order by relname) as unwritable`.execute(db)
  if (!rows[0]) throw new Error('the database says nothing about itself')
  return rows[0]
}

export type OutboxFacts = {
  /** The due time of the message that has waited longest; null: none waits. */
  oldestDueAt: Date | null
  waiting: number
  /** Of those, how many were tried without success; and what the mail server said last. */
  failing: number
  lastError: string | null
  /** Given up within the last seven days. */
  failed: number
}

export async function readOutboxFacts(db: Db, now: Date): Promise<OutboxFacts> {
  const { rows } = await sql<OutboxFacts>`
    select min(due_at) filter (where due_at <= ${now}) as oldest_due_at, count(*)::int as waiting,
      (count(*) filter (where last_error is not null))::int as failing,
      (array_agg(last_error order by due_at desc) filter (where last_error is not null))[1] as last_error,
      (select count(*)::int from email where state = 'failed' and created_at > ${now}::timestamptz - interval '7 days') as failed
    from email where state in ('due', 'leased')`.execute(db)
  return rows[0] ?? { oldestDueAt: null, waiting: 0, failing: 0, lastError: null, failed: 0 }
}

/** Every time zone that something of ours is kept in. */
export async function listTimeZones(db: Db): Promise<string[]> {
  const { rows } = await sql<{ timeZone: string }>`
    select time_zone from firm union select time_zone from staff where time_zone is not null
    union select time_zone from account where time_zone is not null
    union select time_zone from contact where time_zone is not null order by 1`.execute(db)
  return rows.map(({ timeZone }) => timeZone)
}
