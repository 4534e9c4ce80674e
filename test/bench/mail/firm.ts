import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Kysely, sql } from 'kysely'
import { openDatabase } from '../../../src/db/database.ts'
import type { Schema } from '../../../src/db/schema.ts'
import { openEmbeddedPostgres } from '../../../src/host/embedded-postgres.ts'
import { bringUpToDate } from '../../../src/host/shipped-files.ts'

const CONTACTS_PER_ACCOUNT = 10

/** A database of its own with a firm that sends as fast as it can. */
export async function openFirm(): Promise<{ db: Kysely<Schema>; url: string; close: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'firstcall-bench-'))
  const server = await openEmbeddedPostgres(folder)
  const db = openDatabase(server.url, { connections: 10 })
  await bringUpToDate(db, new Date())
  await sql`update firm set name = 'Kestrel & Co.', from_email = 'hello@kestrel.example', set_up_at = now(),
    postal_address = '12 Wharf Street, Portland, ME 04101', mails_per_minute = 0, mails_per_minute_per_domain = 0`.execute(
    db,
  )
  return {
    db,
    url: server.url,
    close: async () => {
      await db.destroy()
      await server.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** Accounts of ten contacts who all take part in one engagement, which has reached one milestone: nobody was asked yet. */
export async function addContacts(db: Kysely<Schema>, count: number, reachedOn: string): Promise<void> {
  const accounts = Math.ceil(count / CONTACTS_PER_ACCOUNT)
  const statements = [
    sql`insert into staff (ref, name, email, role)
      select 'pm' || i, 'Dana Whitfield', 'pm' || i || '@kestrel.example', 'pm' from generate_series(1, 100) i
      on conflict do nothing`,
    sql`create temporary table fresh as select 'n' || (select count(*) from account) || '-' || i as ref
      from generate_series(1, ${accounts}::int) i`,
    sql`insert into account (ref, name) select ref, 'Account ' || ref from fresh`,
    sql`insert into contact (ref, account_id, name, email)
      select a.ref || '-' || i, a.id, 'Marta Silva', 'm' || i || '@' || a.ref || '.example'
      from account a join fresh using (ref), generate_series(1, ${CONTACTS_PER_ACCOUNT}::int) i`,
    sql`insert into engagement (ref, account_id, pm_id, name, started_on)
      select a.ref, a.id, (select min(id) from staff) + a.id % 100, 'Claims portal ' || a.id, '2026-06-01'
      from account a join fresh using (ref)`,
    sql`insert into engagement_contact (engagement_id, contact_id, account_id, role)
      select e.id, c.id, c.account_id, 'decision_maker'
      from engagement e join fresh using (ref) join contact c on c.account_id = e.account_id`,
    sql`insert into milestone (ref, engagement_id, kind, reached_on)
      select e.ref, e.id, 'delivery', ${reachedOn}::date from engagement e join fresh using (ref)`,
    sql`drop table fresh`,
  ]
  await db.connection().execute(async (connection) => {
    for (const statement of statements) await statement.execute(connection)
    await sql`analyze`.execute(connection)
  })
}

/** Puts an invitation into the outbox for every contact who takes part in something and has none. */
export async function queueInvitations(db: Kysely<Schema>, now: Date): Promise<void> {
  await sql`insert into invitation (milestone_id, contact_id, pm_id, origin, survey_version_id, state, due_at, closes_at)
    select m.id, ec.contact_id, e.pm_id, 'plan', (select max(id) from survey_version where survey_key = 'delivery'),
      'sent', ${now}, ${now}::timestamptz + interval '21 days'
    from milestone m join engagement e on e.id = m.engagement_id join engagement_contact ec on ec.engagement_id = e.id
    on conflict do nothing`.execute(db)
  await sql`insert into email (kind, invitation_id, template_version_id, to_name, to_address, message_id, state, due_at, created_at)
    select 'invitation', i.id,
      (select max(id) from email_template_version where template_key = 'invitation' and locale = 'en'),
      c.name, c.email, '<' || md5(i.id::text) || '@kestrel.example>', 'due', ${now}, ${now}
    from invitation i join contact c on c.id = i.contact_id
    on conflict do nothing`.execute(db)
  await sql`analyze`.execute(db)
}

/** All survey mail is due again, as if it had never left. */
export async function queueAgain(db: Kysely<Schema>, now: Date): Promise<void> {
  await sql`update email set state = 'due', sent_at = null, due_at = ${now}, leased_until = null, attempts = 0`.execute(
    db,
  )
  await sql`vacuum analyze email`.execute(db)
}
