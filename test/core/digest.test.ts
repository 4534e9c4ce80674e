import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dayIn, weekdayOf } from '../../src/core/calendar.ts'
import { type DigestReader, digestDayOf, dueDigest } from '../../src/core/sending/digest.ts'
import { DIGEST_DAYS, ROLES } from '../../src/core/words.ts'

const READER: DigestReader = { role: 'pm', digestDay: null, timeZone: 'Europe/Berlin', lastUntil: null }
const due = (reader: Partial<DigestReader>, now: string) => dueDigest({ ...READER, ...reader }, 9, new Date(now))

describe('a digest', () => {
  it('is due on Monday from nine on, where its reader is, and tells of a week', () => {
    expect(due({}, '2026-11-23T07:59:59Z')).toBeNull()
    const monday = new Date('2026-11-23T08:00:00Z')
    expect(due({}, '2026-11-23T08:00:00Z')).toEqual({ since: new Date('2026-11-16T08:00:00Z'), until: monday })
    expect(due({}, '2026-11-23T22:59:59Z')?.until).toEqual(monday)
    expect(due({}, '2026-11-23T23:00:00Z')).toBeNull()
    expect(due({ timeZone: 'America/New_York' }, '2026-11-24T04:00:00Z')?.until).toEqual(
      new Date('2026-11-23T14:00:00Z'),
    )
  })

  it('begins where the last one ended, at most two weeks back, and is made once', () => {
    const lastUntil = new Date('2026-11-18T08:00:00Z')
    expect(due({ lastUntil }, '2026-11-23T10:00:00Z')?.since).toEqual(lastUntil)
    expect(due({ lastUntil: new Date('2026-09-01T08:00:00Z') }, '2026-11-23T10:00:00Z')?.since).toEqual(
      new Date('2026-11-09T08:00:00Z'),
    )
    expect(due({ lastUntil: new Date('2026-11-23T08:00:00Z') }, '2026-11-23T10:00:00Z')).toBeNull()
  })

  it('keeps its hour over a change of the clock', () => {
    expect(due({}, '2026-03-30T07:00:00Z')).toEqual({
      since: new Date('2026-03-23T08:00:00Z'),
      until: new Date('2026-03-30T07:00:00Z'),
    })
  })

  it('comes on the chosen day alone, and to an administrator only by choice', () => {
    expect(ROLES.filter((role) => digestDayOf({ role, digestDay: null }) === 'none')).toEqual(['admin'])
    fc.assert(
      fc.property(
        fc.constantFrom(...DIGEST_DAYS),
        fc.date({ min: new Date('2025-01-01'), max: new Date('2027-12-31'), noInvalidDate: true }),
        fc.constantFrom('Europe/Berlin', 'America/New_York', 'Asia/Tokyo', 'Pacific/Apia'),
        (digestDay, now, timeZone) => {
          const digest = dueDigest({ ...READER, digestDay, timeZone }, 9, now)
          if (digest === null) return
          expect(weekdayOf(dayIn(timeZone, now))).toBe(digestDay)
          expect(digest.since < digest.until && digest.until <= now).toBe(true)
        },
      ),
    )
    expect.hasAssertions()
  })
})
