import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parsePlanRule } from '../../src/core/asking/plan-form.ts'

const SURVEYS = ['kickoff', 'delivery']
const TYPED = {
  milestone_kind: 'go_live',
  survey_key: 'delivery',
  contact_roles: 'user sponsor',
  delay_days: '3',
  delay_unit: 'business',
  ask_from: '',
  ask_until: '',
  ask_days: '',
  reminder_after_days: '5, 10',
  closes_after_days: '21',
}

describe('a rule of the plan as typed', () => {
  it('is read whole, its roles in the usual order', () => {
    expect(parsePlanRule(TYPED, SURVEYS)).toEqual({
      kind: 'ok',
      rule: {
        milestoneKind: 'go_live',
        surveyKey: 'delivery',
        contactRoles: ['sponsor', 'user'],
        delayDays: 3,
        delayUnit: 'business',
        askFrom: null,
        askUntil: null,
        askDays: null,
        reminderAfterDays: [5, 10],
        closesAfterDays: 21,
      },
    })
  })

  it('without a reminder reminds nobody', () => {
    expect(parsePlanRule({ ...TYPED, reminder_after_days: ' ' }, SURVEYS)).toMatchObject({
      rule: { reminderAfterDays: [] },
    })
  })

  it.each([
    ['milestone_kind', 'Go live', 'is not a kind'],
    ['milestone_kind', '', 'is empty'],
    ['survey_key', 'close', 'is not one of kickoff, delivery'],
    ['contact_roles', '', 'choose at least one role'],
    ['contact_roles', 'sponsor boss', 'is not one of sponsor'],
    ['delay_days', '', 'is empty'],
    ['delay_days', '366', 'from 0 to 365'],
    ['reminder_after_days', '5, soon', 'from 1 to 364'],
    ['reminder_after_days', '10, 5', '5 does not come after 10'],
    ['reminder_after_days', '1 2 3', 'at most 2'],
    ['delay_unit', 'weeks', 'is not one of calendar, business'],
    ['ask_days', 'someday', 'are not weekdays'],
    ['reminder_after_days', '21', 'not before day 21'],
    ['closes_after_days', '0', 'from 1 to 365'],
  ] as const)('with %s %j is refused beside that field alone', (field, typed, reason) => {
    const parsed = parsePlanRule({ ...TYPED, [field]: typed }, SURVEYS)
    expect(parsed.kind === 'faults' && parsed.faults).toEqual([
      { column: field, reason: expect.stringContaining(reason) },
    ])
  })

  it('asks in hours and on days of its own', () => {
    const typed = { ...TYPED, ask_from: '10', ask_until: '12', ask_days: 'thu tue' }
    expect(parsePlanRule(typed, SURVEYS)).toMatchObject({ rule: { askFrom: 10, askUntil: 12, askDays: 'tue thu' } })
  })

  it.each([
    ['10', '', 'ask_until', 'is empty'],
    ['', '12', 'ask_from', 'is empty'],
    ['12', '12', 'ask_until', 'not later than 12'],
    ['24', '12', 'ask_from', 'from 0 to 23'],
  ])('from %j to %j is refused', (ask_from, ask_until, column, reason) => {
    const parsed = parsePlanRule({ ...TYPED, ask_from, ask_until }, SURVEYS)
    expect(parsed.kind === 'faults' && parsed.faults).toEqual([{ column, reason: expect.stringContaining(reason) }])
  })

  it('has rising reminders that all come before it closes, whatever was typed', () => {
    const days = fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 4 })
    fc.assert(
      fc.property(days, fc.integer({ min: 1, max: 40 }), (reminders, closes) => {
        const parsed = parsePlanRule(
          { ...TYPED, reminder_after_days: reminders.join(','), closes_after_days: `${closes}` },
          SURVEYS,
        )
        if (parsed.kind === 'faults') return
        const { reminderAfterDays } = parsed.rule
        expect(reminderAfterDays.length).toBeLessThanOrEqual(2)
        for (const [i, day] of reminderAfterDays.entries()) {
          expect(day).toBeLessThan(reminderAfterDays[i + 1] ?? closes)
        }
      }),
    )
  })
})
