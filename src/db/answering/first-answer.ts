import { sql } from 'kysely'
import type { AnswerContent } from '../../core/answering/answer-content.ts'
import { anyKeyOf, keysText } from '../any-of.ts'
import { type NewFollowUp, opening, openingText } from '../acting/open-follow-ups.ts'
import { compiledOnce, type Slots } from '../compiled-once.ts'
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

/** What a response has of its own row. */
const COLUMNS = sql.raw(`ref, invitation_id, answered_at, changed_at,
  call_first, comment, needs_next, call_me, visibility, first_call_rank, testimonial`)

function responseOf({ ref, invitationId, at, content }: FirstAnswer): Record<string, unknown> {
  const { experiences: _, answers: __, ...columns } = content
  return toColumns({ ref, invitationId, answeredAt: at, changedAt: at, ...columns })
}

/** First answers as the statement reads them: JSON, and for the ratings, which are most, arrays. */
type Given = {
  invitations: string
  responses: string
  ratedInvitations: number[]
  ratedKeys: string[]
  ratings: number[]
  words: string
  followUps: string
}

function givenOf(answers: readonly FirstAnswer[]): Given {
  const rated = answers.flatMap(({ invitationId, content }) =>
    content.experiences.map(({ key, rating }) => ({ invitationId, key, rating })),
  )
  const worded = answers.flatMap(({ invitationId, content }) =>
    content.answers.map((answer) => ({ invitation_id: invitationId, ...answer })),
  )
  const followUps = answers.flatMap(({ invitationId, followUp }) => (followUp ? [{ invitationId, ...followUp }] : []))
  return {
    invitations: keysText(answers.map(({ invitationId }) => invitationId)),
    responses: JSON.stringify(answers.map(responseOf)),
    ratedInvitations: rated.map(({ invitationId }) => invitationId),
    ratedKeys: rated.map(({ key }) => key),
    ratings: rated.map(({ rating }) => rating),
    words: JSON.stringify(worded),
    followUps: openingText(followUps),
  }
}

/** Stores first answers to different invitations, by one statement; the keys of the responses with those of the invitations. */
const insertAll = compiledOnce((_, given: Slots<Given>) => {
  const answered = sql`json_populate_recordset(null::response, ${given.responses}::text::json) as given`
  const invitations = anyKeyOf(given.invitations)
  return sql<{ id: number; invitationId: number }>`
    with open as materialized (
      select invitation.id, milestone_id, invitation.contact_id, invitation.pm_id, milestone.engagement_id, engagement.account_id
      from invitation join ${answered} on given.invitation_id = invitation.id
        join milestone on milestone.id = milestone_id join engagement on engagement.id = milestone.engagement_id
      where invitation.id = ${invitations} and invitation.state in ('sent', 'answered')
        and (closes_at is null or closes_at > given.answered_at)
      order by invitation.id for no key update of invitation skip locked),
    said as (
      insert into response (${COLUMNS}, contact_id, pm_id, engagement_id, account_id, was_for_team)
      select ${COLUMNS}, open.contact_id, open.pm_id, open.engagement_id, open.account_id, visibility = 'team'
      from ${answered} join open on open.id = given.invitation_id
      on conflict do nothing returning id, invitation_id, answered_at),
    rated as (
      insert into experience (response_id, key, rating)
      select said.id, part.key, part.rating
      from unnest(${given.ratedInvitations}::bigint[], ${given.ratedKeys}::text[], ${given.ratings}::smallint[])
        as part (invitation_id, key, rating) join said using (invitation_id)),
    worded as (
      insert into answer (response_id, key, value)
      select said.id, part.key, part.value
      from json_to_recordset(${given.words}::text::json)
        as part (invitation_id bigint, key text, value jsonb) join said using (invitation_id)),
    marked as (
      update invitation set state = 'answered' from said
      where invitation.id = said.invitation_id),
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
      from open join said on said.invitation_id = open.id),
    ${opening(given.followUps)}
    select id, invitation_id from said`
})

/**
 * Stores the first answer to an invitation with all that goes with it in one statement: the invitation counts as answered,
 * what was still to be sent about it is withdrawn, the history says so, the follow-up is opened.
 * @returns the response's key; undefined, and nothing is stored, where the survey is not open any more, it has been
 * answered or is just being, or another response has the name `ref`
 */
export const insertFirstAnswer = gathered(async (db, answers: readonly FirstAnswer[]) => {
  const first = firstOfEach(answers)
  const stored = await insertAll(db, givenOf(first))
  const keys = new Map(stored.map(({ id, invitationId }) => [invitationId, id]))
  return answers.map((answer) => (first.includes(answer) ? keys.get(answer.invitationId) : undefined))
})
