import { sql } from 'kysely'
import { exportColumns, type ExportFile } from '../../core/firm/history-files.ts'
import { EXPERIENCE_KEYS } from '../../core/words.ts'
import type { Db } from '../database.ts'

const instant = (column: string) =>
  sql`replace(to_char(${sql.ref(column)} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), '.000Z', 'Z')`

const ratings = sql.join(
  EXPERIENCE_KEYS.map(
    (key) => sql`(select rating from experience where response_id = response.id and key = ${sql.lit(key)})`,
  ),
)

/** What each file holds, column by column in its order, sorted by what tells its rows apart. */
const SELECTIONS = {
  'firm.csv': sql`select name, from_name, from_email, reply_to, time_zone, locale, accent_color, postal_address
    from firm where set_up_at is not null`,
  'staff.csv': sql`select staff.ref, staff.name, staff.email, staff.role, leader.ref, staff.phone, staff.time_zone, staff.locale
    from staff left join staff as leader on leader.id = staff.leader_id order by staff.ref collate "C"`,
  'accounts.csv': sql`select account.ref, account.name, account.time_zone, account.locale, industry, staff.ref
    from account left join staff on staff.id = account_manager_id order by account.ref collate "C"`,
  'contacts.csv': sql`select contact.ref, account.ref, contact.name, contact.email, contact.locale, contact.time_zone, contact.phone
    from contact join account on account.id = account_id order by contact.ref collate "C"`,
  'engagements.csv': sql`select engagement.ref, account.ref, engagement.name, staff.ref, started_on, ended_on,
      replace(value::text, '.00', ''), currency
    from engagement join account on account.id = account_id join staff on staff.id = pm_id
    order by engagement.ref collate "C"`,
  'engagement_contacts.csv': sql`select engagement.ref, contact.ref, engagement_contact.role
    from engagement_contact
    join engagement on engagement.id = engagement_id
    join contact on contact.id = contact_id
    order by engagement.ref collate "C", contact.ref collate "C"`,
  'milestones.csv': sql`select milestone.ref, engagement.ref, kind, milestone.name, planned_on, reached_on
    from milestone join engagement on engagement.id = engagement_id order by milestone.ref collate "C"`,
  'responses.csv': sql`select response.ref, engagement.ref, contact.ref, milestone.ref, ${instant('answered_at')}, call_first,
      ${ratings}, comment, needs_next, visibility
    from response
    join invitation on invitation.id = invitation_id
    join contact on contact.id = invitation.contact_id
    join milestone on milestone.id = invitation.milestone_id
    join engagement on engagement.id = milestone.engagement_id
    order by response.ref collate "C"`,
  'outcomes.csv': sql`select outcome.ref, account.ref, engagement.ref, needed_on, called_first, note
    from outcome
    join account on account.id = outcome.account_id
    left join engagement on engagement.id = outcome.engagement_id
    order by outcome.ref collate "C"`,
  'suppressions.csv': sql`select address, reason, source, ${instant('at')}, note from suppression
    order by address collate "C", reason`,
  'decisions.csv': sql`select decision.id, engagement.ref, milestone.ref, contact.ref, decision.kind, decision.reason,
      next_allowed_on, ${instant('due_at')}, note, ${instant('at')}
    from decision
    join milestone on milestone.id = milestone_id
    join engagement on engagement.id = engagement_id
    left join contact on contact.id = contact_id
    order by decision.id`,
  'holds.csv': sql`select hold.id, engagement.ref, milestone.ref, contact.ref, reason, placer.ref, ${instant('placed_at')},
      lifter.ref, ${instant('lifted_at')}
    from hold
    left join milestone on milestone.id = milestone_id
    left join engagement on engagement.id = coalesce(hold.engagement_id, milestone.engagement_id)
    left join contact on contact.id = contact_id
    join staff as placer on placer.id = placed_by
    left join staff as lifter on lifter.id = lifted_by
    order by hold.id`,
  'answers.csv': sql`select response.ref, given.key, given.value
    from response
    join (
      select response_id, key, jsonb_array_elements_text(
        case jsonb_typeof(value) when 'array' then value else jsonb_build_array(value) end) as value from answer
      union all
      select response_id, key, rating::text from experience where key not in (${sql.join(EXPERIENCE_KEYS.map((key) => sql.lit(key)))})
    ) as given on given.response_id = response.id
    order by response.ref collate "C", given.key collate "C", given.value collate "C"`,
  'spoken_reports.csv': sql`select engagement.ref, milestone.ref, contact.ref, response.ref, reporter.ref, ${instant('reported_at')},
      said_on, spoken_report.call_first, spoken_report.comment, spoken_report.experiences, spoken_report.state,
      ${instant('spoken_report.decided_at')}
    from spoken_report
    join invitation on invitation.id = spoken_report.invitation_id
    join milestone on milestone.id = milestone_id
    join engagement on engagement.id = engagement_id
    join contact on contact.id = contact_id
    join staff as reporter on reporter.id = reported_by
    left join response on response.invitation_id = invitation.id
    order by engagement.ref collate "C", milestone.ref collate "C", contact.ref collate "C"`,
  'follow_ups.csv': sql`select follow_up.id, response.ref, engagement.ref, milestone.ref, contact.ref,
      array_to_string(reasons, ' '), holder.ref, follow_up.state, ${instant('opened_at')}, ${instant('follow_up.due_at')},
      ${instant('taken_at')}, ${instant('snoozed_until')}, escalations, ${instant('closed_at')}, closer.ref, what_we_did
    from follow_up
    join invitation on invitation.id = follow_up.invitation_id
    join milestone on milestone.id = milestone_id
    join engagement on engagement.id = milestone.engagement_id
    join contact on contact.id = invitation.contact_id
    join staff as holder on holder.id = follow_up.owner_id
    left join staff as closer on closer.id = closed_by
    left join response on response.id = follow_up.response_id
    order by follow_up.id`,
  'follow_up_notes.csv': sql`select follow_up_id, ${instant('at')}, staff.ref, note
    from follow_up_note join staff on staff.id = staff_id order by follow_up_id, follow_up_note.id`,
  'follow_up_steps.csv': sql`select follow_up_id, ${instant('at')}, kind, staff.ref, receiver.ref, note, ${instant('until')}
    from follow_up_step
    left join staff on staff.id = staff_id
    left join staff as receiver on receiver.id = to_staff_id
    order by follow_up_id, follow_up_step.id`,
  'opportunities.csv': sql`select opportunity.id, response.ref, account.ref, engagement.ref, contact.ref, holder.ref, adder.ref,
      opportunity.state, opportunity.need, replace(opportunity.value::text, '.00', ''), opportunity.currency,
      opportunity.note, outcome.ref, ${instant('opened_at')}
    from opportunity
    left join response on response.id = opportunity.response_id
    left join invitation on invitation.id = response.invitation_id
    left join milestone on milestone.id = invitation.milestone_id
    left join engagement on engagement.id = coalesce(opportunity.engagement_id, milestone.engagement_id)
    join account on account.id = coalesce(opportunity.account_id, engagement.account_id)
    left join contact on contact.id = coalesce(opportunity.contact_id, invitation.contact_id)
    left join staff as holder on holder.id = opportunity.owner_id
    left join staff as adder on adder.id = opportunity.added_by
    left join outcome on outcome.id = opportunity.outcome_id
    order by opportunity.id`,
  'opportunity_moves.csv': sql`select opportunity_id, ${instant('at')}, mover.ref, key_name, state, holder.ref,
      replace(value::text, '.00', ''), currency, note
    from opportunity_move
    left join staff as mover on mover.id = opportunity_move.staff_id
    left join staff as holder on holder.id = opportunity_move.owner_id
    order by opportunity_move.id`,
  'answered_versions.csv': sql`select response.ref, survey_version.survey_key, survey_version.version
    from response
    join invitation on invitation.id = response.invitation_id
    join survey_version on survey_version.id = invitation.survey_version_id
    order by response.ref collate "C"`,
  'survey_versions.csv': sql`select survey_key, version, origin, staff.ref, ${instant('survey_version.created_at')}, source
    from survey_version left join staff on staff.id = survey_version.created_by
    order by survey_key collate "C", version`,
} satisfies Record<ExportFile, unknown>

const CURSOR_ROWS = 1000

/**
 * The rows of one file as CSV text, in the order of its columns; null is an empty field. They come from a cursor, so
 * `transaction` has to be one, and stays open until the last row is read.
 */
export async function* exportRows(transaction: Db, file: ExportFile): AsyncGenerator<(string | null)[][]> {
  const cursor = sql.ref(`export_${file.replace('.csv', '')}`)
  const columns = sql.join(exportColumns(file).map((_, at) => sql.ref(`c${at}`)))
  await sql`declare ${cursor} no scroll cursor for
    select jsonb_build_array(${castToText(file)}) as fields from (${SELECTIONS[file]}) as selected (${columns})`.execute(
    transaction,
  )
  for (;;) {
    const { rows } = await sql<{ fields: (string | null)[] }>`fetch ${sql.lit(CURSOR_ROWS)} from ${cursor}`.execute(
      transaction,
    )
    if (rows.length === 0) break
    yield rows.map((row) => row.fields)
  }
  await sql`close ${cursor}`.execute(transaction)
}

const castToText = (file: ExportFile) => sql.join(exportColumns(file).map((_, at) => sql`${sql.ref(`c${at}`)}::text`))
