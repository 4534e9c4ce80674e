import { type Db } from '../../db/database.ts'
import { insertMissingPlanRules } from '../../db/asking/plan-rules.ts'
import type { NewRow } from '../../db/schema.ts'

const DECIDERS = ['sponsor', 'decision_maker', 'day_to_day'] as const

/** The plan a firm begins with. Users of what was built are asked once it has been delivered, and once it has been used. */
const SHIPPED_PLAN: NewRow<'planRule'>[] = [
  { milestoneKind: 'kickoff', contactRoles: [...DECIDERS], delayDays: 3 },
  { milestoneKind: 'midpoint', contactRoles: [...DECIDERS], delayDays: 1 },
  { milestoneKind: 'delivery', contactRoles: [...DECIDERS, 'user' as const], delayDays: 3 },
  { milestoneKind: 'close', contactRoles: [...DECIDERS], delayDays: 2 },
  { milestoneKind: 'aftercare', contactRoles: [...DECIDERS, 'user' as const], delayDays: 0 },
].map((rule) => ({ ...rule, surveyKey: rule.milestoneKind, reminderAfterDays: [5], closesAfterDays: 21 }))

/** Gives each shipped milestone kind its rule, unless the firm has one. */
export const loadShippedPlan = (db: Db): Promise<void> => insertMissingPlanRules(db, SHIPPED_PLAN)
