import type { FieldFault } from '../../core/firm/parse-record.ts'
import { parsePlanRule, type TypedPlanRule } from '../../core/asking/plan-form.ts'
import { reopenWithdrawnOfKind, withdrawPlannedOfKind } from '../../db/asking/asking.ts'
import { insertDecisions } from '../../db/asking/decisions.ts'
import { lockReleases } from '../../db/asking/planning.ts'
import {
  deletePlanRule,
  findPlanRule,
  insertPlanRule,
  lockPlanRule,
  updatePlanRule,
} from '../../db/asking/plan-rules.ts'
import { insertAudit } from '../../db/access/staff-sign-in.ts'
import type { Deps } from '../../deps.ts'
import type { Actor } from '../acting/act-on-follow-up.ts'
import { listSurveyKeys } from './show-plan.ts'

type Refused = { kind: 'faults'; faults: FieldFault[] } | { kind: 'not_yours' }

const keep = (deps: Deps, db: Deps['db'], actor: Actor, action: string, detail: Record<string, unknown>) =>
  insertAudit(db, { at: deps.now(), staffId: actor.staffId, action, detail })

const TAKEN: FieldFault = { column: 'milestone_kind', reason: 'has a rule already; change that one' }

/** Adds a rule for a milestone kind that has none; what the removal of an earlier one took back is decided about anew. */
export async function addPlanRule(
  deps: Deps,
  actor: Actor,
  typed: TypedPlanRule,
): Promise<{ kind: 'saved' } | Refused> {
  if (actor.role !== 'admin') return { kind: 'not_yours' }
  const parsed = parsePlanRule(typed, await listSurveyKeys(deps))
  if (parsed.kind === 'faults') return parsed
  const { milestoneKind, contactRoles, reminderAfterDays, ...rule } = parsed.rule
  return deps.db.transaction().execute(async (trx) => {
    const values = {
      ...rule,
      milestoneKind,
      contactRoles: [...contactRoles],
      reminderAfterDays: [...reminderAfterDays],
    }
    if ((await insertPlanRule(trx, values)) === undefined) return { kind: 'faults', faults: [TAKEN] }
    await reopenWithdrawnOfKind(trx, milestoneKind)
    await keep(deps, trx, actor, 'plan_rule_added', { ...typed, milestone_kind: milestoneKind })
    return { kind: 'saved' }
  })
}

/** Changes a rule; its milestone kind stays, as decisions of the past speak of it. */
export async function changePlanRule(
  deps: Deps,
  actor: Actor,
  id: number,
  typed: Omit<TypedPlanRule, 'milestone_kind'>,
): Promise<{ kind: 'saved' } | { kind: 'unknown' } | Refused> {
  if (actor.role !== 'admin') return { kind: 'not_yours' }
  const stored = await findPlanRule(deps.db, id)
  if (stored === undefined) return { kind: 'unknown' }
  const whole = { ...typed, milestone_kind: stored.milestoneKind }
  const parsed = parsePlanRule(whole, await listSurveyKeys(deps))
  if (parsed.kind === 'faults') return parsed
  const { milestoneKind: _, contactRoles, reminderAfterDays, ...rule } = parsed.rule
  return deps.db.transaction().execute(async (trx) => {
    if ((await lockPlanRule(trx, id)) === undefined) return { kind: 'unknown' }
    await updatePlanRule(trx, id, {
      ...rule,
      contactRoles: [...contactRoles],
      reminderAfterDays: [...reminderAfterDays],
    })
    await keep(deps, trx, actor, 'plan_rule_changed', whole)
    return { kind: 'saved' }
  })
}

/** Removes a rule: what it has planned is taken back, and milestones of its kind are not asked about any more. */
export async function removePlanRule(
  deps: Deps,
  actor: Actor,
  id: number,
): Promise<{ kind: 'removed' } | { kind: 'unknown' } | { kind: 'not_yours' }> {
  if (actor.role !== 'admin') return { kind: 'not_yours' }
  return deps.db.transaction().execute(async (trx) => {
    const rule = await lockPlanRule(trx, id)
    if (rule === undefined) return { kind: 'unknown' }
    await lockReleases(trx)
    await deletePlanRule(trx, id)
    const at = deps.now()
    const withdrawn = await withdrawPlannedOfKind(trx, rule.milestoneKind)
    await insertDecisions(
      trx,
      withdrawn.map((planned) => ({ ...planned, at, kind: 'withdrawn' as const, reason: 'no_plan_for_kind' })),
    )
    const detail = { milestone_kind: rule.milestoneKind, withdrawn: withdrawn.length }
    await keep(deps, trx, actor, 'plan_rule_removed', detail)
    return { kind: 'removed' }
  })
}
