import { Temporal } from 'temporal-polyfill'
import { WEEKDAYS } from '../calendar.ts'
import { remembering } from '../remembering.ts'

/** When people work: local hours, `from` included, `until` excluded; Monday is weekday 1; nobody works on `holidays`. */
export type WorkingHours = {
  from: number
  until: number
  weekdays: readonly number[]
  /** Days as `YYYY-MM-DD`, local as the hours are. */
  holidays: ReadonlySet<string>
}

/** The working hours that a firm's columns and its holidays say. */
export const workingHoursOf = (
  firm: { workFrom: number; workUntil: number; workDays: string },
  holidays: readonly { day: string }[],
): WorkingHours => ({
  from: firm.workFrom,
  until: firm.workUntil,
  weekdays: WEEKDAYS.flatMap((day, index) => (firm.workDays.split(' ').includes(day) ? [index + 1] : [])),
  holidays: new Set(holidays.map(({ day }) => day)),
})

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

/** A time in which a zone's clock runs on unchanged, `offset` ahead of UTC; all in ms, `start` and `end` since 1970. */
type Stretch = { start: number; end: number; offset: number }

/** The stretches of a zone in a year of UTC. */
const stretchesOf = remembering((timeZone: string, year: number): Stretch[] => {
  const stretches: Stretch[] = []
  const last = Date.UTC(year + 1, 0)
  for (let start = Date.UTC(year, 0); start < last; start = stretches.at(-1)!.end) {
    const local = Temporal.Instant.fromEpochMilliseconds(start).toZonedDateTimeISO(timeZone)
    const change = local.getTimeZoneTransition('next')?.epochMilliseconds ?? last
    stretches.push({ start, end: Math.min(change, last), offset: local.offsetNanoseconds / 1_000_000 })
  }
  return stretches
})

/** The first day of 1970 was a Thursday. */
const isoWeekday = (day: number): number => ((((day + 3) % 7) + 7) % 7) + 1

/** `day` counted since 1970, as `YYYY-MM-DD`. */
const dayOf = (day: number): string => new Date(day * DAY_MS).toISOString().slice(0, 10)

/** Whether anybody works on a day, counted since 1970. */
const isWorkday = (day: number, { weekdays, holidays }: WorkingHours): boolean =>
  weekdays.includes(isoWeekday(day)) && (holidays.size === 0 || !holidays.has(dayOf(day)))

/** Every seventh day at least is a working weekday; a holiday, or a clock that skips the hours, takes one such day away. */
const mostDaysWithout = (hours: WorkingHours): number => 7 * (hours.holidays.size + 4)

type Session = { start: number; end: number }

/** The working hours of each local day of a stretch; null for a day that has none. */
function* sessionsIn({ start, end, offset }: Stretch, hours: WorkingHours): Generator<Session | null> {
  for (let day = Math.floor((start + offset) / DAY_MS); day * DAY_MS < end + offset; day += 1) {
    const opening = Math.max(start, day * DAY_MS + hours.from * HOUR_MS - offset)
    const closing = Math.min(end, day * DAY_MS + hours.until * HOUR_MS - offset)
    yield opening < closing && isWorkday(day, hours) ? { start: opening, end: closing } : null
  }
}

/**
 * When people work from `at` on, in order. A day's hours come in two parts where the clock is set back into them or into a new
 * year of UTC; then the second part may begin as the first ends.
 * @throws RangeError where no day is ever worked
 */
function* sessionsFrom(at: number, timeZone: string, hours: WorkingHours): Generator<Session> {
  let idle = 0
  for (let year = new Date(at).getUTCFullYear(); ; year += 1) {
    for (const stretch of stretchesOf(timeZone, year)) {
      if (stretch.end <= at) continue
      for (const session of sessionsIn({ ...stretch, start: Math.max(stretch.start, at) }, hours)) {
        idle = session === null ? idle + 1 : 0
        if (session) yield session
        if (idle > mostDaysWithout(hours)) throw new RangeError('these working hours never come')
      }
    }
  }
}

/** `at` itself where it is a working hour in `timeZone`, otherwise the next opening. */
export function nextWorkingTime(at: Date, timeZone: string, hours: WorkingHours): Date {
  for (const { start } of sessionsFrom(at.getTime(), timeZone, hours)) return new Date(start)
  throw new RangeError('these working hours never come')
}

/** The instant `count` working hours after `at`: a Friday 16:00 plus two is the next Monday 10:00. */
export function addWorkingHours(at: Date, count: number, timeZone: string, hours: WorkingHours): Date {
  let leftMs = count * HOUR_MS
  for (const { start, end } of sessionsFrom(at.getTime(), timeZone, hours)) {
    if (leftMs < end - start) return new Date(start + leftMs)
    leftMs -= end - start
  }
  throw new RangeError('these working hours never come')
}

/** `day` moved by `count` days on which people work; none leaves it where it is. */
export function addWorkingDays(day: string, count: number, hours: WorkingHours): string {
  let at = Date.parse(day) / DAY_MS
  for (let left = count, idle = mostDaysWithout(hours); left > 0 && idle > 0; idle -= 1) {
    at += 1
    if (!isWorkday(at, hours)) continue
    left -= 1
    idle = mostDaysWithout(hours)
  }
  return dayOf(at)
}
