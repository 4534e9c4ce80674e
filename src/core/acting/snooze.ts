import { addDays, atHour, dayIn, isDay } from '../calendar.ts'
import { addWorkingHours, nextWorkingTime, type WorkingHours } from '../asking/working-hours.ts'

/** A client can't be put off for longer, in days. */
export const MAX_SNOOZE_DAYS = 90
/** Working hours from when a follow-up wakes until it is due. */
const HOURS_ONCE_AWAKE = 4

/** The days to which somebody may put off at `now`, both included. */
export function snoozeDays(now: Date, timeZone: string): { first: string; last: string } {
  const today = dayIn(timeZone, now)
  return { first: addDays(today, 1), last: addDays(today, MAX_SNOOZE_DAYS) }
}

/** The day as typed, or what is wrong with it. */
export function parseSnoozeDay(typed: string, now: Date, timeZone: string): { day: string } | { fault: string } {
  const day = typed.trim()
  const { first, last } = snoozeDays(now, timeZone)
  if (!isDay(day)) return { fault: 'Choose the day on which it comes back' }
  if (day < first) return { fault: 'Choose a day after today' }
  return day > last
    ? { fault: `Choose a day until ${last}; nobody waits longer than ${MAX_SNOOZE_DAYS} days` }
    : { day }
}

/** When a follow-up that is put off until `day` wakes, and when it is due then: never earlier than it was. */
export function snoozed(
  day: string,
  dueAt: Date,
  { timeZone, hours }: { timeZone: string; hours: WorkingHours },
): { until: Date; dueAt: Date } {
  const until = nextWorkingTime(atHour(day, hours.from, timeZone), timeZone, hours)
  const dueAgain = addWorkingHours(until, HOURS_ONCE_AWAKE, timeZone, hours)
  return { until, dueAt: dueAgain > dueAt ? dueAgain : dueAt }
}
