import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { pauseMs, retryAfterMs } from '../../src/core/sending/backoff.ts'
import { domainOf, fullDomains, type Left, type Pace, paceOf, takeAllowed } from '../../src/core/asking/pacing.ts'

const UNLIMITED = { mailsPerMinute: 0, mailsPerMinutePerDomain: 0, warmUpFrom: null }

describe('the pace of a firm', () => {
  it.each([
    ['2026-11-30', null],
    ['2026-12-01', 50],
    ['2026-12-02', 100],
    ['2026-12-05', 800],
    ['2026-12-15', 819_200],
    ['2026-12-16', null],
  ])('that warms up from 1 December allows on %s %j mails', (today, perDay) => {
    expect(paceOf({ ...UNLIMITED, warmUpFrom: '2026-12-01' }, today)).toEqual({
      perMinute: null,
      perMinutePerDomain: null,
      perDay,
    })
  })
})

const limit = fc.option(fc.integer({ min: 1, max: 12 }), { nil: null })
const pace: fc.Arbitrary<Pace> = fc.record({ perMinute: limit, perMinutePerDomain: limit, perDay: limit })
const mail = fc
  .constantFrom('a@x.example', 'b@X.example', 'c@y.example', 'd@z.example')
  .map((toAddress) => ({ toAddress }))
/** Seconds that pass before each asking, and what waits then. */
const rounds = fc.array(fc.tuple(fc.integer({ min: 0, max: 50 }), fc.array(mail, { maxLength: 15 })), { maxLength: 30 })

const countBy = (domains: readonly string[]): Map<string, number> =>
  domains.reduce((counts, domain) => counts.set(domain, (counts.get(domain) ?? 0) + 1), new Map<string, number>())

describe('survey mail', () => {
  it('leaves within the limits over any minute and day, in all and to each domain, and never waits without one', () => {
    fc.assert(
      fc.property(pace, rounds, (pace, rounds) => {
        const gone: { second: number; domain: string }[] = []
        const within = (since: number) => gone.filter(({ second }) => second > since).map(({ domain }) => domain)
        let second = 0
        for (const [wait, waiting] of rounds) {
          second += wait
          const minute = within(second - 60)
          const left: Left = { lastMinute: minute.length, today: gone.length, lastMinuteByDomain: countBy(minute) }
          const full = fullDomains(pace, left)
          const open = waiting.filter(({ toAddress }) => !full.includes(domainOf(toAddress)))
          const taken = takeAllowed(open, pace, left)
          gone.push(...taken.map(({ toAddress }) => ({ second, domain: domainOf(toAddress) })))
          const now = within(second - 60)
          expect(now.length).toBeLessThanOrEqual(pace.perMinute ?? Infinity)
          expect(Math.max(0, ...countBy(now).values())).toBeLessThanOrEqual(pace.perMinutePerDomain ?? Infinity)
          expect(gone.length).toBeLessThanOrEqual(pace.perDay ?? Infinity)
          const isFull = now.length === pace.perMinute || gone.length === pace.perDay
          const passedOver = isFull ? [] : waiting.filter((mail) => !taken.includes(mail))
          const counts = countBy(now)
          const free = passedOver.filter(({ toAddress }) => counts.get(domainOf(toAddress)) !== pace.perMinutePerDomain)
          expect(free).toEqual([])
        }
      }),
    )
  })
})

describe('what failed', () => {
  const minutes = (ms: number) => ms / 60_000

  it('is tried again after 2, 4, 8 … minutes, at most four hours, and up to a quarter more', () => {
    expect([1, 2, 3, 7, 8, 20].map((failures) => minutes(retryAfterMs(failures, 0)))).toEqual([2, 4, 8, 128, 240, 240])
    expect(minutes(retryAfterMs(1, 1))).toBe(2.5)
  })

  it('since the server is out waits 10, 20, 40 … seconds, at most five minutes', () => {
    expect([1, 2, 3, 6, 99].map((failures) => pauseMs(failures, 0) / 1000)).toEqual([10, 20, 40, 300, 300])
  })
})
