import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type PlanCase, type PlanContact, askingHours, askingTime, planMilestone } from '../../src/core/asking/plan.ts'
import { nextWorkingTime } from '../../src/core/asking/working-hours.ts'
import { askingFirm, planRule } from '../support/plan.ts'

const contact = (over: Partial<PlanContact> = {}): PlanContact => ({
  id: 1,
  role: 'sponsor',
  timeZone: 'UTC',
  suppressedBy: null,
  heldBy: null,
  alreadyAsked: false,
  plannedFor: null,
  ...over,
})

const plan = (over: Partial<PlanCase> = {}): PlanCase => ({
  reachedOn: '2026-11-16',
  rule: planRule(),
  contacts: [contact()],
  firm: askingFirm(),
  now: new Date('2026-11-16T12:00:00Z'),
  ...over,
})

const dueAt = (over: Partial<PlanCase>): string | undefined => {
  const [decision] = planMilestone(plan(over))
  return decision && 'dueAt' in decision ? decision.dueAt.toISOString() : decision?.kind
}

describe('a reached milestone', () => {
  it('plans an invitation at ten in the contact’s own morning, after the delay', () => {
    const contacts = [contact(), contact({ id: 2, timeZone: 'America/New_York' })]
    expect(planMilestone(plan({ contacts }))).toEqual([
      { kind: 'planned', contactId: 1, reason: 'plan', dueAt: new Date('2026-11-18T10:00:00Z') },
      { kind: 'planned', contactId: 2, reason: 'plan', dueAt: new Date('2026-11-18T15:00:00Z') },
    ])
  })

  it.each([
    [
      'counts business days over a weekend',
      { reachedOn: '2026-11-13', rule: planRule({ delayUnit: 'business' }) },
      '2026-11-17T10:00:00.000Z',
    ],
    [
      'counts calendar days over a weekend, and waits for Monday',
      { reachedOn: '2026-11-13' },
      '2026-11-16T12:00:00.000Z',
    ],
    [
      'counts a holiday as no business day',
      { rule: planRule({ delayUnit: 'business' as const }), firm: askingFirm({ holidays: [{ day: '2026-11-17' }] }) },
      '2026-11-19T10:00:00.000Z',
    ],
    [
      'does not ask on a holiday',
      { firm: askingFirm({ holidays: [{ day: '2026-11-18' }] }) },
      '2026-11-19T09:00:00.000Z',
    ],
    ['asks in the rule’s own hours', { rule: planRule({ askFrom: 13, askUntil: 15 }) }, '2026-11-18T14:00:00.000Z'],
    [
      'asks within a single hour of the rule’s',
      { rule: planRule({ askFrom: 13, askUntil: 14 }) },
      '2026-11-18T13:00:00.000Z',
    ],
    ['asks on the rule’s own weekdays', { rule: planRule({ askDays: 'fri' }) }, '2026-11-20T09:00:00.000Z'],
  ])('%s', (_, over, expected) => expect(dueAt(over as Partial<PlanCase>)).toBe(expected))

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
    ['that somebody holds', plan({ contacts: [contact({ heldBy: 'milestone_held' })] }), 1, 'milestone_held'],
    ['whose contact somebody holds', plan({ contacts: [contact({ heldBy: 'contact_held' })] }), 1, 'contact_held'],
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

  it('is fresh for a week after a delay that is longer than that', () => {
    const rule = planRule({ delayDays: 60 })
    expect(planMilestone(plan({ rule, now: new Date('2027-01-22T12:00:00Z') }))[0]?.kind).toBe('planned')
    expect(planMilestone(plan({ rule, now: new Date('2027-01-23T12:00:00Z') }))[0]?.kind).toBe('not_planned')
  })
})

describe('a milestone that is too old by the next hour of asking', () => {
  const firm = askingFirm({ holidays: [{ day: '2026-12-07' }] })
  const lastDay = { firm, now: new Date('2026-12-07T12:00:00Z') }
  const outcome = (over: Partial<PlanCase>) => planMilestone(plan(over)).map(({ kind, reason }) => `${kind}: ${reason}`)

  it('is refused at once, and not planned for a day on which it would be refused', () => {
    expect(outcome(lastDay)).toEqual(['not_planned: reached_too_long_ago'])
  })

  it('takes back what was planned for another day', () => {
    const plannedFor = new Date('2026-12-20T10:00:00Z')
    expect(outcome({ ...lastDay, contacts: [contact({ plannedFor })] })).toEqual(['withdrawn: reached_too_long_ago'])
  })
})

describe('what was planned before', () => {
  const plannedFor = new Date('2026-11-18T10:00:00Z')
  it.each([
    [
      'moves with the day',
      plan({ reachedOn: '2026-11-17', contacts: [contact({ plannedFor })] }),
      ['moved: milestone_moved'],
    ],
    ['stays where nothing has changed', plan({ contacts: [contact({ plannedFor })] }), []],
    [
      'stays where it is due already',
      plan({ contacts: [contact({ plannedFor })], now: new Date('2026-11-18T11:00:00Z') }),
      [],
    ],
    [
      'is taken back where the plan asks the role no more',
      plan({ contacts: [contact({ plannedFor }), contact({ id: 2, role: 'user', plannedFor })] }),
      ['withdrawn: role_not_asked'],
    ],
    [
      'is taken back where nobody is asked any more',
      plan({ rule: null, contacts: [contact({ plannedFor })] }),
      ['withdrawn: no_plan_for_kind', 'not_planned: no_plan_for_kind'],
    ],
    [
      'is taken back where somebody holds it',
      plan({ contacts: [contact({ plannedFor, heldBy: 'contact_held' })] }),
      ['withdrawn: contact_held'],
    ],
    [
      'is taken back where the day was long ago',
      plan({ reachedOn: '2026-10-01', contacts: [contact({ plannedFor })] }),
      ['withdrawn: reached_too_long_ago'],
    ],
  ])('%s', (_, input, expected) => {
    expect(planMilestone(input).map(({ kind, reason }) => `${kind}: ${reason}`)).toEqual(expected)
  })
})

describe('the asking time', () => {
  it('never lies before now nor outside the rule’s hours', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('2026-01-01'), max: new Date('2027-12-31'), noInvalidDate: true }),
        fc.integer({ min: 0, max: 30 }),
        fc.constantFrom('calendar' as const, 'business' as const),
        fc.constantFrom('UTC', 'America/New_York', 'Europe/Berlin', 'Asia/Kolkata', 'Pacific/Apia'),
        fc.integer({ min: 0, max: 22 }),
        (now, delayDays, delayUnit, timeZone, askFrom) => {
          const rule = planRule({ delayDays, delayUnit, askFrom, askUntil: askFrom + 2 })
          const firm = askingFirm({ holidays: [{ day: '2026-12-25' }, { day: '2027-01-01' }] })
          const hours = askingHours(rule, firm)
          const reachedOn = now.toISOString().slice(0, 10)
          const [decision] = planMilestone(plan({ rule, firm, now, reachedOn, contacts: [contact({ timeZone })] }))
          const at = decision && 'dueAt' in decision ? decision.dueAt : new Date(0)
          expect(at >= now).toBe(true)
          expect(at >= askingTime(reachedOn, rule, timeZone, hours)).toBe(true)
          expect(nextWorkingTime(at, timeZone, hours)).toEqual(at)
        },
      ),
    )
  })
})
