import { workingHoursOf } from '../core/calendar.ts'
import { type PlanDecision, planMilestone } from '../core/plan.ts'
import { upsertPlannedInvitation } from '../db/asking.ts'
import type { Db } from '../db/database.ts'
import { insertDecisions } from '../db/decisions.ts'
import { type Firm, getFirm } from '../db/firms.ts'
import {
  type PlanContactRow,
  type UndecidedMilestone,
  leaseUndecidedMilestones,
  listPlanContacts,
  markDecided,
} from '../db/planning.ts'
import { listPlanRules } from '../db/plan-rules.ts'
import type { Row } from '../db/schema.ts'
import { listNewestSurveyVersions } from '../db/survey-versions.ts'
import type { Deps } from '../deps.ts'

const BATCH = 100

export type PlanCounts = { planned: number; not_planned: number; moved: number }

type Rules = Map<string, { rule: Row<'planRule'>; surveyVersionId: number }>

/** A rule counts once its survey is there; both can be changed by the firm at any time. */
async function findRules(trx: Db): Promise<Rules> {
  const versions = await listNewestSurveyVersions(trx)
  return new Map(
    (await listPlanRules(trx)).flatMap((rule) => {
      const version = versions.find((each) => each.surveyKey === rule.surveyKey)
      return version ? [[rule.milestoneKind, { rule, surveyVersionId: version.id }]] : []
    }),
  )
}

async function keepDecision(
  trx: Db,
  milestone: UndecidedMilestone,
  decision: PlanDecision,
  context: { now: Date; surveyVersionId: number | undefined; contact: PlanContactRow | undefined },
): Promise<keyof PlanCounts> {
  const at = { milestoneId: milestone.id, contactId: decision.contactId, at: context.now }
  if (decision.kind === 'not_planned' || context.surveyVersionId === undefined) {
    await insertDecisions(trx, [{ ...at, kind: 'not_planned', reason: decision.reason }])
    return 'not_planned'
  }
  await upsertPlannedInvitation(trx, {
    milestoneId: milestone.id,
    contactId: decision.contactId,
    pmId: milestone.pmId,
    surveyVersionId: context.surveyVersionId,
    dueAt: decision.dueAt,
  })
  const moved = context.contact?.plannedInvitationId != null
  await insertDecisions(trx, [
    moved ? { ...at, kind: 'moved', reason: 'milestone_moved' } : { ...at, kind: 'planned', reason: 'plan' },
  ])
  return moved ? 'moved' : 'planned'
}

async function planBatch(trx: Db, firm: Firm, rules: Rules, now: Date, counts: PlanCounts): Promise<number> {
  const milestones = await leaseUndecidedMilestones(trx, BATCH)
  if (milestones.length === 0) return 0
  const ids = milestones.map((milestone) => milestone.id)
  const contacts = await listPlanContacts(trx, ids)
  for (const milestone of milestones) {
    const found = rules.get(milestone.kind)
    const own = contacts.filter((contact) => contact.milestoneId === milestone.id)
    const decisions = planMilestone({
      reachedOn: milestone.reachedOn,
      rule: found?.rule ?? null,
      contacts: own,
      staleAfterDays: firm.staleAfterDays,
      firmTimeZone: firm.timeZone,
      hours: workingHoursOf(firm),
      now,
    })
    for (const decision of decisions) {
      const contact = own.find((each) => each.id === decision.contactId)
      const kept = { now, contact, surveyVersionId: found?.surveyVersionId }
      counts[await keepDecision(trx, milestone, decision, kept)] += 1
    }
  }
  await markDecided(trx, ids, now)
  return milestones.length
}

/** Decides, for every reached milestone not decided yet, whom to ask and when; each case is kept with its reason. */
export async function planInvitations(deps: Deps): Promise<PlanCounts> {
  const counts: PlanCounts = { planned: 0, not_planned: 0, moved: 0 }
  for (;;) {
    const done = await deps.db.transaction().execute(async (trx) => {
      const [firm, rules] = [await getFirm(trx), await findRules(trx)]
      return planBatch(trx, firm, rules, deps.now(), counts)
    })
    if (done < BATCH) return counts
  }
}
