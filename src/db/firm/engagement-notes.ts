import type { Viewer } from '../../core/viewer.ts'
import type { Db } from '../database.ts'
import type { NewRow } from '../schema.ts'
import { visibleEngagements } from '../visible.ts'

/** What people of the firm noted about an engagement that the viewer sees, the newest first. */
export const listEngagementNotes = (db: Db, viewer: Viewer, engagementId: number) =>
  visibleEngagements(db, viewer)
    .innerJoin('engagementNote', 'engagementNote.engagementId', 'engagement.id')
    .innerJoin('staff as author', 'author.id', 'engagementNote.staffId')
    .where('engagement.id', '=', engagementId)
    .select(['engagementNote.id', 'engagementNote.note', 'engagementNote.at', 'author.name as authorName'])
    .orderBy('engagementNote.at', 'desc')
    .orderBy('engagementNote.id', 'desc')
    .execute()

export async function insertEngagementNote(db: Db, note: NewRow<'engagementNote'>): Promise<void> {
  await db.insertInto('engagementNote').values(note).execute()
}
