import type { PlanRule } from '../core/plan.ts'
import type { ContactRole } from '../core/words.ts'
import { counted, listed, milestoneKindName } from './names.ts'

const ROLE_PLURALS: Record<ContactRole, string> = {
  sponsor: 'sponsors',
  decision_maker: 'decision makers',
  day_to_day: 'day-to-day contacts',
  user: 'users',
}

/** What a rule means, as a person would say it. */
export function planWords(rule: PlanRule): string {
  const kind = milestoneKindName(rule.milestoneKind).toLowerCase()
  const when = rule.delayDays === 0 ? 'On the day' : `${counted(rule.delayDays, 'day')} after`
  const who = listed(rule.contactRoles.map((role) => ROLE_PLURALS[role]))
  const survey = milestoneKindName(rule.surveyKey).toLowerCase()
  const days = rule.reminderAfterDays
  const reminded =
    days.length === 0
      ? 'Nobody is reminded'
      : `Whoever has not answered is reminded after ${listed(days.map(String))} ${days.at(-1) === 1 ? 'day' : 'days'}`
  return `${when} ${kind} was reached, ${who} are asked the ${survey} survey. ${reminded}; it closes after ${counted(rule.closesAfterDays, 'day')}.`
}
