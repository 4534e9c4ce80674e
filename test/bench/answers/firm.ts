import { sql } from 'kysely'
import { addContacts, openFirm, queueInvitations } from '../mail/firm.ts'

const REACHED_ON = '2026-11-15'

/** A firm in a durable database of its own with `count` open invitations, whose keys begin with `first`, and a table for bare answers. */
export async function openAskedFirm(count: number) {
  const { db, url, close } = await openFirm()
  await addContacts(db, count, REACHED_ON)
  await queueInvitations(db, new Date())
  const statements = [
    // The tokens of `load.ts`, as long as real ones.
    sql`update invitation set token_hash = sha256(convert_to(lpad(id::text, 32, 'x'), 'UTF8'))`,
    sql`update email set state = 'sent', sent_at = now()`,
    sql`insert into staff (ref, name, email, role) values ('lead', 'Ira Lead', 'lead@kestrel.example', 'leader')`,
    sql`create table bare (
      id bigint generated always as identity primary key, token text not null, call_first smallint not null,
      comment text not null, visibility text not null, answered_at timestamptz not null)`,
    sql`vacuum full analyze`,
  ]
  for (const statement of statements) await statement.execute(db)
  const durable = await sql`select from pg_settings
    where name in ('fsync', 'synchronous_commit', 'full_page_writes') and setting = 'on'`.execute(db)
  if (durable.rows.length !== 3) throw new Error('the database is not durable')
  const { rows } = await sql<{ first: number }>`select min(id)::int as first from invitation`.execute(db)
  return { db, url, close, first: rows[0]!.first }
}
