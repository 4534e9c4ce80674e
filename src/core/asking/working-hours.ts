import { Temporal } from 'temporal-polyfill'
import { WEEKDAYS } from '../calendar.ts'

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

const localOf = (at: Date, timeZone: string): Temporal.ZonedDateTime =>
  Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(timeZone)

const isWorkday = (day: Temporal.PlainDate, hours: WorkingHours): boolean =>
  hours.weekdays.includes(day.dayOfWeek) && !hours.holidays.has(day.toString())

const isOpen = (at: Temporal.ZonedDateTime, { from, until }: WorkingHours): boolean =>
  at.hour >= from && at.hour < until

/** Every seventh day at least is a working weekday; a holiday, or a clock that skips the hours, takes one such day away. */
const mostDaysWithout = (hours: WorkingHours): number => 7 * (hours.holidays.size + 4)

/**
 * The instants of a day at which hours can open: the hour itself, which a clock set back shows twice, and each change of the
 * clock, which can jump into the hours.
 */
function openingsOn(day: Temporal.PlainDate, timeZone: string, hours: WorkingHours): Temporal.ZonedDateTime[] {
  const start = day.toZonedDateTime(timeZone)
  const opening = day.toPlainDateTime({ hour: hours.from })
  // In 2011 Samoa went from Thursday to Saturday: a day that a calendar knows may never have been.
  if (!start.toPlainDate().equals(day)) return []
  if (start.hoursInDay === 24) return [opening.toZonedDateTime(timeZone)]
  const change = start.subtract({ seconds: 1 }).getTimeZoneTransition('next')
  const both = (['earlier', 'later'] as const).map((disambiguation) =>
    opening.toZonedDateTime(timeZone, { disambiguation }),
  )
  return [...both, ...(change ? [change] : [])]
    .filter((at) => at.toPlainDate().equals(day) && isOpen(at, hours))
    .sort((a, b) => Temporal.ZonedDateTime.compare(a, b))
}

/** @throws RangeError where no day is ever worked. */
function nextOpening(at: Temporal.ZonedDateTime, hours: WorkingHours): Temporal.ZonedDateTime {
  const last = mostDaysWithout(hours)
  for (let ahead = 0, day = at.toPlainDate(); ahead <= last; ahead += 1, day = day.add({ days: 1 })) {
    if (!isWorkday(day, hours)) continue
    const opening = openingsOn(day, at.timeZoneId, hours).find((each) => Temporal.ZonedDateTime.compare(each, at) >= 0)
    if (opening) return opening
  }
  throw new RangeError('these working hours never come')
}

/** `at` itself where it is a working hour in `timeZone`, otherwise the next opening. */
export function nextWorkingTime(at: Date, timeZone: string, hours: WorkingHours): Date {
  const local = localOf(at, timeZone)
  if (isWorkday(local.toPlainDate(), hours) && isOpen(local, hours)) return at
  return new Date(nextOpening(local, hours).epochMilliseconds)
}

/** When the hours that are open at `at` close; 24 is the end of the day. */
function closingAfter(at: Temporal.ZonedDateTime, hours: WorkingHours): Date {
  const day = at.toPlainDate()
  const closing = day.toPlainDateTime().add({ hours: hours.until })
  const first = closing.toZonedDateTime(at.timeZoneId)
  const last = closing.toZonedDateTime(at.timeZoneId, { disambiguation: 'later' })
  return new Date((Temporal.ZonedDateTime.compare(first, at) > 0 ? first : last).epochMilliseconds)
}

/** The instant `count` working hours after `at`: a Friday 16:00 plus two is the next Monday 10:00. */
export function addWorkingHours(at: Date, count: number, timeZone: string, hours: WorkingHours): Date {
  let now = nextWorkingTime(at, timeZone, hours)
  let leftMs = count * 3_600_000
  for (;;) {
    const closing = closingAfter(localOf(now, timeZone), hours)
    const openMs = closing.getTime() - now.getTime()
    if (leftMs < openMs) return new Date(now.getTime() + leftMs)
    leftMs -= openMs
    now = nextWorkingTime(closing, timeZone, hours)
  }
}

/** `day` moved by `count` days on which people work; none leaves it where it is. */
export function addWorkingDays(day: string, count: number, hours: WorkingHours): string {
  let at = Temporal.PlainDate.from(day)
  for (let left = count, idle = mostDaysWithout(hours); left > 0 && idle > 0; idle -= 1) {
    at = at.add({ days: 1 })
    if (!isWorkday(at, hours)) continue
    left -= 1
    idle = mostDaysWithout(hours)
  }
  return at.toString()
}
