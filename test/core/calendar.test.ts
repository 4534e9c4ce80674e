import { describe, expect, it } from 'vitest'
import {
  addDays,
  addWorkingHours,
  atHour,
  daysBetween,
  dayIn,
  isDay,
  isTimeZone,
  nextWorkingTime,
  workingHoursOf,
} from '../../src/core/calendar.ts'

describe('calendar days', () => {
  it('are those of the time zone asked for', () => {
    expect(dayIn('America/New_York', new Date('2026-11-20T03:00:00Z'))).toBe('2026-11-19')
    expect(dayIn('Asia/Tokyo', new Date('2026-11-20T16:00:00Z'))).toBe('2026-11-21')
  })

  it('can be added and counted across months and leap days', () => {
    expect(addDays('2028-02-28', 2)).toBe('2028-03-01')
    expect(daysBetween('2026-11-22', '2026-12-01')).toBe(9)
    expect(daysBetween('2026-12-01', '2026-11-22')).toBe(-9)
  })

  it.each([
    ['2026-02-28', true],
    ['2026-02-30', false],
    ['01/05/2026', false],
    ['2026-1-5', false],
    ['', false],
  ])('%j is a day: %s', (text, is) => expect(isDay(text)).toBe(is))

  it.each([
    ['Europe/Berlin', true],
    ['UTC', true],
    ['Europe/Nowhere', false],
    ['', false],
  ])('%j is a time zone: %s', (name, is) => expect(isTimeZone(name)).toBe(is))
})

const HOURS = workingHoursOf({ workFrom: 9, workUntil: 17, workDays: 'mon tue wed thu fri' })

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
    const always = workingHoursOf({ workFrom: 0, workUntil: 24, workDays: 'mon tue wed thu fri sat sun' })
    const sunday = new Date('2026-11-22T23:30:00Z')
    expect(nextWorkingTime(sunday, 'UTC', always)).toEqual(sunday)
    expect(addWorkingHours(sunday, 2, 'UTC', always)).toEqual(new Date('2026-11-23T01:30:00Z'))
  })

  it('can fall on other weekdays', () => {
    const gulf = workingHoursOf({ workFrom: 8, workUntil: 15, workDays: 'sun mon tue wed thu' })
    expect(nextWorkingTime(new Date('2026-11-20T10:00:00Z'), 'UTC', gulf)).toEqual(new Date('2026-11-22T08:00:00Z'))
  })

  it('open an hour late on the day that skips an hour', () => {
    expect(atHour('2027-03-28', 2, 'Europe/Berlin').toISOString()).toBe('2027-03-28T01:00:00.000Z')
  })
})
