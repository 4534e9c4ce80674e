import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Caps, createMailLog, type MailLine, refusedByCaps } from '../../src/core/asking/survey-caps.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const START = Date.parse('2026-03-01T10:00:00Z')

type Wish = { mailbox: string; accountId: number; invitationId: number; hours: number }

/** Mails wished for in any order of time, as by clocks that are set back; each is let go unless the caps refuse it. */
function letGo(wishes: readonly Wish[], caps: Caps): MailLine[] {
  const log = createMailLog([])
  return wishes.flatMap(({ mailbox, accountId, invitationId, hours }) => {
    const now = new Date(START + hours * HOUR_MS)
    const asked = {
      mailbox,
      accountId,
      invitationId,
      timeZone: 'UTC',
      mails: log.around(mailbox, accountId),
      caps,
      now,
    }
    if (refusedByCaps(asked)) return []
    const mail = { invitationId, accountId, to: mailbox, person: mailbox, at: now }
    log.add(mail)
    return [mail]
  })
}

const wishes = fc.array(
  fc.record({
    person: fc.integer({ min: 0, max: 7 }),
    project: fc.integer({ min: 0, max: 2 }),
    hours: fc.integer({ min: 0, max: 24 * 40 }),
  }),
  { maxLength: 60 },
)
const anyCaps = fc.record({
  contactCapDays: fc.integer({ min: 0, max: 14 }),
  accountCapCount: fc.integer({ min: 1, max: 3 }),
  accountCapDays: fc.integer({ min: 0, max: 14 }),
})

/** What is sent within `days` from each mail on, that one included. */
const windows = (mails: readonly MailLine[], days: number): MailLine[][] =>
  mails.map(({ at: from }) => mails.filter(({ at }) => at >= from && at.getTime() < from.getTime() + days * DAY_MS))

describe('the caps', () => {
  it('hold over any window, whatever the order of events', () => {
    fc.assert(
      fc.property(wishes, anyCaps, (wished, caps) => {
        const sent = letGo(
          wished.map(({ person, project, hours }) => ({
            mailbox: `p${person}@x`,
            accountId: person % 3,
            invitationId: person * 10 + project,
            hours,
          })),
          caps,
        )
        for (const { to } of sent) {
          const own = sent.filter((mail) => mail.to === to)
          for (const window of windows(own, caps.contactCapDays)) {
            expect(new Set(window.map((mail) => mail.invitationId)).size).toBeLessThanOrEqual(1)
          }
        }
        for (const accountId of [0, 1, 2]) {
          const own = sent.filter((mail) => mail.accountId === accountId)
          for (const window of windows(own, caps.accountCapDays)) {
            expect(new Set(window.map(({ to }) => to)).size).toBeLessThanOrEqual(caps.accountCapCount)
          }
        }
      }),
      { numRuns: 300 },
    )
  })

  it('of no days refuse nothing', () => {
    const caps = { contactCapDays: 0, accountCapCount: 1, accountCapDays: 0 }
    const all = [1, 2, 3].map((invitationId) => ({
      mailbox: `p${invitationId % 2}@x`,
      accountId: 1,
      invitationId,
      hours: 0,
    }))
    expect(letGo(all, caps)).toHaveLength(3)
  })

  it('let a reminder go to somebody who was asked about nothing else', () => {
    const caps = { contactCapDays: 30, accountCapCount: 1, accountCapDays: 30 }
    const about = (hours: number) => ({ mailbox: 'p@x', accountId: 1, invitationId: 1, hours })
    expect(letGo([about(0), about(120)], caps)).toHaveLength(2)
  })

  it('know a person by the mailbox of today, too', () => {
    const caps = { contactCapDays: 30, accountCapCount: 9, accountCapDays: 30 }
    const mails = [{ invitationId: 1, accountId: 1, to: 'old@x', person: 'new@x', at: new Date(START) }]
    const now = new Date(START + DAY_MS)
    const asked = { invitationId: 2, accountId: 1, mailbox: 'new@x', timeZone: 'UTC', mails, caps, now }
    expect(refusedByCaps(asked)).toEqual({ reason: 'contact_cap', nextAllowedOn: '2026-03-31' })
  })

  it('name the day from which both allow the mail, where one refuses it longer than the other', () => {
    const at = new Date(START)
    const mails = ['p1@x', 'p4@x'].map((to, invitationId) => ({ invitationId, accountId: 1, to, person: to, at }))
    const caps = { contactCapDays: 1, accountCapCount: 1, accountCapDays: 5 }
    const asked = { invitationId: 9, accountId: 1, mailbox: 'p1@x', timeZone: 'UTC', mails, caps, now: at }
    expect(refusedByCaps(asked)).toEqual({ reason: 'contact_cap', nextAllowedOn: '2026-03-06' })
  })

  it('name a day from which the mail may leave', () => {
    fc.assert(
      fc.property(wishes, anyCaps, fc.integer({ min: 0, max: 24 * 40 }), (wished, caps, hours) => {
        const earlier = wished.filter((wish) => wish.hours <= hours)
        const mails = earlier.map(({ person, project, hours: sent }) => ({
          invitationId: person * 10 + project,
          accountId: person % 3,
          to: `p${person}@x`,
          person: `p${person}@x`,
          at: new Date(START + sent * HOUR_MS),
        }))
        const asked = {
          invitationId: 99,
          accountId: 1,
          mailbox: 'p1@x',
          timeZone: 'UTC',
          mails,
          caps: caps,
        }
        const refused = refusedByCaps({ ...asked, now: new Date(START + hours * HOUR_MS) })
        if (!refused) return
        const dayAfter = new Date(Date.parse(`${refused.nextAllowedOn}T00:00:00Z`) + DAY_MS)
        expect(refusedByCaps({ ...asked, now: dayAfter })).toBeUndefined()
      }),
    )
  })
})
