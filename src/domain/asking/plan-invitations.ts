import { groupedBy } from '../../core/grouped-by.ts'
import { type PlanDecision, planMilestone } from '../../core/asking/plan.ts'
import { upsertPlannedInvitations, withdrawPlanned } from '../../db/asking/asking.ts'
import type { Db } from '../../db/database.ts'
import { insertDecisions } from '../../db/asking/decisions.ts'
import {
  getAskingFirm,
  leaseUndecidedMilestones,
  listPlanContacts,
  markDecided,
  type PlanContactRow,
  type UndecidedMilestone,
} from '../../db/asking/planning.ts'
import { listPlanRules } from '../../db/asking/plan-rules.ts'
import type { Row } from '../../db/schema.ts'
import { listAskedSurveyVersions } from '../../db/answering/survey-versions.ts'
import type { Deps } from '../../deps.ts'
import { reopenHeldBack } from './reopen-held-back.ts'
import { withdrawUnreached } from './withdraw-unreached.ts'

const BATCH = 500

export type PlanCounts = { planned: number; not_planned: number; moved: number; withdrawn: number }

type Rules = Map<string, { rule: Row<'planRule'>; surveyVersionId: number }>

/** A rule counts once its survey is there; both can be changed by the firm at any time. */
export async function findRules(trx: Db): Promise<Rules> {
  const versions = await listAskedSurveyVersions(trx)
  return new Map(
    (await listPlanRules(trx)).flatMap((rule) => {
      const version = versions.find((each) => each.surveyKey === rule.surveyKey)
      return version ? [[rule.milestoneKind, { rule, surveyVersionId: version.id }]] : []
    }),
  )
}

type Decided = { milestone: UndecidedMilestone; decision: PlanDecision; surveyVersionId: number | undefined }

async function keepDecisions(trx: Db, decided: readonly Decided[], at: Date): Promise<void> {
  await upsertPlannedInvitations(
    trx,
    decided.flatMap(({ milestone, decision, surveyVersionId }) => {
      if (decision.kind !== 'planned' && decision.kind !== 'moved') return []
      const { contactId, dueAt } = decision
      return [{ milestoneId: milestone.id, contactId, pmId: milestone.pmId, surveyVersionId: surveyVersionId!, dueAt }]
    }),
  )
  await withdrawPlanned(
    trx,
    decided.flatMap(({ milestone, decision }) =>
      decision.kind === 'withdrawn' ? [{ milestoneId: milestone.id, contactId: decision.contactId }] : [],
    ),
  )
  await insertDecisions(
    trx,
    decided.map(({ milestone, decision }) => {
      const { kind, reason, contactId } = decision
      const dueAt = 'dueAt' in decision ? decision.dueAt : null
      return { milestoneId: milestone.id, contactId, kind, reason, dueAt, at }
    }),
  )
}

/** Who was left out for the same reason when last decided about needs no second line that says so. */
const isSaidAlready = (decision: PlanDecision, contacts: ReadonlyMap<number, PlanContactRow>): boolean =>
  decision.kind === 'not_planned' &&
  decision.contactId !== null &&
  contacts.get(decision.contactId)?.lastNotPlanned === decision.reason

async function planBatch(trx: Db, now: Date, counts: PlanCounts): Promise<number> {
  const milestones = await leaseUndecidedMilestones(trx, BATCH)
  if (milestones.length === 0) return 0
  const ids = milestones.map((milestone) => milestone.id)
  const [firm, rules] = [await getAskingFirm(trx), await findRules(trx)]
  const contacts = groupedBy(await listPlanContacts(trx, ids), (contact) => contact.milestoneId)
  const decided = milestones.flatMap((milestone): Decided[] => {
    const found = rules.get(milestone.kind)
    const own = contacts.get(milestone.id) ?? []
    const byId = new Map(own.map((contact) => [contact.id, contact]))
    const { reachedOn } = milestone
    return planMilestone({ reachedOn, rule: found?.rule ?? null, contacts: own, firm, now })
      .filter((decision) => !isSaidAlready(decision, byId))
      .map((decision) => ({ milestone, decision, surveyVersionId: found?.surveyVersionId }))
  })
  await keepDecisions(trx, decided, now)
  await markDecided(trx, ids, now)
  for (const { decision } of decided) counts[decision.kind] += 1
  return milestones.length
}

/**
 * Decides, for every reached milestone not decided yet, whom to ask and when, and takes back what was planned at milestones that
 * are not reached after all; whom a cap held back is decided about anew once it is over. Each case is kept with its reason.
 */
export async function planInvitations(deps: Deps): Promise<PlanCounts> {
  const counts: PlanCounts = { planned: 0, not_planned: 0, moved: 0, withdrawn: await withdrawUnreached(deps) }
  await reopenHeldBack(deps)
  for (;;) {
    const done = await deps.db.transaction().execute((trx) => planBatch(trx, deps.now(), counts))
    if (done < BATCH) return counts
  }
}
