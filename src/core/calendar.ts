import { Temporal } from 'temporal-polyfill'

/** Three letters each, Monday first. */
export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
export type Weekday = (typeof WEEKDAYS)[number]

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

/** The weekday of a calendar day. */
export const weekdayOf = (day: string): Weekday => WEEKDAYS[Temporal.PlainDate.from(day).dayOfWeek - 1] ?? 'mon'

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
