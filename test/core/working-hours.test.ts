import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, it } from 'vitest'
import {
  addWorkingDays,
  addWorkingHours,
  nextWorkingTime,
  type WorkingHours,
  workingHoursOf,
} from '../../src/core/asking/working-hours.ts'

const WEEK = { workFrom: 9, workUntil: 17, workDays: 'mon tue wed thu fri' }
const HOURS = workingHoursOf(WEEK, [])

describe('working hours', () => {
  it.each([
    ['a working hour stays as it is', '2026-11-20T10:30:00Z', 'UTC', '2026-11-20T10:30:00.000Z'],
    ['an evening waits for the morning', '2026-11-19T18:00:00Z', 'UTC', '2026-11-20T09:00:00.000Z'],
    ['five o’clock is closed already', '2026-11-19T17:00:00Z', 'UTC', '2026-11-20T09:00:00.000Z'],
    ['an early morning waits for nine', '2026-11-20T05:00:00Z', 'UTC', '2026-11-20T09:00:00.000Z'],
    ['a Friday evening waits for Monday', '2026-11-20T18:00:00Z', 'UTC', '2026-11-23T09:00:00.000Z'],
    ['the contact’s own morning counts', '2026-11-20T10:00:00Z', 'America/New_York', '2026-11-20T14:00:00.000Z'],
    ['also over the end of daylight saving', '2026-10-30T20:00:00Z', 'Europe/Berlin', '2026-11-02T08:00:00.000Z'],
  ])('%s', (_, at, zone, expected) => expect(nextWorkingTime(new Date(at), zone, HOURS).toISOString()).toBe(expected))

  it.each([
    ['within a day', '2026-11-19T10:00:00Z', 4, '2026-11-19T14:00:00.000Z'],
    ['over a weekend', '2026-11-20T16:00:00Z', 2, '2026-11-23T10:00:00.000Z'],
    ['to the very end of a day means the next opening', '2026-11-19T09:00:00Z', 8, '2026-11-20T09:00:00.000Z'],
    ['from a Sunday', '2026-11-22T12:00:00Z', 16, '2026-11-25T09:00:00.000Z'],
  ])('are added %s', (_, at, count, expected) =>
    expect(addWorkingHours(new Date(at), count, 'UTC', HOURS).toISOString()).toBe(expected),
  )

  it('can last the whole day, every day', () => {
    const always = workingHoursOf({ workFrom: 0, workUntil: 24, workDays: 'mon tue wed thu fri sat sun' }, [])
    const sunday = new Date('2026-11-22T23:30:00Z')
    expect(nextWorkingTime(sunday, 'UTC', always)).toEqual(sunday)
    expect(addWorkingHours(sunday, 2, 'UTC', always)).toEqual(new Date('2026-11-23T01:30:00Z'))
  })

  it('can fall on other weekdays', () => {
    const gulf = workingHoursOf({ workFrom: 8, workUntil: 15, workDays: 'sun mon tue wed thu' }, [])
    expect(nextWorkingTime(new Date('2026-11-20T10:00:00Z'), 'UTC', gulf)).toEqual(new Date('2026-11-22T08:00:00Z'))
  })

  it('never come on a holiday, nor do follow-ups fall due on one', () => {
    const hours = workingHoursOf(WEEK, [{ day: '2026-12-25' }, { day: '2026-12-28' }])
    expect(nextWorkingTime(new Date('2026-12-25T10:00:00Z'), 'UTC', hours)).toEqual(new Date('2026-12-29T09:00:00Z'))
    expect(addWorkingHours(new Date('2026-12-24T16:00:00Z'), 2, 'UTC', hours)).toEqual(new Date('2026-12-29T10:00:00Z'))
  })

  it('come after years of holidays, too', () => {
    const first = Temporal.PlainDate.from('2026-01-01')
    const holidays = Array.from({ length: 3 * 365 }, (_, days) => ({ day: first.add({ days }).toString() }))
    const at = nextWorkingTime(new Date('2026-01-05T10:00:00Z'), 'UTC', workingHoursOf(WEEK, holidays))
    expect(at).toEqual(new Date('2029-01-01T09:00:00Z'))
  })

  it('that never come are a fault, not an endless search', () => {
    const never = { ...HOURS, weekdays: [] }
    expect(() => nextWorkingTime(new Date('2026-11-20T10:00:00Z'), 'UTC', never)).toThrow(RangeError)
  })

  it('that a skipped hour swallows come the day after', () => {
    const night = workingHoursOf({ workFrom: 2, workUntil: 3, workDays: 'mon tue wed thu fri sat sun' }, [])
    const evening = new Date('2027-03-27T20:00:00Z')
    expect(nextWorkingTime(evening, 'Europe/Berlin', night).toISOString()).toBe('2027-03-29T00:00:00.000Z')
  })

  it('come a second time where the clock is set back into them', () => {
    const night = workingHoursOf({ workFrom: 1, workUntil: 2, workDays: 'mon tue wed thu fri sat sun' }, [])
    const between = new Date('2026-10-25T00:10:00Z')
    expect(nextWorkingTime(between, 'Antarctica/Troll', night).toISOString()).toBe('2026-10-25T01:00:00.000Z')
  })
})

