import { sql } from 'kysely'
import type { AnswerContent } from '../../core/answering/answer-content.ts'
import type { Db } from '../database.ts'
import { toColumns } from '../insert-rows.ts'

/** The first answer to an invitation. */
export type FirstAnswer = { ref: string; invitationId: number; at: Date; content: AnswerContent }

/**
 * Stores the first answer to an invitation with all that goes with it in one statement: the invitation counts as answered,
 * what was still to be sent about it is withdrawn, the history says so. It waits for whoever is answering just now.
 * @returns the response's key; undefined, and nothing is stored, where the survey is not open any more, it has been
 * answered, or another response has the name `ref`
 */
export async function insertFirstAnswer(db: Db, { ref, invitationId, at, content }: FirstAnswer) {
  const { experiences, answers, ...columns } = content
  const response = toColumns({ ref, invitationId, answeredAt: at, changedAt: at, ...columns })
  const names = sql.join(Object.keys(response).map((name) => sql.ref(name)))
  const { rows } = await sql<{ id: number }>`
    with open as materialized (
      select id, milestone_id, contact_id from invitation
      where id = ${invitationId} and state in ('sent', 'answered') and (closes_at is null or closes_at > ${at}) for no key update),
    said as (
      insert into response (${names})
      select ${names} from json_populate_record(null::response, ${JSON.stringify(response)}::text::json)
      where exists (select from open)
      on conflict do nothing returning id),
    rated as (
      insert into experience (response_id, key, rating)
      select said.id, given.key, given.rating
      from said, json_to_recordset(${JSON.stringify(experiences)}::text::json) as given (key text, rating smallint)),
    worded as (
      insert into answer (response_id, key, value)
      select said.id, given.key, given.value
      from said, json_to_recordset(${JSON.stringify(answers)}::text::json) as given (key text, value jsonb)),
    marked as (
      update invitation set state = 'answered' from said where invitation.id = ${invitationId}),
    cancelled as (
      update email set state = 'cancelled', last_error = 'the survey has been answered', leased_until = null
      from said where email.invitation_id = ${invitationId} and email.state in ('due', 'leased')),
    told as (
      insert into webhook_message (webhook_id, event, response_id, state, due_at, created_at)
      select webhook.id, 'response.received', said.id, 'due', ${at}::timestamptz, ${at}::timestamptz from said, webhook where webhook.kind = 'signed'),
    noted as (
      insert into decision (milestone_id, contact_id, kind, reason, at)
      select milestone_id, contact_id, 'answered', 'answered_by_contact', ${at} from open, said)
    select id from said`.execute(db)
  return rows[0]?.id
}
