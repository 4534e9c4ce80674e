import { sql } from 'kysely'
import type { FollowUpPeople } from '../../core/acting/follow-up.ts'
import type { FollowUpReason } from '../../core/words.ts'
import type { Db } from '../database.ts'
import type { NewRow, Row } from '../schema.ts'

export type FollowUpStaff = Pick<Row<'staff'>, 'id' | 'role' | 'name' | 'email' | 'timeZone' | 'locale'>

/** Everybody who could own a follow-up about an answer, with what is needed to write to them. */
export async function listFollowUpPeople(
  db: Db,
  of: { pmId: number; accountManagerId: number | null },
): Promise<FollowUpPeople<FollowUpStaff>> {
  const team = of.accountManagerId === null ? [of.pmId] : [of.pmId, of.accountManagerId]
  const ledBy = db.selectFrom('staff').select('leaderId').where('id', '=', of.pmId)
  const staff = await db
    .selectFrom('staff')
    .select(['id', 'role', 'name', 'email', 'timeZone', 'locale'])
    .select((eb) => eb('id', 'in', ledBy).as('leadsPm'))
    .where((eb) => eb.or([eb('role', 'in', ['leader', 'admin']), eb('id', 'in', team), eb('id', 'in', ledBy)]))
    .orderBy('id')
    .execute()
  const pm = staff.find(({ id }) => id === of.pmId)
  if (!pm) throw new Error(`no staff ${of.pmId}`)
  return {
    pm,
    pmLeader: staff.find(({ leadsPm }) => leadsPm) ?? null,
    accountManager: staff.find(({ id }) => id === of.accountManagerId) ?? null,
    leaders: staff.filter(({ role }) => role === 'leader'),
    admins: staff.filter(({ role }) => role === 'admin'),
  }
}

export const findStaff = (db: Db, id: number): Promise<FollowUpStaff | undefined> =>
  db
    .selectFrom('staff')
    .select(['id', 'role', 'name', 'email', 'timeZone', 'locale'])
    .where('id', '=', id)
    .executeTakeFirst()

/** Everybody of the firm, by name. */
export const listStaffByName = (db: Db): Promise<{ id: number; name: string }[]> =>
  db.selectFrom('staff').select(['id', 'name']).orderBy('name').orderBy('id').execute()

/** The zone whose hours count for a follow-up's owner; null: the firm's. */
export async function getOwnerTimeZone(db: Db, id: number): Promise<string | null> {
  const row = await db
    .selectFrom('followUp')
    .innerJoin('staff', 'staff.id', 'followUp.ownerId')
    .select('staff.timeZone')
    .where('followUp.id', '=', id)
    .executeTakeFirst()
  return row?.timeZone ?? null
}

/** The follow-up that a response opened, locked until the transaction ends. */
export const leaseFollowUpOf = (trx: Db, responseId: number): Promise<Row<'followUp'> | undefined> =>
  trx.selectFrom('followUp').selectAll().where('responseId', '=', responseId).forNoKeyUpdate().executeTakeFirst()

/** Opens a follow-up; its key. */
export async function insertFollowUp(
  db: Db,
  followUp: Pick<NewRow<'followUp'>, 'responseId' | 'invitationId' | 'reasons' | 'ownerId' | 'openedAt'> & {
    dueAt: Date
  },
): Promise<number> {
  const { id } = await db
    .insertInto('followUp')
    .values({ ...followUp, state: 'open', escalateAt: followUp.dueAt })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

export async function updateFollowUpReasons(
  db: Db,
  id: number,
  change: { reasons: FollowUpReason[]; dueAt: Date },
): Promise<void> {
  const { dueAt } = change
  await db
    .updateTable('followUp')
    .set((eb) => ({
      ...change,
      // Whoever was told that it is overdue is not told so once more.
      escalateAt: eb.case().when('escalations', '=', 0).then(dueAt).else(eb.ref('escalateAt')).end(),
      // Putting off does not outlast the new due time.
      snoozedUntil: eb.case().when('snoozedUntil', '<', dueAt).then(eb.ref('snoozedUntil')).end(),
    }))
    .where('id', '=', id)
    .execute()
}

/** Gives a follow-up to somebody else, who has yet to take it; false where no alert waits that would now go to them. */
export async function handOverFollowUp(db: Db, id: number, owner: FollowUpStaff): Promise<boolean> {
  await db
    .updateTable('followUp')
    .set({ ownerId: owner.id, state: 'open', takenAt: null })
    .where('id', '=', id)
    .execute()
  const { numUpdatedRows } = await db
    .updateTable('email')
    .set({ toName: owner.name, toAddress: owner.email, staffId: owner.id })
    .where('followUpId', '=', id)
    .where('kind', '=', 'alert')
    .where('state', '=', 'due')
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** Opens a closed follow-up again: due anew, to be taken anew; what was done about it before belongs into its notes. */
export async function reopenFollowUp(
  db: Db,
  id: number,
  again: { ownerId: number; reasons: FollowUpReason[]; dueAt: Date },
): Promise<void> {
  await db
    .updateTable('followUp')
    .set({ ...again, state: 'open', takenAt: null, closedAt: null, closedBy: null, whatWeDid: null })
    .set({ escalateAt: again.dueAt, escalations: 0 })
    .where('id', '=', id)
    .execute()
}

/**
 * Uses up the keys that an answer for leadership only has not used: each takes one of either kind, so that a gap between two keys
 * that a PM sees tells nothing of what it says.
 */
export async function skipUnusedKeys(db: Db, unused: { followUp: boolean; opportunity: boolean }): Promise<void> {
  for (const [table, isUnused] of [
    ['follow_up', unused.followUp],
    ['opportunity', unused.opportunity],
  ] as const) {
    if (isUnused) await sql`select nextval(pg_get_serial_sequence(${table}, 'id'))`.execute(db)
  }
}