describe('working days', () => {
  it.each([
    ['none stays where it is, on a Sunday too', '2026-11-22', 0, '2026-11-22'],
    ['one from a Friday is the Monday', '2026-11-20', 1, '2026-11-23'],
    ['one from a Sunday is the Monday', '2026-11-22', 1, '2026-11-23'],
    ['five are a week', '2026-11-18', 5, '2026-11-25'],
    ['a holiday does not count', '2026-12-23', 2, '2026-12-28'],
  ])('%s', (_, from, count, expected) => {
    expect(addWorkingDays(from, count, workingHoursOf(WEEK, [{ day: '2026-12-25' }]))).toBe(expected)
  })
})

const ZONES = [
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'America/St_Johns',
  'America/Sao_Paulo',
  'Asia/Kolkata',
  'Asia/Beirut',
  'Africa/Cairo',
  'Australia/Lord_Howe',
  'Antarctica/Troll',
  'Pacific/Apia',
]

const anyHours: fc.Arbitrary<WorkingHours> = fc
  .record({
    from: fc.integer({ min: 0, max: 23 }),
    length: fc.integer({ min: 1, max: 24 }),
    weekdays: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
    holidays: fc.uniqueArray(fc.integer({ min: 0, max: 20 }), { maxLength: 12 }),
    day: fc.integer({ min: 0, max: 9_000 }),
  })
  .map(({ from, length, weekdays, holidays, day }) => ({
    from,
    until: Math.min(from + length, 24),
    weekdays,
    holidays: new Set(
      holidays.map((days) =>
        Temporal.PlainDate.from('2004-01-01')
          .add({ days: day + days })
          .toString(),
      ),
    ),
  }))

/** Around the changes of the clock, where the faults are. */
const anyCase = fc
  .record({ zone: fc.constantFrom(...ZONES), hours: anyHours, year: fc.integer({ min: 2005, max: 2028 }) })
  .chain(({ zone, hours, year }) =>
    fc.record({
      zone: fc.constant(zone),
      hours: fc.constant(hours),
      at: fc.integer({ min: 0, max: 3 }).chain((skipped) => {
        let change = Temporal.PlainDate.from({ year, month: 1, day: 1 }).toZonedDateTime(zone)
        for (let count = 0; count <= skipped; count += 1) change = change.getTimeZoneTransition('next') ?? change
        return fc
          .integer({ min: -72 * 60, max: 72 * 60 })
          .map((minutes) => new Date(change.epochMilliseconds + minutes * 60_000))
      }),
    }),
  )

const isOpenAt = (at: Date, zone: string, hours: WorkingHours): boolean => {
  const local = Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(zone)
  return (
    hours.weekdays.includes(local.dayOfWeek) &&
    !hours.holidays.has(local.toPlainDate().toString()) &&
    local.hour >= hours.from &&
    local.hour < hours.until
  )
}

describe('the next working time, in any zone and around any change of the clock', () => {
  it('lies in the hours, not before it was wanted, is the earliest such, and is its own next', () => {
    fc.assert(
      fc.property(anyCase, ({ zone, hours, at }) => {
        const next = nextWorkingTime(at, zone, hours)
        expect(isOpenAt(next, zone, hours)).toBe(true)
        expect(next.getTime()).toBeGreaterThanOrEqual(at.getTime())
        expect(nextWorkingTime(next, zone, hours)).toEqual(next)
        const last = Math.min(next.getTime(), at.getTime() + 6 * 86_400_000)
        for (let earlier = at.getTime(); earlier < last; earlier += 15 * 60_000) {
          expect(isOpenAt(new Date(earlier), zone, hours)).toBe(false)
        }
        const before = new Date(next.getTime() - 1)
        expect(before >= at && isOpenAt(before, zone, hours)).toBe(false)
      }),
      { numRuns: 200 },
    )
  })

  it('is not on a day that a zone left out', () => {
    const fridays = { from: 2, until: 6, weekdays: [5], holidays: new Set<string>() }
    const next = nextWorkingTime(new Date('2011-12-30T09:59:00Z'), 'Pacific/Apia', fridays)
    expect(next).toEqual(new Date('2012-01-05T12:00:00Z'))
  })

  it('is where working hours that were added end, one after the other or all at once', () => {
    const anyCount = fc.integer({ min: 0, max: 20 })
    fc.assert(
      fc.property(anyCase, anyCount, anyCount, ({ zone, hours, at }, some, more) => {
        const due = addWorkingHours(at, some + more, zone, hours)
        expect(isOpenAt(due, zone, hours)).toBe(true)
        expect(addWorkingHours(addWorkingHours(at, some, zone, hours), more, zone, hours)).toEqual(due)
      }),
      { numRuns: 100 },
    )
  })

  it('is as many minutes of work away as were added', () => {
    fc.assert(
      fc.property(anyCase, fc.integer({ min: 0, max: 2 }), ({ zone, hours, at }, count) => {
        const due = addWorkingHours(at, count, zone, hours)
        let openMinutes = 0
        for (let minute = at.getTime(); minute < due.getTime(); minute += 60_000) {
          if (isOpenAt(new Date(minute), zone, hours)) openMinutes += 1
        }
        expect(openMinutes).toBe(count * 60)
      }),
      { numRuns: 25 },
    )
  })
})
