import type { DecisionKind } from '../../core/words.ts'
import { day, moment, type DateSetting } from '../dates.ts'

/** Why a contact was asked, or not, in a sentence without its full stop. */
const REASON_WORDS: Record<string, string> = {
  spoken_report: 'Somebody of the firm noted what this contact said, and asks to confirm it',
  said_too_long_ago: 'It was said too long ago to be confirmed now',
  plan: 'The plan asks this contact role at this milestone',
  milestone_moved: 'Moved with the day on which the milestone was reached',
  outside_hours: 'Moved into the hours of asking where the contact is',
  no_plan_for_kind: 'The plan asks nobody at this kind of milestone',
  no_contact_in_role: 'Nobody on this engagement has a role that the plan asks',
  not_reached: 'The milestone is no longer marked reached',
  left_engagement: 'This contact takes part in the engagement no more',
  later_milestone: 'A survey about a later milestone comes first',
  role_not_asked: 'The plan does not ask this contact role at this milestone',
  reached_too_long_ago: 'The milestone was reached too long ago to ask about it now',
  suppressed_unsubscribed: 'This person has unsubscribed',
  suppressed_bounced: 'Mail to this address came back',
  suppressed_complained: 'This person reported our mail as unwanted',
  suppressed_left: 'This person has left the client',
  milestone_held: 'The milestone is left out',
  contact_held: 'This person is left out',
  asked_now: 'Somebody pressed Ask now',
  as_planned: 'It stays planned as before',
  already_answered: 'This contact has already answered for this milestone',
  contact_cap: 'This contact was asked recently, perhaps by another engagement',
  account_cap: 'Enough people at this client were asked recently',
  sent: 'The survey was sent',
  reminder: 'A reminder was sent',
  answered_by_contact: 'The contact answered',
  imported: 'The answer came in with the firm’s history',
  changed_by_contact: 'The contact changed the answer',
  unanswered: 'Closed without an answer',
  restored: 'Due before the database was restored or moved, so that it may have been sent already',
  address_unknown: 'Mail came back: nobody is behind the contact’s address',
  not_getting_through: 'Five messages in a row did not get through to the contact',
  away: 'The contact is away',
  address_refused: 'The contact’s mail server refused the address',
}

/** The name of each kind of decision. */
export const DECISION_NAMES: Record<DecisionKind, string> = {
  planned: 'Planned',
  moved: 'Moved',
  not_planned: 'Not asked',
  held_back: 'Held back',
  withdrawn: 'Taken back',
  held: 'On hold',
  lifted: 'Hold lifted',
  sent: 'Asked',
  reminded: 'Reminded',
  answered: 'Answered',
  changed: 'Changed',
  closed: 'Closed',
  bounced: 'Bounced',
}

type Decision = {
  kind: DecisionKind
  reason: string
  nextAllowedOn: string | null
  note: string | null
  dueAt: Date | null
}

function reasonWords({ kind, reason }: Pick<Decision, 'kind' | 'reason'>): string {
  if (kind === 'closed' && reason === 'answered') return 'The answer can no longer be changed'
  if (kind === 'lifted')
    return reason === 'milestone_held' ? 'The milestone is let in again' : 'This person is let in again'
  return REASON_WORDS[reason] ?? reason.replaceAll('_', ' ')
}

/** One decision; a code that the table does not know is shown as it is. */
export function decisionWords(decision: Decision, setting: DateSetting): string {
  const { nextAllowedOn, note, dueAt } = decision
  const words = [
    reasonWords(decision),
    dueAt === null ? '' : `; to be asked ${moment(dueAt, setting)}`,
    nextAllowedOn === null ? '' : `; allowed again ${day(nextAllowedOn, setting)}`,
    note === null ? '' : `: ${note}`,
  ].join('')
  return /[.!?…]$/.test(words) ? words : `${words}.`
}
