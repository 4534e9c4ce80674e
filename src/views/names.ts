import type {
  CallFirstRank,
  ContactRole,
  EmailKind,
  EmailState,
  FollowUpReason,
  FollowUpState,
  OpportunityState,
  Role,
  TemplateKey,
} from '../core/words.ts'

/** The names that people read for the product's keys. */
export const ROLE_NAMES: Record<Role, string> = {
  pm: 'PM',
  leader: 'Leadership',
  account_manager: 'Account manager',
  admin: 'Administrator',
}

export const CONTACT_ROLE_NAMES: Record<ContactRole, string> = {
  sponsor: 'Sponsor',
  decision_maker: 'Decision maker',
  day_to_day: 'Day to day',
  user: 'User',
}

const WEEKDAY_NAMES = { mon: 'Mon', tue: 'Tue', wed: 'Wed', thu: 'Thu', fri: 'Fri', sat: 'Sat', sun: 'Sun' }

/** The weekdays to choose from, Monday first. */
export const WEEKDAY_OPTIONS = Object.entries(WEEKDAY_NAMES).map(([value, label]) => ({ value, label }))

export const FOLLOW_UP_REASON_NAMES: Record<FollowUpReason, string> = {
  low: 'Low answer',
  fall: 'Fall',
  call_me: 'Asked for a call',
  silence: 'Silence',
}

export const FOLLOW_UP_STATE_NAMES: Record<FollowUpState, string> = { open: 'Open', taken: 'Taken', closed: 'Closed' }

export const OPPORTUNITY_STATE_NAMES: Record<OpportunityState, string> = {
  new: 'New',
  talking: 'Talking',
  quoted: 'Quoted',
  won: 'Won',
  lost: 'Lost',
}

export const CALL_FIRST_RANK_NAMES: Record<CallFirstRank, string> = {
  us: 'Us',
  another_firm: 'Another firm',
  own_people: 'Their own people',
  not_sure: 'Not sure',
}

export const EMAIL_KIND_NAMES: Record<EmailKind, string> = {
  invitation: 'Invitation',
  reminder: 'Reminder',
  alert: 'Alert',
  escalation: 'Escalation',
  you_said_we_did: 'You said, we did',
  sign_in: 'Sign-in link',
  digest: 'Digest',
  copy: 'Copy of answers',
  my_data: 'What we hold',
}

export const EMAIL_STATE_NAMES: Record<EmailState, string> = {
  due: 'Due',
  leased: 'Being sent',
  sent: 'Sent',
  kept: 'Kept',
  failed: 'Failed',
  bounced: 'Bounced',
  cancelled: 'Cancelled',
}

const EXPERIENCE_NAMES: Record<string, string> = {
  delivered: 'Delivered',
  had_my_back: 'Had my back',
  advised: 'Advised',
  knows_business: 'Knows our business',
  prepared: 'Kept me prepared',
  details: 'Details right',
  steward: 'Steward of our budget',
}

const fromKey = (key: string): string => {
  const spaced = key.replaceAll('_', ' ')
  return spaced.charAt(0).toUpperCase() + spaced.slice(1)
}

export const experienceName = (key: string): string => EXPERIENCE_NAMES[key] ?? fromKey(key)

/** A kind of the firm's own is read from its key. */
export const milestoneKindName = (kind: string): string => fromKey(kind)

/** '1 answer', '3 answers'. */
export const counted = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`

const SMALL = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten']

/** 'two', up to ten; '11'. */
export const inWords = (count: number): string => SMALL[count] ?? `${count}`

/** 'Ana', 'Ana and Ben', 'Ana, Ben and Cleo'. */
export const listed = (items: readonly string[]): string =>
  items.length < 2 ? (items[0] ?? '') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`

export const TEMPLATE_NAMES: Record<TemplateKey, string> = {
  invitation: 'Invitation',
  reminder_1: 'First reminder',
  reminder_2: 'Second reminder',
  sign_in: 'Sign-in link',
  alert: 'Alert',
  you_said_we_did: 'You said, we did',
  digest: 'Digest',
  confirm_spoken: 'Confirm what was said',
  copy: 'Copy of answers',
  my_data: 'What we hold',
}
