import { type Kysely, sql } from 'kysely'
import type { Schema } from '../../../src/db/schema.ts'

/** Five milestones an engagement; `peopleAsked` people answer each. */
export type FirmShape = {
  pms: number
  accounts: number
  engagements: number
  peopleAsked: number
  /**
   * Only the first so many engagements ask anybody, and those whose pages are read as many people as a page shows, however small the
   * firm: a page is compared with the same page, not with an empty one.
   */
  engagementsAsked?: number
}

/** People on a page that tells of each. */
const PAGE_OF_PEOPLE = 10

/** Whose pages the bench reads: of PM 7, of an account manager, and of the first engagements. */
const IS_READ = sql`(e.pm_id = 7 or e.account_id % 20 = 7 or e.id <= 10)`

/** Which experiences the shipped surveys rate at each milestone. */
const ASKED = {
  kickoff: ['knows_business', 'prepared', 'details'],
  midpoint: ['had_my_back', 'advised', 'prepared', 'details'],
  delivery: ['delivered', 'had_my_back', 'knows_business', 'prepared', 'steward'],
  close: ['delivered', 'had_my_back', 'advised', 'details', 'steward'],
  aftercare: ['delivered', 'had_my_back'],
}

const KINDS = Object.keys(ASKED)
const RATED = Object.entries(ASKED).flatMap(([kind, keys]) => keys.map((key) => ({ kind, key })))

const peopleRead = ({ peopleAsked, engagementsAsked }: Pick<FirmShape, 'peopleAsked' | 'engagementsAsked'>): number =>
  engagementsAsked === undefined ? peopleAsked : Math.max(peopleAsked, PAGE_OF_PEOPLE)

const PEOPLE = ({ pms, accounts, ...shape }: FirmShape) => [
  sql`select setseed(0.5)`,
  sql`insert into staff (ref, name, email, role)
    select 's' || i, 'PM ' || i, i || '@kestrel.example', 'pm' from generate_series(1, ${pms}::int) i`,
  sql`insert into account (ref, name) select 'a' || i, 'Account ' || i from generate_series(1, ${accounts}::int) i`,
  sql`insert into contact (ref, account_id, name, email)
    select 'c' || a.id || '-' || i, a.id, 'Contact ' || i, i || '@' || a.id || '.example'
    from account a, generate_series(1, ${3 * peopleRead(shape)}::int) i order by a.id, i`,
]

/** `0 * e.id` draws anew for each engagement. */
const WORK = ({ pms, accounts, engagements, ...shape }: FirmShape) => [
  sql`insert into engagement (ref, account_id, pm_id, name, started_on, value, currency)
    select 'e' || i, 1 + i % ${accounts}::int, 1 + floor(random() * ${pms}::int)::int, 'Engagement ' || i, '2024-06-01',
      1000 * (10 + floor(90 * random())), 'EUR'
    from generate_series(1, ${engagements}::int) i`,
  sql`insert into milestone (ref, engagement_id, kind, reached_on, decided_at)
    select 'm' || e.id || k, e.id, k, day, day + interval '9 hours'
    from engagement e, unnest(array[${sql.join(KINDS)}]::text[]) k,
      lateral (select '2024-06-01'::date + (800 * random() + 0 * e.id)::int as day) reached`,
  // Who is asked about an engagement are neighbours, so that most take part in one engagement of their account.
  sql`create temporary table part as
    select e.id as engagement_id, e.account_id, c.id as contact_id
    from engagement e
      cross join lateral (select case when ${IS_READ} then ${peopleRead(shape)}::int
        when e.id <= ${shape.engagementsAsked ?? engagements}::int then ${shape.peopleAsked}::int else 0 end as people) asked
      cross join lateral (select floor((2 * asked.people + 1) * random() + 0 * e.id)::int as first) at
      cross join lateral (
        select id from contact where account_id = e.account_id order by id offset at.first limit asked.people) c`,
  sql`insert into engagement_contact (engagement_id, contact_id, account_id, role)
    select engagement_id, contact_id, account_id,
      (array['sponsor', 'decision_maker', 'day_to_day', 'user'])[1 + contact_id % 4] from part`,
]

