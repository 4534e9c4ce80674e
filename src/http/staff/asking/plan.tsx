import { type Context, Hono } from 'hono'
import type { FieldFault } from '../../../core/firm/parse-record.ts'
import { PLAN_FIELDS, type PlanField, type TypedPlanRule } from '../../../core/asking/plan-form.ts'
import { addPlanRule, changePlanRule, removePlanRule } from '../../../domain/asking/save-plan-rule.ts'
import { listSurveyKeys, showPlan, showPlanRule, writePlanTable } from '../../../domain/asking/show-plan.ts'
import type { Fault } from '../../../views/field.tsx'
import { page } from '../../../views/layout.tsx'
import type { Notice } from '../../../views/notice.tsx'
import { paths } from '../../../views/paths.ts'
import { PlanPage } from '../../../views/asking/plan.tsx'
import { PlanRulePage } from '../../../views/asking/plan-rule.tsx'
import { planWords } from '../../../views/asking/plan-words.ts'
import type { AppEnv } from '../../env.ts'
import { frameOf } from '../../frame.ts'
import { refuse } from '../../refusals.tsx'
import { ID, idOf, textFields } from '../page-form.ts'
import { table } from '../table.ts'

const SAID: Record<string, Notice> = {
  saved: { tone: 'done', text: 'The plan is saved. It holds for milestones decided from now on.' },
  removed: { tone: 'done', text: 'The rule is removed. What it had planned will not be sent.' },
}

const SUBJECTS: Record<PlanField, string> = {
  milestone_kind: 'The milestone kind',
  survey_key: 'The survey',
  contact_roles: 'Who is asked',
  delay_days: 'The days after it was reached',
  delay_unit: 'The kind of days',
  ask_from: 'The hour when asking begins',
  ask_until: 'The hour when asking ends',
  ask_days: 'The weekdays',
  reminder_after_days: 'The reminders',
  closes_after_days: 'The days until it closes',
}

const faultOf = ({ column, reason }: FieldFault): Fault => ({
  field: column,
  message: `${SUBJECTS[column as PlanField]}: ${reason}`,
})

const EMPTY: TypedPlanRule = {
  milestone_kind: '',
  survey_key: 'delivery',
  contact_roles: 'sponsor decision_maker day_to_day',
  delay_days: '3',
  delay_unit: 'calendar',
  ask_from: '',
  ask_until: '',
  ask_days: '',
  reminder_after_days: '5',
  closes_after_days: '21',
}

async function newRulePage(c: Context<AppEnv>, typed: TypedPlanRule, faults: readonly Fault[]): Promise<Response> {
  if (c.var.signedIn.viewer.role !== 'admin') return refuse(c, { kind: 'not_yours' })
  const surveyKeys = await listSurveyKeys(c.var.deps)
  const content = PlanRulePage({ frame: await frameOf(c), typed, faults, surveyKeys, stored: null })
  return c.html(page(content), faults.length > 0 ? 422 : 200)
}

async function rulePage(c: Context<AppEnv>, typed?: TypedPlanRule, faults: readonly Fault[] = []): Promise<Response> {
  const shown = await showPlanRule(c.var.deps, c.var.signedIn.viewer, idOf(c))
  if (shown.kind !== 'shown') return refuse(c, shown)
  const { rule, surveyKeys, planned } = shown
  const stored = { id: rule.id, words: planWords(rule), planned }
  const kept = typed ? { ...typed, milestone_kind: rule.milestoneKind } : shown.typed
  const content = PlanRulePage({ frame: await frameOf(c), typed: kept, faults, surveyKeys, stored })
  return c.html(page(content), faults.length > 0 ? 422 : 200)
}

/** The plan, for leadership to read and administrators to change. */
export const planRoutes = new Hono<AppEnv>()
  .get(paths.plan, async (c) => {
    const shown = await showPlan(c.var.deps, c.var.signedIn.viewer)
    if (shown.kind !== 'shown') return refuse(c, shown)
    const { rules, mayChange } = shown
    return c.html(page(PlanPage({ frame: await frameOf(c, SAID[c.req.query('done') ?? '']), rules, mayChange })))
  })
  .get(paths.planTable, async (c) => {
    const text = await writePlanTable(c.var.deps, c.var.signedIn.viewer)
    return text === undefined ? refuse(c, { kind: 'not_yours' }) : table(c, 'plan', text)
  })
  .get(paths.newPlanRule, (c) => newRulePage(c, EMPTY, []))
  .post(paths.planRules, async (c) => {
    const typed = await textFields(c, PLAN_FIELDS)
    const result = await addPlanRule(c.var.deps, c.var.signedIn.viewer, typed)
    if (result.kind === 'not_yours') return refuse(c, result)
    if (result.kind === 'faults') return newRulePage(c, typed, result.faults.map(faultOf))
    return c.redirect(`${paths.plan}?done=saved`, 303)
  })
  .get(`${paths.planRules}/${ID}`, (c) => rulePage(c))
  .post(`${paths.planRules}/${ID}`, async (c) => {
    const typed = await textFields(c, PLAN_FIELDS)
    const result = await changePlanRule(c.var.deps, c.var.signedIn.viewer, idOf(c), typed)
    if (result.kind === 'not_yours' || result.kind === 'unknown') return refuse(c, result)
    if (result.kind === 'faults') return rulePage(c, typed, result.faults.map(faultOf))
    return c.redirect(`${paths.plan}?done=saved`, 303)
  })
  .post(`${paths.planRules}/${ID}/remove`, async (c) => {
    const result = await removePlanRule(c.var.deps, c.var.signedIn.viewer, idOf(c))
    return result.kind === 'removed' ? c.redirect(`${paths.plan}?done=removed`, 303) : refuse(c, result)
  })
