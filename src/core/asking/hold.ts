import { seesEverything, type Viewer } from '../viewer.ts'
import type { HoldScope } from '../words.ts'

/** What is left out: a whole milestone, a contact on one engagement, or with null a contact everywhere. */
export type HoldTarget = { milestoneId: number } | { contactId: number; engagementId: number | null }

export const holdScope = (target: HoldTarget): HoldScope =>
  'milestoneId' in target ? 'milestone_held' : 'contact_held'

/** Who leads the engagement and who looks after its account; null: nobody. Everywhere is nobody's alone. */
export type InCharge = { pmId: number | null; accountManagerId: number | null }

/** Whether the viewer may leave somebody out here, let them in again, or ask ahead of the plan's own hour. */
export function mayHold(viewer: Viewer, { pmId, accountManagerId }: InCharge): boolean {
  if (seesEverything(viewer)) return true
  return viewer.staffId === (viewer.role === 'pm' ? pmId : accountManagerId)
}
