import type { AskingFirm, PlanRule } from '../../src/core/asking/plan.ts'
import type { Caps } from '../../src/core/asking/survey-caps.ts'

/** Asks sponsors and decision makers two days after delivery, and reminds them twice. */
export const planRule = (over: Partial<PlanRule> = {}): PlanRule => ({
  milestoneKind: 'delivery',
  surveyKey: 'delivery',
  contactRoles: ['sponsor', 'decision_maker'],
  delayDays: 2,
  delayUnit: 'calendar',
  askFrom: null,
  askUntil: null,
  askDays: null,
  reminderAfterDays: [5, 10],
  closesAfterDays: 21,
  ...over,
})

/** A firm of the usual week in UTC, with caps of thirty days and two people an account. */
export const askingFirm = (over: Partial<AskingFirm & Caps> = {}): AskingFirm & Caps => ({
  timeZone: 'UTC',
  staleAfterDays: 21,
  workFrom: 9,
  workUntil: 17,
  workDays: 'mon tue wed thu fri',
  holidays: [],
  contactCapDays: 30,
  accountCapCount: 2,
  accountCapDays: 30,
  ...over,
})
