import { WEEKDAYS } from '../../core/calendar.ts'
import type { PlanRule } from '../../core/asking/plan.ts'
import type { ContactRole } from '../../core/words.ts'
import { counted, listed, milestoneKindName } from '../names.ts'

const ROLE_PLURALS: Record<ContactRole, string> = {
  sponsor: 'sponsors',
  decision_maker: 'decision makers',
  day_to_day: 'day-to-day contacts',
  user: 'users',
}

const WEEKDAY_PLURALS: Record<(typeof WEEKDAYS)[number], string> = {
  mon: 'Mondays',
  tue: 'Tuesdays',
  wed: 'Wednesdays',
  thu: 'Thursdays',
  fri: 'Fridays',
  sat: 'Saturdays',
  sun: 'Sundays',
}

/** How long after its milestone a rule asks. */
function delayWords({ delayDays, delayUnit }: PlanRule): string {
  if (delayDays === 0) return 'On the day'
  return `${counted(delayDays, delayUnit === 'business' ? 'business day' : 'day')} after`
}

/** In which hours and on which weekdays of its own a rule asks; empty where it asks as the firm works. */
function hoursWords({ askFrom, askUntil, askDays }: PlanRule): string {
  const days = askDays === null ? [] : WEEKDAYS.filter((day) => askDays.split(' ').includes(day))
  const on = days.length === 0 ? [] : [`on ${listed(days.map((day) => WEEKDAY_PLURALS[day]))}`]
  const between = askFrom === null || askUntil === null ? [] : [`between ${askFrom} and ${askUntil} o’clock`]
  return [...on, ...between].map((words) => ` ${words}`).join('')
}

/** What a rule means, as a person would say it. */
export function planWords(rule: PlanRule): string {
  const kind = milestoneKindName(rule.milestoneKind).toLowerCase()
  const who = listed(rule.contactRoles.map((role) => ROLE_PLURALS[role]))
  const survey = milestoneKindName(rule.surveyKey).toLowerCase()
  const days = rule.reminderAfterDays
  const reminded =
    days.length === 0
      ? 'Nobody is reminded'
      : `Whoever has not answered is reminded after ${listed(days.map(String))} ${days.at(-1) === 1 ? 'day' : 'days'}`
  return `${delayWords(rule)} ${kind} was reached, ${who} are asked the ${survey} survey${hoursWords(rule)}. ${reminded}; it closes after ${counted(rule.closesAfterDays, 'day')}.`
}
