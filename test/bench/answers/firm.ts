import { sql } from 'kysely'
import { addContacts, openFirm, queueInvitations } from '../mail/firm.ts'

/** What each contact was asked and answered before: a table that is still empty has plans of its own. */
const history = [
  sql`insert into milestone (ref, engagement_id, kind, reached_on) select ref || '-kickoff', id, 'kickoff', '2026-06-08' from engagement`,
  sql`insert into invitation (milestone_id, contact_id, pm_id, origin, survey_version_id, state, due_at, sent_at, closes_at)
    select m.id, ec.contact_id, e.pm_id, 'plan', (select max(id) from survey_version where survey_key = 'kickoff'),
      'answered', '2026-06-10', '2026-06-10', '2026-07-01'
    from milestone m join engagement e on e.id = m.engagement_id join engagement_contact ec on ec.engagement_id = e.id
    where m.kind = 'kickoff'`,
  sql`insert into response (ref, invitation_id, answered_at, changed_at, call_first, visibility)
    select 'fc-' || id, id, '2026-06-11', '2026-06-11', 8, 'team' from invitation where sent_at = '2026-06-10'`,
  sql`insert into follow_up (response_id, invitation_id, reasons, owner_id, state, opened_at, due_at, closed_at, closed_by, what_we_did)
    select id, invitation_id, '{low}', pm_id, 'closed', answered_at, answered_at + interval '2 days', answered_at + interval '1 day',
      pm_id, 'Called and put it right.' from response where id % 10 = 0`,
  sql`truncate tally_due`,
]

const REACHED_ON = '2026-11-15'

/** A firm in a durable database of its own with `count` open invitations, whose keys begin with `first`, and a table for bare answers. */
export async function openAskedFirm(count: number) {
  const { db, url, close } = await openFirm()
  await addContacts(db, count, REACHED_ON)
  await queueInvitations(db, new Date())
  const statements = [
    ...history,
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
  const { rows } = await sql<{
    first: number
  }>`select min(id)::int as first from invitation where state = 'sent'`.execute(db)
  return { db, url, close, first: rows[0]!.first }
}
