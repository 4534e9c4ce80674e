import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { escalationTarget } from '../../src/core/acting/escalation.ts'
import { followUpQuery, parseFollowUpFilter } from '../../src/core/acting/follow-up-filter.ts'
import { isQuoteOf } from '../../src/core/acting/quote.ts'
import { silenceWindow } from '../../src/core/acting/silence.ts'
import { MAX_SNOOZE_DAYS, parseSnoozeDay, snoozed } from '../../src/core/acting/snooze.ts'
import { addWorkingHours, nextWorkingTime } from '../../src/core/asking/working-hours.ts'
import { addDays, dayIn } from '../../src/core/calendar.ts'
import { FOLLOW_UP_REASONS, type Role } from '../../src/core/words.ts'

const person = (id: number, role: Role) => ({ id, role })
const [lead, senior, head, admin] = [person(2, 'leader'), person(3, 'pm'), person(4, 'leader'), person(9, 'admin')]

describe('an overdue follow-up is put before', () => {
  it.each<[string, Parameters<typeof escalationTarget>[0], number | null]>([
    ['the leader of its owner', { ownerId: 1, chain: [lead, head], leadership: [], told: [] }, 2],
    ['then the leader of that one', { ownerId: 1, chain: [lead, head], leadership: [lead], told: [2] }, 4],
    ['nobody above who might not see the client', { ownerId: 1, chain: [senior, head], leadership: [], told: [] }, 4],
    ['other leadership where nobody is above', { ownerId: 2, chain: [], leadership: [lead, head, admin], told: [] }, 4],
    ['never its owner', { ownerId: 2, chain: [lead], leadership: [lead], told: [] }, null],
    ['nobody twice', { ownerId: 1, chain: [lead], leadership: [lead, admin], told: [2, 9] }, null],
  ])('%s', (_, above, target) => {
    expect(escalationTarget(above)?.id ?? null).toBe(target)
  })

  const people = fc.array(
    fc.record({ id: fc.integer({ min: 1, max: 9 }), role: fc.constantFrom<Role>('pm', 'leader', 'admin') }),
    { maxLength: 6 },
  )
  it('somebody of leadership who is not its owner and was not told, if there is one', () => {
    const told = fc.array(fc.integer({ min: 1, max: 9 }))
    fc.assert(
      fc.property(people, people, told, (chain, leadership, told) => {
        const target = escalationTarget({ ownerId: 1, chain, leadership, told })
        const first = [...chain, ...leadership].find(({ id, role }) => role !== 'pm' && id !== 1 && !told.includes(id))
        expect(target).toBe(first ?? null)
      }),
    )
  })
})

const HOURS = { from: 9, until: 17, weekdays: [1, 2, 3, 4, 5], holidays: new Set(['2026-11-26']) }
const BERLIN = { timeZone: 'Europe/Berlin', hours: HOURS }

describe('what is put off', () => {
  it.each([
    ['2026-11-24', '2026-11-23T10:00:00Z', '2026-11-24T08:00:00Z', '2026-11-24T12:00:00Z'],
    // A holiday, a Saturday: the next day on which people work.
    ['2026-11-26', '2026-11-23T10:00:00Z', '2026-11-27T08:00:00Z', '2026-11-27T12:00:00Z'],
    ['2026-11-28', '2026-11-23T10:00:00Z', '2026-11-30T08:00:00Z', '2026-11-30T12:00:00Z'],
    // What was due later stays due then.
    ['2026-11-24', '2026-12-01T10:00:00Z', '2026-11-24T08:00:00Z', '2026-12-01T10:00:00Z'],
  ])('until %s, due %s before, wakes %s and is due %s', (day, dueAt, until, dueAgain) => {
    const result = snoozed(day, new Date(dueAt), BERLIN)
    expect([result.until.toISOString(), result.dueAt.toISOString()]).toEqual([
      new Date(until).toISOString(),
      new Date(dueAgain).toISOString(),
    ])
  })

  it.each([
    ['2026-11-21', { day: '2026-11-21' }],
    [addDays('2026-11-20', MAX_SNOOZE_DAYS), { day: addDays('2026-11-20', MAX_SNOOZE_DAYS) }],
    ['2026-11-20', { fault: 'Choose a day after today' }],
    ['2026-02-30', { fault: 'Choose the day on which it comes back' }],
    ['', { fault: 'Choose the day on which it comes back' }],
    ['2028-01-01', { fault: expect.stringContaining('nobody waits longer') }],
  ])('until %j, said on 20 November: %j', (typed, parsed) => {
    expect(parseSnoozeDay(typed, new Date('2026-11-20T10:00:00Z'), 'Europe/Berlin')).toEqual(parsed)
  })

  it('wakes in working hours on that day or the next that is worked, and is due after it wakes', () => {
    const days = fc.integer({ min: 0, max: 400 }).map((count) => addDays('2026-01-01', count))
    const zones = fc.constantFrom('Europe/Berlin', 'Asia/Kolkata', 'America/Los_Angeles', 'Pacific/Apia')
    fc.assert(
      fc.property(days, zones, fc.integer({ min: -50, max: 50 }), (day, timeZone, offset) => {
        const dueAt = new Date(Date.parse(day) + offset * 86_400_000)
        const result = snoozed(day, dueAt, { timeZone, hours: HOURS })
        expect(nextWorkingTime(result.until, timeZone, HOURS)).toEqual(result.until)
        expect(dayIn(timeZone, result.until) >= day).toBe(true)
        expect(result.dueAt > result.until).toBe(true)
        expect(result.dueAt >= dueAt).toBe(true)
      }),
    )
  })
})

