import { type RawBuilder, sql } from 'kysely'
import type { FollowUpReason } from '../../core/words.ts'
import type { Db } from '../database.ts'
import { toColumns } from '../insert-rows.ts'
import type { NewEmail } from '../sending/emails.ts'

/** A follow-up to open, with the alert that tells its owner. */
export type NewFollowUp = {
  reasons: FollowUpReason[]
  ownerId: number
  openedAt: Date
  dueAt: Date
  alert: Omit<NewEmail, 'followUpId'>
}

const ALERT_COLUMNS = sql.raw(
  'kind, ordinal, staff_id, template_version_id, to_name, to_address, message_id, due_at, created_at',
)

/** Follow-ups as the statement of `opening` reads them. */
export const openingText = (followUps: readonly (NewFollowUp & { invitationId: number })[]): string =>
  JSON.stringify(followUps.map((followUp) => ({ ...toColumns(followUp), alert: toColumns(followUp.alert) })))

/**
 * The parts `opened`, `alerted` and `announced` of a statement that opens follow-ups, given as `openingText`, each about what
 * its part `said (id, invitation_id)` says of its invitation: their alerts go into the outbox, every channel and program is told.
 */
export function opening(text: RawBuilder<string>): RawBuilder<unknown> {
  const given = sql`json_to_recordset(${text}::text::json) as given
    (invitation_id bigint, reasons text[], owner_id bigint, opened_at timestamptz, due_at timestamptz, alert json)`
  return sql`
    opened as (
      insert into follow_up (response_id, invitation_id, reasons, owner_id, state, opened_at, due_at, escalate_at)
      select said.id, said.invitation_id, reasons, owner_id, 'open', opened_at, due_at, due_at
      from ${given} join said using (invitation_id)
      returning id, invitation_id, opened_at),
    alerted as (
      insert into email (follow_up_id, state, attempts, ${ALERT_COLUMNS})
      select opened.id, 'due', 0, ${ALERT_COLUMNS}
      from (select opened.id, given.alert from ${given} join opened using (invitation_id)) as opened,
        json_populate_record(null::email, opened.alert) as email),
    announced as (
      insert into webhook_message (webhook_id, event, follow_up_id, state, due_at, created_at)
      select webhook.id, 'follow_up.opened', opened.id, 'due', opened.opened_at, opened.opened_at from opened, webhook
      order by webhook.id)`
}

/** Opens a follow-up about an answer, or about an invitation that has none. */
export async function insertFollowUp(
  db: Db,
  about: { responseId: number | null; invitationId: number },
  followUp: NewFollowUp,
): Promise<void> {
  const { responseId, invitationId } = about
  await sql`
    with said as (select ${responseId}::bigint as id, ${invitationId}::bigint as invitation_id),
    ${opening(sql`${openingText([{ ...followUp, invitationId }])}`)}
    select from opened`.execute(db)
}
