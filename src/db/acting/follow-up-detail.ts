import type { Viewer } from '../../core/viewer.ts'
import type { Db } from '../database.ts'
import { listFollowUpLines } from './follow-up-lines.ts'
import { followUpReaders, visibleFollowUps } from '../visible.ts'

/** One follow-up with whom to reach; undefined also where the viewer may not see it. */
export async function findFollowUpDetail(db: Db, viewer: Viewer, id: number) {
  const [line] = await listFollowUpLines(db, viewer, { id })
  const detail = await visibleFollowUps(db, viewer)
    .innerJoin('contact', 'contact.id', 'followUp.contactId')
    .innerJoin('account', 'account.id', 'followUp.accountId')
    .leftJoin('staff as closer', 'closer.id', 'followUp.closedBy')
    .where('followUp.id', '=', id)
    .select('closer.name as closedByName')
    .select(['followUp.responseId', 'followUp.whatWeDid', 'followUp.pmId'])
    .select(['account.accountManagerId', 'followUp.engagementId'])
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
    .innerJoin('account', 'account.id', 'followUp.accountId')
    .where('followUp.id', '=', id)
    .select(['followUp.id', 'followUp.state', 'followUp.ownerId', 'followUp.dueAt', 'followUp.responseId'])
    .select(['followUp.pmId', 'account.accountManagerId', followUpReaders.as('readers')])
    .forNoKeyUpdate('followUp')
    .executeTakeFirst()

export async function markFollowUpTaken(trx: Db, id: number, taken: { ownerId: number; at: Date }): Promise<void> {
  await trx
    .updateTable('followUp')
    .set({ state: 'taken', ownerId: taken.ownerId, takenAt: taken.at })
    .where('id', '=', id)
    .execute()
}

/** `by` null: it ended by itself. */
export async function markFollowUpClosed(
  trx: Db,
  id: number,
  closed: { whatWeDid: string; by: number | null; at: Date },
): Promise<void> {
  await trx
    .updateTable('followUp')
    .set({ state: 'closed', closedAt: closed.at, closedBy: closed.by, whatWeDid: closed.whatWeDid })
    .set({ snoozedUntil: null, escalateAt: null })
    .where('id', '=', id)
    .execute()
}

/** Puts a follow-up off; nobody has been told yet that it will be overdue then. */
export async function markFollowUpSnoozed(trx: Db, id: number, snoozed: { until: Date; dueAt: Date }): Promise<void> {
  await trx
    .updateTable('followUp')
    .set({ snoozedUntil: snoozed.until, dueAt: snoozed.dueAt, escalateAt: snoozed.dueAt, escalations: 0 })
    .where('id', '=', id)
    .execute()
}

export async function insertFollowUpNote(
  trx: Db,
  note: { followUpId: number; staffId: number; note: string; at: Date },
): Promise<void> {
  await trx.insertInto('followUpNote').values(note).execute()
}
