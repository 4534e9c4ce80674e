import { z } from '@hono/zod-openapi'
import {
  CALL_FIRST_RANKS,
  FOLLOW_UP_REASONS,
  FOLLOW_UP_STATES,
  FOLLOW_UP_STEP_KINDS,
  OPPORTUNITY_STATES,
  VISIBILITIES,
} from '../../core/words.ts'

const instant = () => z.iso.datetime()
const id = () => z.int().openapi({ description: "FirstCall's own identifier" })

const subject = {
  engagement_ref: z.string(),
  account_ref: z.string(),
  contact_ref: z.string(),
  pm_ref: z.string().openapi({ description: 'The PM of the day' }),
}

const milestone = { milestone_ref: z.string(), milestone_kind: z.string() }

const decided = {
  kind: z.enum([
    'planned',
    'moved',
    'not_planned',
    'held_back',
    'withdrawn',
    'held',
    'lifted',
    'sent',
    'reminded',
    'answered',
    'changed',
    'closed',
    'bounced',
  ]),
  reason: z.string(),
  next_allowed_on: z.iso.date().nullable(),
  due_at: instant().nullable().openapi({ description: 'For when it was planned or moved to' }),
  note: z.string().nullable().openapi({ description: 'Words of a person, such as why somebody is left out' }),
  at: instant(),
}

export const invitationSchema = z
  .object({
    id: id(),
    ...milestone,
    ...subject,
    state: z.enum(['planned', 'withdrawn', 'sent', 'held_back', 'bounced', 'answered', 'closed']),
    due_at: instant().nullable(),
    sent_at: instant().nullable(),
    closes_at: instant().nullable(),
    started_at: instant().nullable().openapi({ description: 'Begun and kept by the contact, not sent yet' }),
    decisions: z.array(z.object(decided)).openapi({ description: 'Why, oldest first' }),
  })
  .openapi('Invitation')

export const decisionSchema = z
  .object({
    id: id(),
    invitation_id: z.int().nullable(),
    ...milestone,
    ...subject,
    contact_ref: z.string().nullable().openapi({ description: 'Null: said of the milestone as a whole' }),
    ...decided,
  })
  .openapi('Decision')

export const holdSchema = z
  .object({
    id: id(),
    milestone_ref: z.string().nullable().openapi({ description: 'Null: a contact is left out' }),
    engagement_ref: z.string().nullable().openapi({ description: 'Null: on every engagement' }),
    account_ref: z.string(),
    contact_ref: z.string().nullable().openapi({ description: 'Null: the whole milestone is left out' }),
    pm_ref: z.string().nullable().openapi({ description: 'Who leads the engagement' }),
    reason: z.string(),
    placed_by_ref: z.string(),
    placed_at: instant(),
    lifted_by_ref: z.string().nullable(),
    lifted_at: instant().nullable(),
  })
  .openapi('Hold')

export const responseSchema = z
  .object({
    ref: z.string(),
    invitation_id: z.int(),
    ...milestone,
    ...subject,
    answered_at: instant(),
    changed_at: instant(),
    call_first: z.int().min(0).max(10),
    survey: z.string().nullable().openapi({ description: 'Null for history from an earlier tool, as is its version' }),
    survey_version: z
      .int()
      .nullable()
      .openapi({ description: 'Whose words were answered: GET /surveys/{key}/versions/{version}' }),
    experiences: z.record(z.string(), z.int().min(1).max(5)),
    answers: z.record(z.string(), z.union([z.string(), z.array(z.string())])).openapi({
      description: 'To questions of the firm’s own: words, the key of the chosen answer, or the keys of several',
    }),
    comment: z.string().nullable(),
    needs_next: z.string().nullable(),
    call_me: z.boolean(),
    visibility: z.enum(VISIBILITIES),
    first_call_rank: z.enum(CALL_FIRST_RANKS).nullable(),
    testimonial: z.boolean(),
    reported_by_us: z
      .boolean()
      .openapi({ description: 'Noted by the firm after a call, and confirmed by the contact' }),
  })
  .openapi('Response')

export const followUpSchema = z
  .object({
    id: id(),
    response_ref: z.string().nullable().openapi({ description: 'Null for a silence: nothing was answered' }),
    invitation_id: z.int(),
    ...subject,
    owner_ref: z.string(),
    reasons: z.array(z.enum(FOLLOW_UP_REASONS)),
    state: z.enum(FOLLOW_UP_STATES),
    opened_at: instant(),
    due_at: instant(),
    taken_at: instant().nullable(),
    closed_at: instant().nullable(),
    what_we_did: z.string().nullable(),
    snoozed_until: instant().nullable(),
    escalations: z.int().min(0).openapi({ description: 'Steps since it was opened or last snoozed' }),
    reply_state: z
      .enum(['draft', 'skipped', 'sent'])
      .nullable()
      .openapi({ description: 'Of the e-mail that tells the client what came of it; null: none is drafted' }),
    notes: z
      .array(z.object({ by_ref: z.string(), note: z.string(), at: instant() }))
      .openapi({ description: 'For colleagues, oldest first' }),
    steps: z
      .array(
        z.object({
          kind: z.enum(FOLLOW_UP_STEP_KINDS),
          by_ref: z.string().nullable().openapi({ description: 'Null: by rule' }),
          to_ref: z.string().nullable().openapi({ description: 'Who has it since, or was told' }),
          reason: z.string().nullable().openapi({ description: 'Why it was put off' }),
          until: instant().nullable(),
          at: instant(),
        }),
      )
      .openapi({ description: 'What was done about it besides, oldest first' }),
  })
  .openapi('FollowUp')

export const opportunitySchema = z
  .object({
    id: id(),
    response_ref: z.string().nullable().openapi({ description: 'Null: heard on a call' }),
    engagement_ref: z.string().nullable(),
    account_ref: z.string(),
    contact_ref: z.string().nullable(),
    pm_ref: z.string().nullable().openapi({ description: 'The PM of the day; heard on a call, that of today' }),
    owner_ref: z.string().nullable(),
    added_by_ref: z.string().nullable().openapi({ description: 'Who heard it on a call' }),
    state: z.enum(OPPORTUNITY_STATES),
    need: z.string(),
    leadership_only: z.boolean(),
    value: z.number().nullable(),
    currency: z.string().nullable(),
    note: z.string().nullable(),
    outcome_ref: z.string().nullable(),
    opened_at: instant(),
    moved_at: instant().openapi({ description: 'When somebody moved it last; until then, when it was opened' }),
  })
  .openapi('Opportunity')

export const emailSchema = z
  .object({
    id: id(),
    kind: z.enum([
      'invitation',
      'reminder',
      'alert',
      'escalation',
      'sign_in',
      'digest',
      'you_said_we_did',
      'copy',
      'my_data',
    ]),
    state: z.enum(['due', 'leased', 'sent', 'kept', 'failed', 'bounced', 'cancelled']),
    to_address: z.string(),
    invitation_id: z.int().nullable(),
    follow_up_id: z.int().nullable(),
    engagement_ref: z.string().nullable(),
    message_id: z.string(),
    created_at: instant(),
    due_at: instant(),
    sent_at: instant().nullable(),
    attempts: z.int(),
    last_error: z.string().nullable(),
  })
  .openapi('Email')
