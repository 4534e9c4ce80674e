import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nextWorkingTime, workingHoursOf } from '../../src/core/calendar.ts'
import {
  type PlanCase,
  type PlanContact,
  type PlanRule,
  type ReleaseCase,
  askingTime,
  decideRelease,
  dueReminder,
  planMilestone,
} from '../../src/core/plan.ts'

const hours = workingHoursOf({ workFrom: 9, workUntil: 17, workDays: 'mon tue wed thu fri' })

const rule: PlanRule = {
  milestoneKind: 'delivery',
  surveyKey: 'delivery',
  contactRoles: ['sponsor', 'decision_maker'],
  delayDays: 2,
  reminderAfterDays: [5, 10],
  closesAfterDays: 21,
}

const contact = (over: Partial<PlanContact> = {}): PlanContact => ({
  id: 1,
  role: 'sponsor',
  timeZone: 'UTC',
  suppressedBy: null,
  alreadyAsked: false,
  ...over,
})

const plan = (over: Partial<PlanCase> = {}): PlanCase => ({
  reachedOn: '2026-11-16',
  rule,
  contacts: [contact()],
  staleAfterDays: 21,
  firmTimeZone: 'UTC',
  hours,
  now: new Date('2026-11-16T12:00:00Z'),
  ...over,
})

describe('a reached milestone', () => {
  it('plans an invitation at ten in the contact’s own morning, after the delay', () => {
    const contacts = [contact(), contact({ id: 2, timeZone: 'America/New_York' })]
    expect(planMilestone(plan({ contacts }))).toEqual([
      { kind: 'planned', contactId: 1, reason: 'plan', dueAt: new Date('2026-11-18T10:00:00Z') },
      { kind: 'planned', contactId: 2, reason: 'plan', dueAt: new Date('2026-11-18T15:00:00Z') },
    ])
  })

  it.each([
    ['of a kind without a rule', plan({ rule: null }), null, 'no_plan_for_kind'],
    [
      'with nobody in a role that is asked',
      plan({ contacts: [contact({ role: 'user' })] }),
      null,
      'no_contact_in_role',
    ],
    ['with nobody at all', plan({ contacts: [] }), null, 'no_contact_in_role'],
    ['reached too long ago', plan({ now: new Date('2026-12-08T12:00:00Z') }), 1, 'reached_too_long_ago'],
    [
      'whose contact unsubscribed',
      plan({ contacts: [contact({ suppressedBy: 'unsubscribed' })] }),
      1,
      'suppressed_unsubscribed',
    ],
  ])('%s says why nobody is asked', (_, input, contactId, reason) => {
    expect(planMilestone(input)).toEqual([{ kind: 'not_planned', contactId, reason }])
  })

  it('leaves out the roles that the rule does not name, and says so', () => {
    const decisions = planMilestone(plan({ contacts: [contact(), contact({ id: 2, role: 'user' })] }))
    expect(decisions.map((decision) => decision.reason)).toEqual(['plan', 'role_not_asked'])
  })

  it('decides nothing anew about a contact who has been asked already', () => {
    expect(planMilestone(plan({ contacts: [contact({ alreadyAsked: true })] }))).toEqual([])
  })

  it('is still fresh on the last day that the setting allows', () => {
    expect(planMilestone(plan({ now: new Date('2026-12-07T12:00:00Z') }))[0]?.kind).toBe('planned')
  })

  it('never plans before now nor outside a working hour', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('2026-01-01'), max: new Date('2027-12-31'), noInvalidDate: true }),
        fc.integer({ min: 0, max: 30 }),
        fc.constantFrom('UTC', 'America/New_York', 'Europe/Berlin', 'Asia/Kolkata', 'Pacific/Apia'),
        (now, delayDays, zone) => {
          const at = askingTime(now.toISOString().slice(0, 10), delayDays, { timeZone: zone, hours, now })
          expect(at >= now).toBe(true)
          expect(nextWorkingTime(at, zone, hours)).toEqual(at)
        },
      ),
    )
  })
})

const release = (over: Partial<ReleaseCase> = {}): ReleaseCase => ({
  reachedOn: '2026-11-16',
  timeZone: 'UTC',
  suppressedBy: null,
  asked: { lastMailAt: null, othersMailedAt: [] },
  caps: { contactCapDays: 30, accountCapCount: 2, accountCapDays: 30 },
  staleAfterDays: 21,
  firmTimeZone: 'UTC',
  hours,
  now: new Date('2026-11-18T10:00:00Z'),
  ...over,
})

const at = (day: string): Date => new Date(`${day}T10:00:00Z`)

describe('an invitation that is due', () => {
  it.each([
    ['leaves where nothing speaks against it', release(), { kind: 'release' }],
    [
      'is held back where the contact was asked 12 days before',
      release({ asked: { lastMailAt: at('2026-11-06'), othersMailedAt: [] } }),
      { kind: 'hold_back', reason: 'contact_cap', nextAllowedOn: '2026-12-06' },
    ],
    [
      'leaves on the very day that the cap ends',
      release({ asked: { lastMailAt: at('2026-10-19'), othersMailedAt: [] } }),
      { kind: 'release' },
    ],
    [
      'is held back where enough others of the account were asked',
      release({ asked: { lastMailAt: null, othersMailedAt: [at('2026-11-10'), at('2026-11-02'), at('2026-09-01')] } }),
      { kind: 'hold_back', reason: 'account_cap', nextAllowedOn: '2026-12-02' },
    ],
    [
      'is held back where the contact has unsubscribed since',
      release({ suppressedBy: 'unsubscribed' }),
      { kind: 'hold_back', reason: 'suppressed_unsubscribed', nextAllowedOn: null },
    ],
    [
      'is held back where its milestone was not reached after all',
      release({ reachedOn: null }),
      { kind: 'hold_back', reason: 'not_reached', nextAllowedOn: null },
    ],
    [
      'is held back where its milestone has grown stale',
      release({ now: at('2026-12-18') }),
      { kind: 'hold_back', reason: 'reached_too_long_ago', nextAllowedOn: null },
    ],
    [
      'moves to the morning at night',
      release({ now: new Date('2026-11-18T22:00:00Z') }),
      { kind: 'move', reason: 'outside_hours', dueAt: new Date('2026-11-19T09:00:00Z') },
    ],
  ])('%s', (_, input, expected) => expect(decideRelease(input)).toEqual(expected))
})

describe('a reminder', () => {
  const sent = { sentAt: at('2026-11-02'), closesAt: at('2026-11-23'), reminded: 0, timeZone: 'UTC' }
  it.each([
    ['waits for its day', sent, '2026-11-06T10:00:00Z', null],
    ['comes on its day', sent, '2026-11-09T10:00:00Z', 1],
    ['waits for a working hour', sent, '2026-11-09T20:00:00Z', null],
    ['comes a second time', { ...sent, reminded: 1 }, '2026-11-12T10:00:00Z', 2],
    ['does not come a third time', { ...sent, reminded: 2 }, '2026-11-20T10:00:00Z', null],
    ['does not come once the survey has closed', sent, '2026-11-23T10:00:00Z', null],
  ])('%s', (_, invitation, now, ordinal) => {
    expect(dueReminder(invitation, rule.reminderAfterDays, hours, new Date(now))).toBe(ordinal)
  })
})
