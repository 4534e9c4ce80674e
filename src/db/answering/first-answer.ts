import { sql } from 'kysely'
import type { AnswerContent } from '../../core/answering/answer-content.ts'
import type { Db } from '../database.ts'
import { anyKey } from '../any-of.ts'
import { type NewFollowUp, opening } from '../acting/open-follow-ups.ts'
import { gathered } from '../gathered.ts'
import { toColumns } from '../insert-rows.ts'

/** The first answer to an invitation, and the follow-up that it opens. */
export type FirstAnswer = {
  ref: string
  invitationId: number
  at: Date
  content: AnswerContent
  followUp: NewFollowUp | null
}

/** Of several answers to one invitation the first. */
function firstOfEach(answers: readonly FirstAnswer[]): FirstAnswer[] {
  const asked = new Set<number>()
  return answers.filter(({ invitationId }) => !asked.has(invitationId) && asked.add(invitationId))
}

function responseOf({ ref, invitationId, at, content }: FirstAnswer): Record<string, unknown> {
  const { experiences: _, answers: __, ...columns } = content
  return toColumns({ ref, invitationId, answeredAt: at, changedAt: at, ...columns })
}

/** Stores first answers to different invitations, by one statement; the keys of the responses by those of the invitations. */
async function insertAll(db: Db, answers: readonly FirstAnswer[]): Promise<Map<number, number>> {
  const responses = answers.map(responseOf)
  const names = sql.join(Object.keys(responses[0]!).map((name) => sql.ref(name)))
  const given = sql`json_populate_recordset(null::response, ${JSON.stringify(responses)}::text::json) as given`
  const invitations = anyKey(answers.map(({ invitationId }) => invitationId))
  const rated = answers.flatMap(({ invitationId, content }) =>
    content.experiences.map(({ key, rating }) => ({ invitationId, key, rating })),
  )
  const worded = answers.flatMap(({ invitationId, content }) =>
    content.answers.map((answer) => ({ invitation_id: invitationId, ...answer })),
  )
  const followUps = answers.flatMap(({ invitationId, followUp }) => (followUp ? [{ invitationId, ...followUp }] : []))
  const { rows } = await sql<{ id: number; invitationId: number }>`
    with open as materialized (
      select invitation.id, milestone_id, invitation.contact_id from invitation join ${given} on given.invitation_id = invitation.id
      where invitation.id = ${invitations} and invitation.state in ('sent', 'answered')
        and (closes_at is null or closes_at > given.answered_at)
      order by invitation.id for no key update of invitation skip locked),
    said as (
      insert into response (${names})
      select ${names} from ${given} where exists (select from open where open.id = given.invitation_id)
      on conflict do nothing returning id, invitation_id, answered_at),
    rated as (
      insert into experience (response_id, key, rating)
      select said.id, part.key, part.rating
      from unnest(${rated.map(({ invitationId }) => invitationId)}::bigint[], ${rated.map(({ key }) => key)}::text[],
        ${rated.map(({ rating }) => rating)}::smallint[]) as part (invitation_id, key, rating) join said using (invitation_id)),
    worded as (
      insert into answer (response_id, key, value)
      select said.id, part.key, part.value
      from json_to_recordset(${JSON.stringify(worded)}::text::json)
        as part (invitation_id bigint, key text, value jsonb) join said using (invitation_id)),
    marked as (
      update invitation set state = 'answered' from said
      where invitation.id = ${invitations} and invitation.id = said.invitation_id),
    cancelled as (
      update email set state = 'cancelled', last_error = 'the survey has been answered', leased_until = null from said
      where email.invitation_id = ${invitations} and email.invitation_id = said.invitation_id and email.state in ('due', 'leased')),
    told as (
      insert into webhook_message (webhook_id, event, response_id, state, due_at, created_at)
      select webhook.id, 'response.received', said.id, 'due', said.answered_at, said.answered_at
      from said, webhook where webhook.kind = 'signed'),
    noted as (
      insert into decision (milestone_id, contact_id, kind, reason, at)
      select milestone_id, contact_id, 'answered', 'answered_by_contact', said.answered_at
      from open join said on said.invitation_id = open.id)
    ${followUps.length > 0 ? sql`, ${opening(followUps)}` : sql``}
    select id, invitation_id from said`.execute(db)
  return new Map(rows.map(({ id, invitationId }) => [invitationId, id]))
}

/**
 * Stores the first answer to an invitation with all that goes with it in one statement: the invitation counts as answered,
 * what was still to be sent about it is withdrawn, the history says so, the follow-up is opened.
 * @returns the response's key; undefined, and nothing is stored, where the survey is not open any more, it has been
 * answered or is just being, or another response has the name `ref`
 */
export const insertFirstAnswer = gathered(async (db, answers: readonly FirstAnswer[]) => {
  const first = firstOfEach(answers)
  const keys = await insertAll(db, first)
  return answers.map((answer) => (first.includes(answer) ? keys.get(answer.invitationId) : undefined))
})
