import { groupedBy } from '../core/grouped-by.ts'
import { milestoneState } from '../core/milestone-state.ts'
import { missingEvidence } from '../core/score/missing-evidence.ts'
import { seesEverything, type Viewer } from '../core/viewer.ts'
import { getCoverage } from '../db/coverage.ts'
import type { Db } from '../db/database.ts'
import { listAnswersOn, listDecisionLines } from '../db/decision-lines.ts'
import { findEngagementIdOf, findEngagementLine, listParticipants } from '../db/engagement-lines.ts'
import { getFirm } from '../db/firms.ts'
import { listMilestoneMarks, type MilestoneMarkRow } from '../db/milestone-marks.ts'
import type { Deps } from '../deps.ts'
import { findFirmScore, findShownScores } from './shown-score.ts'

type DecisionLine = Awaited<ReturnType<typeof listDecisionLines>>[number]
type AnswerOn = Awaited<ReturnType<typeof listAnswersOn>>[number]

const answerKey = (at: { milestoneId: number; contactId: number | null }): string => `${at.milestoneId} ${at.contactId}`

/** What was decided about one contact at one milestone, with the answer if the viewer may read it. */
function contactDecisions(decisions: DecisionLine[], answers: ReadonlyMap<string, AnswerOn>) {
  const first = decisions[0]
  const answer = first && answers.get(answerKey(first))
  return {
    contactName: first?.contactName ?? null,
    role: first?.role ?? null,
    answer: answer ? { responseId: answer.responseId, callFirst: answer.callFirst } : null,
    decisions: decisions.map(({ kind, reason, nextAllowedOn, at }) => ({ kind, reason, nextAllowedOn, at })),
  }
}

async function timelineOf(db: Db, viewer: Viewer, engagementId: number, lowAnswer: number) {
  const milestones = await listMilestoneMarks(db, viewer, [engagementId])
  const decided = groupedBy(await listDecisionLines(db, viewer, engagementId), (line) => line.milestoneId)
  const answers = new Map((await listAnswersOn(db, viewer, engagementId)).map((answer) => [answerKey(answer), answer]))
  return milestones.map((milestone: MilestoneMarkRow) => {
    const { id, kind, name, plannedOn, reachedOn, facts } = milestone
    const contacts = groupedBy(decided.get(id) ?? [], (line) => line.contactId)
    return {
      id,
      kind,
      name,
      plannedOn,
      reachedOn,
      state: milestoneState(facts, lowAnswer),
      answer: facts.lowest,
      contacts: [...contacts.values()].map((decisions) => contactDecisions(decisions, answers)),
    }
  })
}

/** One engagement: its score, its people, and every decision to ask or not to ask with what came of it. */
export async function showEngagement(deps: Deps, viewer: Viewer, id: number) {
  const { db } = deps
  const engagement = await findEngagementLine(db, viewer, id)
  if (engagement === undefined) return { kind: 'unknown' as const }
  const firm = await getFirm(db)
  const score = (await findShownScores(db, viewer, 'engagement')).get(id) ?? null
  const leads = viewer.role === 'pm' && engagement.pmId === viewer.staffId
  return {
    kind: 'shown' as const,
    engagement,
    score,
    missing: missingEvidence('engagement', score, firm),
    firmAverage: (await findFirmScore(db, viewer))?.value ?? null,
    coverage: await getCoverage(db, viewer, 'engagement', id),
    contacts: await listParticipants(db, viewer, id),
    milestones: await timelineOf(db, viewer, id, firm.lowAnswer),
    mayMarkReached: seesEverything(viewer) || leads,
  }
}

/** The engagement of a milestone that the viewer sees. */
export const findEngagementOf = (deps: Deps, viewer: Viewer, milestoneId: number): Promise<number | undefined> =>
  findEngagementIdOf(deps.db, viewer, milestoneId)
