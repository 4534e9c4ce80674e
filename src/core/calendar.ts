import { Temporal } from 'temporal-polyfill'

/** Hours and weekdays in which people work. Hours are local, `from` included, `until` excluded; Monday is weekday 1. */
export type WorkingHours = { from: number; until: number; weekdays: readonly number[] }

/** Three letters each, Monday first. */
export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const

/** The working hours that a firm's columns say. */
export const workingHoursOf = (firm: { workFrom: number; workUntil: number; workDays: string }): WorkingHours => ({
  from: firm.workFrom,
  until: firm.workUntil,
  weekdays: WEEKDAYS.flatMap((day, index) => (firm.workDays.split(' ').includes(day) ? [index + 1] : [])),
})

const instantOf = (at: Date): Temporal.Instant => Temporal.Instant.fromEpochMilliseconds(at.getTime())
const dateOf = (at: Temporal.ZonedDateTime): Date => new Date(at.epochMilliseconds)

/** The calendar day, `YYYY-MM-DD`, that `at` falls on in `timeZone`. */
export const dayIn = (timeZone: string, at: Date): string =>
  instantOf(at).toZonedDateTimeISO(timeZone).toPlainDate().toString()

/** `day` moved by whole calendar days. */
export const addDays = (day: string, days: number): string => Temporal.PlainDate.from(day).add({ days }).toString()

/** Whole days from `from` to `until`; negative where `until` is earlier. */
export const daysBetween = (from: string, until: string): number =>
  Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(until)).days

/** The instant at which `day` has reached `hour` o'clock in `timeZone`; in a gap of daylight saving, the next that exists. */
export const atHour = (day: string, hour: number, timeZone: string): Date =>
  dateOf(Temporal.PlainDate.from(day).toZonedDateTime({ timeZone, plainTime: Temporal.PlainTime.from({ hour }) }))

/** Whether `name` is a time zone of the IANA database. */
export function isTimeZone(name: string): boolean {
  try {
    instantOf(new Date(0)).toZonedDateTimeISO(name)
    return true
  } catch {
    return false
  }
}

/** Whether `day` is a day of the calendar, written `YYYY-MM-DD`. */
export function isDay(day: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) return false
  try {
    Temporal.PlainDate.from(day, { overflow: 'reject' })
    return true
  } catch {
    return false
  }
}

const isWorkday = (at: Temporal.ZonedDateTime, hours: WorkingHours): boolean => hours.weekdays.includes(at.dayOfWeek)

/** The instant of the same day at an hour; 24 is the end of the day. */
const hourOf = (at: Temporal.ZonedDateTime, hour: number): Temporal.ZonedDateTime =>
  hour === 24 ? at.startOfDay().add({ days: 1 }) : at.withPlainTime(Temporal.PlainTime.from({ hour }))

function nextOpening(at: Temporal.ZonedDateTime, hours: WorkingHours): Temporal.ZonedDateTime {
  let opening = hourOf(at, hours.from)
  while (Temporal.ZonedDateTime.compare(opening, at) < 0 || !isWorkday(opening, hours)) {
    opening = hourOf(opening.add({ days: 1 }), hours.from)
  }
  return opening
}

/** `at` itself where it is a working hour in `timeZone`, otherwise the next opening. */
export function nextWorkingTime(at: Date, timeZone: string, hours: WorkingHours): Date {
  const local = instantOf(at).toZonedDateTimeISO(timeZone)
  const isOpen = isWorkday(local, hours) && local.hour >= hours.from && local.hour < hours.until
  return isOpen ? at : dateOf(nextOpening(local, hours))
}

/** The instant `count` working hours after `at`: a Friday 16:00 plus two is the next Monday 10:00. */
export function addWorkingHours(at: Date, count: number, timeZone: string, hours: WorkingHours): Date {
  let now = instantOf(nextWorkingTime(at, timeZone, hours)).toZonedDateTimeISO(timeZone)
  let leftMs = count * 3_600_000
  for (;;) {
    const closing = hourOf(now, hours.until)
    const openMs = closing.epochMilliseconds - now.epochMilliseconds
    if (leftMs < openMs) return dateOf(now.add({ milliseconds: leftMs }))
    leftMs -= openMs
    now = nextOpening(closing, hours)
  }
}
