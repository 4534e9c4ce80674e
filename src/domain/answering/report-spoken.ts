import { readSpoken, type TypedSpoken } from '../../core/answering/spoken.ts'
import { experienceKeysOf } from '../../core/answering/survey.ts'
import { dayIn } from '../../core/calendar.ts'
import { mayHold } from '../../core/asking/hold.ts'
import type { FieldFault } from '../../core/firm/parse-record.ts'
import type { Viewer } from '../../core/viewer.ts'
import { insertAudit } from '../../db/access/staff-sign-in.ts'
import {
  leaseSpokenPlace,
  listSpokenMilestones,
  planSpoken,
  upsertSpokenReport,
} from '../../db/answering/spoken-reports.ts'
import { findSurveyInForce, listAskedSurveyVersions } from '../../db/answering/survey-versions.ts'
import { insertDecisions } from '../../db/asking/decisions.ts'
import { lockReleases } from '../../db/asking/planning.ts'
import { listPlanRules } from '../../db/asking/plan-rules.ts'
import type { Db } from '../../db/database.ts'
import { findEngagementLine, listParticipants } from '../../db/firm/engagement-lines.ts'
import { getFirm } from '../../db/firm/firms.ts'
import type { Deps } from '../../deps.ts'

type Actor = Viewer & { staffId: number }

export type ReportResult =
  | { kind: 'reported' }
  | { kind: 'faults'; faults: FieldFault[] }
  | { kind: 'unknown' }
  | { kind: 'not_yours' }

/** The survey in which the contact can correct what was written down: the plan's at this milestone, else any. */
async function surveyFor(trx: Db, milestoneKind: string) {
  const rule = (await listPlanRules(trx)).find((each) => each.milestoneKind === milestoneKind)
  const keys = (await listAskedSurveyVersions(trx)).map(({ surveyKey }) => surveyKey)
  const key = keys.find((each) => each === (rule?.surveyKey ?? milestoneKind)) ?? keys[0]
  const survey = key === undefined ? undefined : await findSurveyInForce(trx, key)
  if (survey === undefined) throw new Error('there is no survey; run migrate')
  return survey
}

/** What can be chosen on the form: who takes part, and which milestones were reached. */
export async function showSpokenForm(deps: Deps, viewer: Viewer, engagementId: number) {
  const engagement = await findEngagementLine(deps.db, viewer, engagementId)
  if (engagement === undefined) return { kind: 'unknown' as const }
  if (!mayHold(viewer, engagement)) return { kind: 'not_yours' as const }
  return {
    kind: 'shown' as const,
    engagement,
    contacts: await listParticipants(deps.db, viewer, engagementId),
    milestones: await listSpokenMilestones(deps.db, viewer, engagementId),
  }
}

const UNSENT = ['planned', 'withdrawn', 'held_back']

/** Why nothing can be written down of a contact at a milestone: the answer there is the contact's own to give, or given. */
function whyNot(place: Awaited<ReturnType<typeof leaseSpokenPlace>>): string | undefined {
  if (place === undefined || UNSENT.includes(place.state)) return undefined
  if (place.reportState !== null) return 'has been asked already to confirm what was said at this milestone'
  if (place.state === 'answered') return 'has answered at this milestone; only the client changes that answer'
  if (place.state === 'sent') return 'has the survey about this milestone just now; the answer is theirs to give'
  return undefined
}

/** Keeps what a client said on a call or a visit. The client is asked to confirm it; until then it counts nowhere. */
export async function reportSpoken(
  deps: Deps,
  actor: Actor,
  engagementId: number,
  typed: TypedSpoken & { contact: string; milestone: string },
): Promise<ReportResult> {
  return deps.db.transaction().execute(async (trx): Promise<ReportResult> => {
    await lockReleases(trx)
    const shown = await showSpokenForm({ ...deps, db: trx }, actor, engagementId)
    if (shown.kind !== 'shown') return shown
    const contact = shown.contacts.find(({ id }) => `${id}` === typed.contact)
    const milestone = shown.milestones.find(({ id }) => `${id}` === typed.milestone)
    const faults: FieldFault[] = []
    if (contact === undefined) faults.push({ column: 'contact', reason: 'is nobody of this engagement; choose one' })
    if (milestone === undefined)
      faults.push({ column: 'milestone', reason: 'is not reached here; choose one of the list' })
    const survey = await surveyFor(trx, milestone?.kind ?? '')
    const today = dayIn((await getFirm(trx)).timeZone, deps.now())
    const read = readSpoken(typed, today, experienceKeysOf(survey.definition))
    faults.push(...read.faults)
    if (faults.length > 0 || !contact || !milestone) return { kind: 'faults', faults }
    const at = { milestoneId: milestone.id, contactId: contact.id }
    const reason = whyNot(await leaseSpokenPlace(trx, at))
    if (reason !== undefined) return { kind: 'faults', faults: [{ column: 'contact', reason }] }
    const now = deps.now()
    const invitationId = await planSpoken(trx, {
      ...at,
      pmId: shown.engagement.pmId,
      surveyVersionId: survey.id,
      dueAt: now,
    })
    await upsertSpokenReport(trx, { ...read.spoken, invitationId, reportedBy: actor.staffId, reportedAt: now })
    await insertDecisions(trx, [{ ...at, kind: 'planned', reason: 'spoken_report', dueAt: now, at: now }])
    const detail = { invitation: invitationId, engagement: engagementId }
    await insertAudit(trx, { at: now, staffId: actor.staffId, action: 'spoken_reported', detail })
    return { kind: 'reported' }
  })
}
