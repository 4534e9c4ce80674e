import { describe, expect, it } from 'vitest'
import { addDays, atHour, daysBetween, dayIn, isDay, isTimeZone } from '../../src/core/calendar.ts'

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

  it('open an hour late on the day that skips an hour', () => {
    expect(atHour('2027-03-28', 2, 'Europe/Berlin').toISOString()).toBe('2027-03-28T01:00:00.000Z')
  })
})