describe('business hours of a follow-up', () => {
  it('add up: hours in two parts end where the whole ends, and never on a holiday', () => {
    const instants = fc.date({ min: new Date('2026-11-01'), max: new Date('2026-12-31'), noInvalidDate: true })
    const hours = fc.integer({ min: 0, max: 30 })
    fc.assert(
      fc.property(instants, hours, hours, (at, first, second) => {
        const whole = addWorkingHours(at, first + second, 'Europe/Berlin', HOURS)
        const inParts = addWorkingHours(
          addWorkingHours(at, first, 'Europe/Berlin', HOURS),
          second,
          'Europe/Berlin',
          HOURS,
        )
        expect(inParts).toEqual(whole)
        expect(dayIn('Europe/Berlin', whole)).not.toBe('2026-11-26')
        expect(whole >= at).toBe(true)
      }),
    )
  })
})

describe('a silence', () => {
  it('counts from the day on that the firm has set, for thirty days', () => {
    expect(silenceWindow(new Date('2026-11-20T10:00:00Z'), 60)).toEqual({
      since: new Date('2026-08-22T10:00:00Z'),
      until: new Date('2026-09-21T10:00:00Z'),
    })
  })

  it('never counts where the firm has set no days', () => {
    expect(silenceWindow(new Date(), 0)).toBeNull()
  })
})

describe('a quotation', () => {
  const said = 'The hand-over felt rushed.\nNobody told us, and the invoice was  wrong.'
  it.each([
    ['The hand-over felt rushed.', true],
    ['The hand-over felt rushed. Nobody told us', true],
    ['The hand-over … the invoice was wrong.', true],
    ['the invoice was wrong\nThe hand-over felt rushed', true],
    ['', true],
    ['The hand-over felt great.', false],
    ['We loved it', false],
    ['The hand-over felt rushed … and late', false],
  ])('%j: %j', (quote, is) => {
    expect(isQuoteOf(quote, said)).toBe(is)
  })

  it('is any part of what was said, however it is broken', () => {
    fc.assert(
      fc.property(fc.string(), fc.nat(40), fc.nat(40), (words, from, length) => {
        expect(isQuoteOf(words.normalize('NFC').slice(from, from + length), words.normalize('NFC'))).toBe(true)
      }),
    )
  })
})

describe('the address of a list of follow-ups', () => {
  it('says again what it was read from', () => {
    const filters = fc.record({
      show: fc.constantFrom('open' as const, 'overdue' as const, 'closed' as const, 'all' as const),
      ownerId: fc.option(fc.integer({ min: 1 })),
      accountId: fc.option(fc.integer({ min: 1 })),
      pmId: fc.option(fc.integer({ min: 1 })),
      industry: fc.option(fc.constantFrom('Energy', 'Food & drink', '50% public')),
      reason: fc.option(fc.constantFrom(...FOLLOW_UP_REASONS)),
      order: fc.constantFrom('due' as const, 'newest' as const, 'closed' as const, 'client' as const),
      page: fc.integer({ min: 1, max: 1000 }),
    })
    fc.assert(
      fc.property(filters, (filter) => {
        const query = new URLSearchParams(followUpQuery(filter))
        expect(parseFollowUpFilter((name) => query.get(name) ?? undefined)).toEqual(filter)
      }),
    )
  })

  it('narrows nothing by what it does not know', () => {
    const typed: Record<string, string> = { show: 'x', owner: "1' or 1=1", account: '-1', reason: '', page: '0' }
    expect(parseFollowUpFilter((name) => typed[name])).toEqual(parseFollowUpFilter(() => undefined))
  })
})
