/** The product's words that a column can hold; the database checks the same lists. */

export const ROLES = ['pm', 'leader', 'account_manager', 'admin'] as const
export type Role = (typeof ROLES)[number]

export const CONTACT_ROLES = ['sponsor', 'decision_maker', 'day_to_day', 'user'] as const
export type ContactRole = (typeof CONTACT_ROLES)[number]

/** The kinds every firm has, in the order of a project; a firm can have kinds of its own. */
export const MILESTONE_KINDS = ['kickoff', 'midpoint', 'delivery', 'close', 'aftercare'] as const

export const EXPERIENCE_KEYS = [
  'delivered',
  'had_my_back',
  'advised',
  'knows_business',
  'prepared',
  'details',
  'steward',
] as const

/** Who may read an answer: the team and leadership, or leadership only. */
export const VISIBILITIES = ['team', 'leadership'] as const
export type Visibility = (typeof VISIBILITIES)[number]
export type Audience = Visibility

/** `withdrawn` has not left and may be planned again: its milestone was not reached after all, or somebody holds it. */
export type InvitationState = 'planned' | 'withdrawn' | 'sent' | 'held_back' | 'bounced' | 'answered' | 'closed'

/** How the days between a milestone and its survey are counted. */
export const DELAY_UNITS = ['calendar', 'business'] as const
export type DelayUnit = (typeof DELAY_UNITS)[number]

/** What a person of the firm has left out: a whole milestone, or a contact. */
export type HoldScope = 'milestone_held' | 'contact_held'

export type DecisionKind =
  | 'planned'
  | 'moved'
  | 'not_planned'
  | 'held_back'
  | 'withdrawn'
  | 'held'
  | 'lifted'
  | 'sent'
  | 'reminded'
  | 'answered'
  | 'changed'
  | 'closed'
  | 'bounced'

/** Why an address gets no mail: the last two end every message but sign-in links, the others survey mail. */
export const SUPPRESSION_REASONS = ['unsubscribed', 'left', 'bounced', 'complained'] as const
export type SuppressionReason = (typeof SUPPRESSION_REASONS)[number]

export const CALL_FIRST_RANKS = ['us', 'another_firm', 'own_people', 'not_sure'] as const
export type CallFirstRank = (typeof CALL_FIRST_RANKS)[number]

/** What became of words that somebody of the firm wrote down. */
export type SpokenState = 'reported' | 'confirmed' | 'corrected' | 'refused'

/** How far a need has come, in order; it is over once it is won or lost. */
export const OPPORTUNITY_STATES = ['new', 'talking', 'quoted', 'won', 'lost'] as const
export type OpportunityState = (typeof OPPORTUNITY_STATES)[number]

export const FOLLOW_UP_REASONS = ['low', 'fall', 'call_me', 'silence'] as const
export type FollowUpReason = (typeof FOLLOW_UP_REASONS)[number]

export const FOLLOW_UP_STEP_KINDS = ['taken', 'reassigned', 'snoozed', 'escalated'] as const
export type FollowUpStepKind = (typeof FOLLOW_UP_STEP_KINDS)[number]

export const FOLLOW_UP_STATES = ['open', 'taken', 'closed'] as const
export type FollowUpState = (typeof FOLLOW_UP_STATES)[number]

/** Whose a follow-up is by the firm's settings, if there is such a person. */
export const OWNER_CHOICES = ['pm', 'pm_leader', 'account_manager'] as const
export type OwnerChoice = (typeof OWNER_CHOICES)[number]

/** What is written back to a client: a draft, skipped, or handed to the outbox. */
export type ReplyState = 'draft' | 'skipped' | 'sent'

/** An escalation is an alert to somebody above the owner. */
export type EmailKind =
  | 'invitation'
  | 'reminder'
  | 'alert'
  | 'escalation'
  | 'sign_in'
  | 'digest'
  | 'you_said_we_did'
  | 'copy'
  | 'my_data'

/** The weekday on which somebody of the firm reads a digest, or none at all. */
export const DIGEST_DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun', 'none'] as const
export type DigestDay = (typeof DIGEST_DAYS)[number]

/** What e-mails are made from; each reminder has words of its own. */
export const TEMPLATE_KEYS = [
  'invitation',
  'reminder_1',
  'reminder_2',
  'sign_in',
  'alert',
  'you_said_we_did',
  'digest',
  'confirm_spoken',
  'copy',
  'my_data',
] as const
export type TemplateKey = (typeof TEMPLATE_KEYS)[number]

/** Words that came with the program, or the firm's own. */
export type TemplateOrigin = 'shipped' | 'firm'

export type EmailState = 'due' | 'leased' | 'sent' | 'kept' | 'failed' | 'bounced' | 'cancelled'

export const SUBJECT_KINDS = ['pm', 'engagement', 'account', 'firm'] as const
export type SubjectKind = (typeof SUBJECT_KINDS)[number]
