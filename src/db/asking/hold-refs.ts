import type { HoldTarget } from '../../core/asking/hold.ts'
import type { Viewer } from '../../core/viewer.ts'
import type { Db } from '../database.ts'
import { visibleContacts, visibleEngagements, visibleMilestones } from '../visible.ts'

/** What is held, by the firm's own identifiers: a milestone, a contact on one engagement, or with null a contact everywhere. */
export type HoldRefs = { milestoneRef: string } | { contactRef: string; engagementRef: string | null }

/** Undefined where one of the refs is nothing that the viewer sees. */
export async function findHoldTarget(db: Db, viewer: Viewer, refs: HoldRefs): Promise<HoldTarget | undefined> {
  if ('milestoneRef' in refs) {
    const milestone = await visibleMilestones(db, viewer)
      .where('milestone.ref', '=', refs.milestoneRef)
      .select('milestone.id')
      .executeTakeFirst()
    return milestone && { milestoneId: milestone.id }
  }
  const contact = await visibleContacts(db, viewer)
    .where('contact.ref', '=', refs.contactRef)
    .select('contact.id')
    .executeTakeFirst()
  if (contact === undefined || refs.engagementRef === null) {
    return contact && { contactId: contact.id, engagementId: null }
  }
  const engagement = await visibleEngagements(db, viewer)
    .where('engagement.ref', '=', refs.engagementRef)
    .select('engagement.id')
    .executeTakeFirst()
  return engagement && { contactId: contact.id, engagementId: engagement.id }
}
