import { sql } from 'kysely'
import type { FollowUpPerson } from '../../core/acting/follow-up.ts'
import type { Db } from '../database.ts'
import type { NewRow } from '../schema.ts'
import type { FollowUpStaff } from './follow-ups.ts'

export async function insertFollowUpStep(trx: Db, step: NewRow<'followUpStep'>): Promise<void> {
  await trx.insertInto('followUpStep').values(step).execute()
}

/** What was done about a follow-up besides notes, oldest first. */
export const listFollowUpSteps = (db: Db, followUpId: number) =>
  db
    .selectFrom('followUpStep as step')
    .leftJoin('staff', 'staff.id', 'step.staffId')
    .leftJoin('staff as receiver', 'receiver.id', 'step.toStaffId')
    .where('step.followUpId', '=', followUpId)
    .select(['step.kind', 'step.note', 'step.until', 'step.at'])
    .select(['staff.name as staffName', 'receiver.name as toStaffName'])
    .orderBy('step.at')
    .orderBy('step.id')
    .execute()

/** Open follow-ups whose next step of escalation is due, locked until the transaction ends, the longest due first. */
export const leaseOverdue = (trx: Db, now: Date, limit: number) =>
  trx
    .selectFrom('followUp')
    .select(['id', 'ownerId', 'escalations'])
    .where('escalateAt', '<=', now)
    .where('state', '<>', 'closed')
    .orderBy('escalateAt')
    .orderBy('id')
    .limit(limit)
    .forNoKeyUpdate()
    .skipLocked()
    .execute()

/** Follow-ups whose time of being put off is over, locked until the transaction ends. */
export const leaseAwake = (trx: Db, now: Date, limit: number) =>
  trx
    .selectFrom('followUp')
    .innerJoin('staff', 'staff.id', 'followUp.ownerId')
    .select(['followUp.id', 'staff.id as ownerId', 'staff.name', 'staff.email', 'staff.locale'])
    .where('followUp.snoozedUntil', '<=', now)
    .orderBy('followUp.snoozedUntil')
    .limit(limit)
    .forNoKeyUpdate('followUp')
    .skipLocked()
    .execute()

export async function markAwake(trx: Db, id: number): Promise<void> {
  await trx.updateTable('followUp').set({ snoozedUntil: null }).where('id', '=', id).execute()
}

export async function markEscalated(
  trx: Db,
  id: number,
  step: { escalations: number; escalateAt: Date | null },
): Promise<void> {
  await trx.updateTable('followUp').set(step).where('id', '=', id).execute()
}

/** Whom a follow-up was put before since it was last put off. */
export async function listTold(trx: Db, followUpId: number): Promise<number[]> {
  const { at } = await trx
    .selectFrom('followUpStep')
    .select((eb) => eb.fn.max('at').as('at'))
    .where('followUpId', '=', followUpId)
    .where('kind', '=', 'snoozed')
    .executeTakeFirstOrThrow()
  const rows = await trx
    .selectFrom('followUpStep')
    .select('toStaffId')
    .where('followUpId', '=', followUpId)
    .where('kind', '=', 'escalated')
    .$if(at !== null, (query) => query.where('at', '>', at))
    .execute()
  return rows.flatMap(({ toStaffId }) => toStaffId ?? [])
}

type Superior = FollowUpPerson & FollowUpStaff

/** Who stands above somebody: the own leader first, then that one's, and so on; then all of leadership by key, leaders first. */
export async function listSuperiors(db: Db, ownerId: number): Promise<{ chain: Superior[]; leadership: Superior[] }> {
  const above = await sql<Superior>`
    with recursive above as (
      select leader.*, 1 as height from staff join staff leader on leader.id = staff.leader_id where staff.id = ${ownerId}
      union all
      -- Nobody leads through more than ten others; a circle ends there too.
      select leader.*, above.height + 1 from above join staff leader on leader.id = above.leader_id where above.height < 10)
    select id, role, name, email, time_zone, locale from above order by height`.execute(db)
  const leadership = await db
    .selectFrom('staff')
    .select(['id', 'role', 'name', 'email', 'timeZone', 'locale'])
    .where('role', 'in', ['leader', 'admin'])
    .orderBy(sql`role = 'leader'`, 'desc')
    .orderBy('id')
    .execute()
  return { chain: above.rows, leadership }
}
