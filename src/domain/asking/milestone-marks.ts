import { groupedBy } from '../../core/grouped-by.ts'
import { type MilestoneState, milestoneState } from '../../core/asking/milestone-state.ts'
import type { Viewer } from '../../core/viewer.ts'
import type { Db } from '../../db/database.ts'
import { listMilestoneMarks } from '../../db/asking/milestone-marks.ts'

/** A milestone as a mark on a line; the answer is the lowest that the viewer may read. */
export type MilestoneMark = {
  engagementId: number
  kind: string
  name: string | null
  /** The day it was reached, else planned; null where neither is known. */
  on: string | null
  state: MilestoneState
  answer: number | null
}

/** The milestones of these engagements as marks, by engagement, in the order of their days. */
export async function marksByEngagement(
  db: Db,
  viewer: Viewer,
  engagementIds: readonly number[],
  lowAnswer: number,
): Promise<Map<number, MilestoneMark[]>> {
  const rows = await listMilestoneMarks(db, viewer, engagementIds)
  const marks = rows.map(({ engagementId, kind, name, on, facts }) => {
    return { engagementId, kind, name, on, state: milestoneState(facts, lowAnswer), answer: facts.lowest }
  })
  return groupedBy(marks, (mark) => mark.engagementId)
}
