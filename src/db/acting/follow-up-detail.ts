import type { Viewer } from '../../core/viewer.ts'
import type { Db } from '../database.ts'
import { listFollowUpLines } from './follow-up-lines.ts'
import { visibleFollowUps } from '../visible.ts'

/** One follow-up with whom to reach; undefined also where the viewer may not see it. */
export async function findFollowUpDetail(db: Db, viewer: Viewer, id: number) {
  const [line] = await listFollowUpLines(db, viewer, { id })
  const detail = await visibleFollowUps(db, viewer)
    .innerJoin('contact', 'contact.id', 'invitation.contactId')
    .where('followUp.id', '=', id)
    .select(['followUp.responseId', 'followUp.ownerId', 'followUp.openedAt', 'followUp.takenAt'])
    .select(['followUp.closedAt', 'followUp.whatWeDid'])
    .select(['contact.email as contactEmail', 'contact.phone as contactPhone'])
    .executeTakeFirst()
  return line && detail ? { ...line, ...detail } : undefined
}

export const listFollowUpNotes = (db: Db, followUpId: number) =>
  db
    .selectFrom('followUpNote')
    .innerJoin('staff', 'staff.id', 'followUpNote.staffId')
    .where('followUpNote.followUpId', '=', followUpId)
    .select(['staff.name as staffName', 'followUpNote.note', 'followUpNote.at'])
    .orderBy('followUpNote.at')
    .orderBy('followUpNote.id')
    .execute()

/** A follow-up that the viewer sees, locked until the transaction ends. */
export const leaseFollowUp = (trx: Db, viewer: Viewer, id: number) =>
  visibleFollowUps(trx, viewer)
    .where('followUp.id', '=', id)
    .select(['followUp.id', 'followUp.state', 'followUp.ownerId'])
    .forUpdate('followUp')
    .executeTakeFirst()

export async function markFollowUpTaken(trx: Db, id: number, taken: { ownerId: number; at: Date }): Promise<void> {
  await trx
    .updateTable('followUp')
    .set({ state: 'taken', ownerId: taken.ownerId, takenAt: taken.at })
    .where('id', '=', id)
    .execute()
}

export async function markFollowUpClosed(trx: Db, id: number, closed: { whatWeDid: string; at: Date }): Promise<void> {
  await trx
    .updateTable('followUp')
    .set({ state: 'closed', closedAt: closed.at, whatWeDid: closed.whatWeDid })
    .where('id', '=', id)
    .execute()
}

export async function insertFollowUpNote(
  trx: Db,
  note: { followUpId: number; staffId: number; note: string; at: Date },
): Promise<void> {
  await trx.insertInto('followUpNote').values(note).execute()
}