const ANSWERS = [
  sql`insert into invitation (milestone_id, contact_id, pm_id, origin, survey_version_id, state, due_at, sent_at, closes_at)
    select m.id, p.contact_id, e.pm_id, 'plan', asks.id, 'answered', m.decided_at, m.decided_at, m.decided_at + interval '14 days'
    from milestone m join engagement e on e.id = m.engagement_id join part p on p.engagement_id = e.id
      join plan_rule on plan_rule.milestone_kind = m.kind
      join lateral (select max(id) as id from survey_version where survey_key = plan_rule.survey_key) as asks on true
    order by m.id`,
  sql`insert into decision (milestone_id, contact_id, kind, reason, at)
    select i.milestone_id, i.contact_id, step, step, m.reached_on + interval '12 hours'
    from invitation i join milestone m on m.id = i.milestone_id, unnest(array['planned', 'sent', 'answered']) step`,
  sql`create temporary table felt as
    select i.id as invitation_id, i.contact_id, i.pm_id, m.engagement_id, e.account_id, m.kind,
      m.reached_on + interval '12 hours' as at, a.own + p.own + random_normal(0, 1) as value, random() >= 0.1 as for_team
    from invitation i join milestone m on m.id = i.milestone_id join engagement e on e.id = m.engagement_id
      join (select id, random_normal(0, 0.7) as own from account) a on a.id = e.account_id
      join (select id, random_normal(0, 0.4) as own from staff) p on p.id = e.pm_id
    order by i.id`,
  sql`insert into response (ref, invitation_id, answered_at, changed_at, call_first, visibility, was_for_team, comment, needs_next,
      contact_id, pm_id, engagement_id, account_id)
    select 'r' || invitation_id, invitation_id, at, at, greatest(0, least(10, round(7 + 1.6 * value))),
      case when for_team then 'team' else 'leadership' end, for_team,
      case when random() < 0.2 then 'The hand-over went well, and somebody always picked up the phone.' end,
      case when random() < 0.03 then 'A portal for our brokers' end,
      contact_id, pm_id, engagement_id, account_id
    from felt`,
  sql`insert into experience (response_id, key, rating)
    select r.id, asked.key, greatest(1, least(5, round(4 + 0.5 * felt.value + random_normal(0, 0.6))))
    from felt join response r on r.invitation_id = felt.invitation_id
      join jsonb_to_recordset((${JSON.stringify(RATED)}::text)::jsonb) as asked (kind text, key text) on asked.kind = felt.kind`,
  // What waits is as much in both firms: the newest of each account; older ones are dealt with.
  sql`insert into follow_up (response_id, invitation_id, contact_id, pm_id, engagement_id, account_id, for_team,
      reasons, owner_id, state, opened_at, due_at, closed_at, closed_by, what_we_did)
    select id, invitation_id, contact_id, pm_id, engagement_id, account_id, visibility = 'team', '{low}', pm_id, case when is_new then 'open' else 'closed' end, answered_at,
      answered_at + interval '2 days', case when not is_new then answered_at + interval '1 day' end,
      case when not is_new then pm_id end, case when not is_new then 'Called and put it right.' end
    from (select *, row_number() over (partition by account_id order by answered_at desc, id) = 1 as is_new
      from response where call_first <= 4) as low
    order by id`,
  sql`insert into opportunity (response_id, heard_at, heard_pm_id, heard_engagement_id, heard_account_id, for_team,
      owner_id, state, need, opened_at)
    select id, answered_at, pm_id, engagement_id, account_id, visibility = 'team', pm_id, case when is_new then 'new' else 'lost' end, needs_next, answered_at
    from (select *, row_number() over (partition by account_id order by answered_at desc, id) <= 2 as is_new
      from response where needs_next is not null) as heard
    order by id`,
  sql`insert into email (kind, invitation_id, template_version_id, to_name, to_address, message_id, state, due_at, sent_at, created_at)
    select 'invitation', i.id, template.id, c.name, c.email, i.id || '@kestrel.example', 'sent', i.sent_at, i.sent_at, i.sent_at
    from invitation i join contact c on c.id = i.contact_id,
      (select max(id) as id from email_template_version where template_key = 'invitation') as template
    where i.sent_at > '2026-01-01' order by i.id`,
  sql`insert into outcome (ref, account_id, needed_on, called_first)
    select 'o' || a.id, a.id, '2026-10-01', random() < 0.6 from account a where a.id % 3 = 0`,
]

/** What triggers would have kept of all this, row by row. */
const KEPT = [
  sql`insert into led (engagement_id, pm_id) select id, pm_id from engagement`,
  sql`insert into tally_due (engagement_id) select id from engagement`,
]

const LARGE = [
  'contact',
  'engagement_contact',
  'invitation',
  'decision',
  'response',
  'follow_up',
  'opportunity',
  'email',
]

/** Indexes that no constraint needs: made at the end they take a fraction of the time. */
async function takeIndexes(db: Kysely<Schema>): Promise<string[]> {
  const { rows } = await sql<{ name: string; definition: string }>`
    select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as definition
    from pg_index join pg_class as owner on owner.oid = indrelid
    where owner.relname in (${sql.join(LARGE)}) and not indisunique`.execute(db)
  for (const { name } of rows) await sql`drop index ${sql.ref(name)}`.execute(db)
  return rows.map(({ definition }) => definition)
}

/**
 * A firm whose clients have answered, one in ten for leadership only. A million answers take about a minute: the rows are sound by
 * construction, so that neither triggers nor foreign keys look at each.
 */
export async function makeAnsweredFirm(db: Kysely<Schema>, shape: FirmShape): Promise<void> {
  await db.connection().execute(async (connection) => {
    await sql`set session_replication_role = replica`.execute(connection)
    await sql`set work_mem = '256MB'`.execute(connection)
    await sql`set maintenance_work_mem = '512MB'`.execute(connection)
    const indexes = await takeIndexes(connection)
    for (const statement of [...PEOPLE(shape), ...WORK(shape), ...ANSWERS, ...KEPT]) {
      await statement.execute(connection)
      await sql`analyze`.execute(connection)
    }
    await sql`drop table part, felt`.execute(connection)
    for (const definition of indexes) await sql.raw(definition).execute(connection)
    await sql`reset all`.execute(connection)
  })
}
