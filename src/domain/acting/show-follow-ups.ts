import { mayActOn } from '../../core/acting/follow-up.ts'
import type { Viewer } from '../../core/viewer.ts'
import { findFollowUpDetail, listFollowUpNotes } from '../../db/acting/follow-up-detail.ts'
import { listFollowUpLines } from '../../db/acting/follow-up-lines.ts'
import type { Deps } from '../../deps.ts'
import { withOverdue } from './with-overdue.ts'

export type FollowUpShow = 'open' | 'overdue' | 'closed'

/** The follow-ups that the viewer sees: what is to do by due time, what is closed latest first; with how many there are. */
export async function showFollowUps(deps: Deps, viewer: Viewer, show: FollowUpShow) {
  const all = (await listFollowUpLines(deps.db, viewer, {})).map((line) => withOverdue(line, deps.now()))
  const lines = {
    open: all.filter(({ state }) => state !== 'closed'),
    overdue: all.filter(({ overdue }) => overdue),
    closed: all.filter(({ state }) => state === 'closed').toReversed(),
  }
  const counts = { open: lines.open.length, overdue: lines.overdue.length, closed: lines.closed.length }
  return { counts, followUps: lines[show] }
}

/** One follow-up with its notes, and whether the viewer may act on it. */
export async function showFollowUp(deps: Deps, viewer: Viewer, id: number) {
  const detail = await findFollowUpDetail(deps.db, viewer, id)
  if (detail === undefined) return { kind: 'unknown' as const }
  return {
    kind: 'shown' as const,
    followUp: withOverdue(detail, deps.now()),
    notes: await listFollowUpNotes(deps.db, id),
    mayAct: mayActOn(viewer, detail),
  }
}
