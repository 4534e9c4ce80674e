import { PLAN_FIELDS, type TypedPlanRule } from '../../core/asking/plan-form.ts'
import { tableText } from '../../core/table.ts'
import { seesEverything, type Viewer } from '../../core/viewer.ts'
import { MILESTONE_KINDS } from '../../core/words.ts'
import { countPlannedInvitations, findPlanRule, listPlanRules } from '../../db/asking/plan-rules.ts'
import type { Row } from '../../db/schema.ts'
import { listAskedSurveyVersions } from '../../db/answering/survey-versions.ts'
import type { Deps } from '../../deps.ts'

const rankOf = (kind: string): number => {
  const rank = MILESTONE_KINDS.findIndex((each) => each === kind)
  return rank === -1 ? MILESTONE_KINDS.length : rank
}

/** The rules in the order of a project, those of the firm's own kinds after them; leaders read, administrators change. */
export async function showPlan(deps: Deps, viewer: Viewer) {
  if (!seesEverything(viewer)) return { kind: 'not_yours' as const }
  const rules = await listPlanRules(deps.db)
  const sorted = rules.sort(
    (a, b) => rankOf(a.milestoneKind) - rankOf(b.milestoneKind) || a.milestoneKind.localeCompare(b.milestoneKind, 'en'),
  )
  return { kind: 'shown' as const, rules: sorted, mayChange: viewer.role === 'admin' }
}

/** The rules as a table for a spreadsheet, each field as its form takes it; undefined for whom it is not. */
export async function writePlanTable(deps: Deps, viewer: Viewer): Promise<string | undefined> {
  const shown = await showPlan(deps, viewer)
  return shown.kind === 'shown' ? tableText(PLAN_FIELDS, shown.rules.map(typedOf)) : undefined
}

/** The surveys that a rule can ask. */
export const listSurveyKeys = async (deps: Deps): Promise<string[]> =>
  (await listAskedSurveyVersions(deps.db)).map(({ surveyKey }) => surveyKey)

const typedOf = (rule: Row<'planRule'>): TypedPlanRule => ({
  milestone_kind: rule.milestoneKind,
  survey_key: rule.surveyKey,
  contact_roles: rule.contactRoles.join(' '),
  delay_days: String(rule.delayDays),
  delay_unit: rule.delayUnit,
  ask_from: String(rule.askFrom ?? ''),
  ask_until: String(rule.askUntil ?? ''),
  ask_days: rule.askDays ?? '',
  reminder_after_days: rule.reminderAfterDays.join(', '),
  closes_after_days: String(rule.closesAfterDays),
})

/** One rule as a form holds it, with how many invitations it has planned that are still to be sent. */
export async function showPlanRule(deps: Deps, viewer: Viewer, id: number) {
  if (viewer.role !== 'admin') return { kind: 'not_yours' as const }
  const rule = await findPlanRule(deps.db, id)
  if (rule === undefined) return { kind: 'unknown' as const }
  const planned = await countPlannedInvitations(deps.db, viewer, rule.milestoneKind)
  return { kind: 'shown' as const, rule, typed: typedOf(rule), planned, surveyKeys: await listSurveyKeys(deps) }
}
