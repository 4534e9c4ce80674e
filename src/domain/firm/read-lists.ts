import { groupedBy } from '../../core/grouped-by.ts'
import type { Viewer } from '../../core/viewer.ts'
import { listResponses } from '../../db/lists/list-answers.ts'
import { type FollowUpRequest, listFollowUps, listNotesAbout, listStepsOf } from '../../db/lists/list-follow-ups.ts'
import { listOpportunities, type OpportunityRequest } from '../../db/lists/list-opportunities.ts'
import { listDecisions, listDecisionsAt, listInvitations } from '../../db/lists/list-asked.ts'
import { listEmails } from '../../db/lists/list-emails.ts'
import { listHolds } from '../../db/lists/list-holds.ts'
import type { LoopRequest } from '../../db/lists/list-request.ts'
import { listRecords, type RecordKind, type RecordRequest } from '../../db/lists/list-records.ts'

import type { Deps } from '../../deps.ts'

export type { LoopRequest } from '../../db/lists/list-request.ts'
export { RECORD_KINDS, type RecordKind, type RecordRequest } from '../../db/lists/list-records.ts'

export const readRecords = (deps: Deps, viewer: Viewer, kind: RecordKind, request: RecordRequest) =>
  listRecords(deps.db, viewer, kind, request)

/** Invitations with why each was sent, held back, moved or closed. */
export async function readInvitations(deps: Deps, viewer: Viewer, request: LoopRequest) {
  const invitations = await listInvitations(deps.db, viewer, request)
  const milestones = [...new Set(invitations.map(({ milestoneId }) => milestoneId))]
  const decisions = await listDecisionsAt(deps.db, viewer, milestones)
  const about = ({ milestoneId, contactId }: { milestoneId: number; contactId: number }) =>
    decisions.filter((each) => each.milestoneId === milestoneId && each.contactId === contactId)
  return invitations.map((invitation) => Object.assign(invitation, { decisions: about(invitation) }))
}

export const readDecisions = (deps: Deps, viewer: Viewer, request: LoopRequest) =>
  listDecisions(deps.db, viewer, request)

export const readHolds = (deps: Deps, viewer: Viewer, request: LoopRequest) => listHolds(deps.db, viewer, request)

export const readResponses = (deps: Deps, viewer: Viewer, request: LoopRequest) =>
  listResponses(deps.db, viewer, request)

/** Follow-ups with what people noted about them and did. */
export async function readFollowUps(deps: Deps, viewer: Viewer, request: FollowUpRequest) {
  const followUps = await listFollowUps(deps.db, viewer, request)
  if (followUps.length === 0) return []
  const ids = followUps.map(({ id }) => id)
  const notes = groupedBy(await listNotesAbout(deps.db, ids), ({ followUpId }) => followUpId)
  const steps = groupedBy(await listStepsOf(deps.db, ids), ({ followUpId }) => followUpId)
  return followUps.map((each) =>
    Object.assign(each, { notes: notes.get(each.id) ?? [], steps: steps.get(each.id) ?? [] }),
  )
}

export const readOpportunities = (deps: Deps, viewer: Viewer, request: OpportunityRequest) =>
  listOpportunities(deps.db, viewer, request)

export const readEmails = (deps: Deps, viewer: Viewer, request: LoopRequest) => listEmails(deps.db, viewer, request)
