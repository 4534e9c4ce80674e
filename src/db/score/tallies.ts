import { sql } from 'kysely'
import { COUNTING } from '../../core/viewer.ts'
import type { Db } from '../database.ts'
import { leftOut } from '../asking/left-out.ts'

/** True where this transaction may count; false where another server is counting at this moment. */
export async function tryLockTallies(trx: Db): Promise<boolean> {
  const { rows } = await sql<{ locked: boolean }>`
    select pg_try_advisory_xact_lock(hashtext('firstcall tallies')) as locked`.execute(trx)
  return rows[0]?.locked ?? false
}

/** Takes up to so many engagements that something has changed, to be counted in the same transaction; empty where none has. */
export async function takeDueEngagements(trx: Db, limit: number): Promise<number[]> {
  const { rows } = await sql<{ engagementId: number }>`
    with oldest as (select distinct engagement_id from (
      select engagement_id from tally_due order by id limit ${limit}) as first)
    delete from tally_due using oldest where tally_due.engagement_id = oldest.engagement_id
    returning tally_due.engagement_id`.execute(trx)
  return [...new Set(rows.map(({ engagementId }) => engagementId))]
}

/** What happened at milestones of these engagements, an event a row: the parts that a tally adds up. */
const events = (trx: Db, ids: readonly number[]) => sql`
  select milestone.id as milestone_id, invitation.pm_id, coalesce(survey_version.survey_key, '') as survey_key,
    coalesce(invitation.sent_at, case when invitation.state = 'answered' then response.answered_at end) as at, null::date as on_day,
    (invitation.sent_at is not null or invitation.state = 'answered')::int as asked,
    (invitation.state = 'answered')::int as answered,
    (invitation.state = 'planned')::int as planned, (invitation.state = 'held_back')::int as held_back, 0 as left_out,
    (invitation.state in ('sent', 'bounced', 'closed'))::int as written, null::smallint as call_first, false as for_team, 0 as needs, 0 as new_needs, 0 as reached, 0 as surveyed,
    milestone.reached_on as otherwise
  from milestone join invitation on invitation.milestone_id = milestone.id
    left join survey_version on survey_version.id = invitation.survey_version_id
    left join response on response.invitation_id = invitation.id
  where milestone.engagement_id = any(${ids})
  union all
  select milestone.id, invitation.pm_id, coalesce(survey_version.survey_key, ''),
    response.answered_at, null, 0, 0, 0, 0, 0, 0, response.call_first, response.visibility = 'team',
    (opportunity.id is not null)::int, (coalesce(opportunity.state = 'new', false))::int, 0, 0, null
  from milestone join invitation on invitation.milestone_id = milestone.id
    join response on response.invitation_id = invitation.id
    left join survey_version on survey_version.id = invitation.survey_version_id
    left join opportunity on opportunity.response_id = response.id
  where milestone.engagement_id = any(${ids})
  union all
  select milestone.id, coalesce(asked.pm_id, engagement.pm_id), coalesce(asked.survey_key, ''),
    null, milestone.reached_on, 0, 0, 0, 0, 0, 0, null, false, 0, 0, 1, coalesce(asked.surveyed, 0), null
  from milestone join engagement on engagement.id = milestone.engagement_id
    left join lateral (
      select min(invitation.pm_id) as pm_id, min(survey_version.survey_key) as survey_key,
        max((invitation.sent_at is not null or invitation.state = 'answered')::int) as surveyed
      from invitation left join survey_version on survey_version.id = invitation.survey_version_id
      where invitation.milestone_id = milestone.id) as asked on true
  where milestone.engagement_id = any(${ids}) and milestone.reached_on is not null
  union all
  select people.milestone_id, people.pm_id, '', null, people.reached_on, 0, 0, 0, 0, 1, 0, null, false, 0, 0, 0, 0, null
  from (${leftOut(trx, COUNTING)
    .where(sql<boolean>`milestone.engagement_id = any(${ids})`)
    .select(['milestone.id as milestoneId', 'milestone.reachedOn', 'contact.id as contactId'])
    .select(sql<number>`coalesce(invitation.pm_id, engagement.pm_id)`.as('pmId'))
    .distinct()}) as people`

/** Counts these engagements anew, in place of what was counted before. */
export async function recountEngagements(trx: Db, ids: readonly number[], at: Date): Promise<void> {
  await trx.deleteFrom('tally').where('engagementId', 'in', ids).execute()
  await sql`
    insert into tally (milestone_id, engagement_id, account_id, pm_id, milestone_kind, survey_key, month,
      asked, answered, planned, held_back, left_out, answers, points, low, lowest, lowest_for_team,
      last_answered_at, last_answered_for_team_at, needs, new_needs, reached, surveyed, written, counted_at)
    select milestone.id, engagement.id, engagement.account_id, event.pm_id, milestone.kind, event.survey_key,
      coalesce(date_trunc('month', coalesce((event.at at time zone firm.time_zone)::date, event.on_day, event.otherwise))::date,
        'infinity') as month,
      sum(event.asked), sum(event.answered), sum(event.planned), sum(event.held_back), sum(event.left_out),
      count(event.call_first), coalesce(sum(case event.call_first when 0 then 1 when 10 then 99 else 10 * event.call_first end), 0),
      count(*) filter (where event.call_first <= firm.low_answer),
      min(event.call_first), min(event.call_first) filter (where event.for_team),
      max(event.at) filter (where event.call_first is not null),
      max(event.at) filter (where event.call_first is not null and event.for_team),
      sum(event.needs), sum(event.new_needs), sum(event.reached), sum(event.surveyed), sum(event.written), ${at}
    from (${events(trx, ids)}) as event
      join milestone on milestone.id = event.milestone_id
      join engagement on engagement.id = milestone.engagement_id
      cross join firm
    group by milestone.id, engagement.id, event.pm_id, event.survey_key, month`.execute(trx)
}
