import { type ExpressionBuilder, type Kysely, sql } from 'kysely'
import type { Left } from '../../core/asking/pacing.ts'
import type { EmailKind } from '../../core/words.ts'
import type { Db } from '../database.ts'
import type { Email } from './emails.ts'
import type { Schema } from '../schema.ts'

export type Lease = {
  now: Date
  until: Date
  limit: number
  only?: readonly EmailKind[] | undefined
  /** What is put off for longer than this was put off by a clock that ran ahead, and is taken again. */
  longestWaitMs: number
}

/** Due, or held by a server that died: its lease has run out. Two servers never hold the same message. */
function isDue({ now, longestWaitMs }: Lease) {
  const implausible = new Date(now.getTime() + longestWaitMs)
  return (eb: ExpressionBuilder<Schema, 'email'>) =>
    eb.or([
      eb.and([eb('state', '=', 'due'), eb.or([eb('dueAt', '<=', now), eb('dueAt', '>', implausible)])]),
      eb.and([eb('state', '=', 'leased'), eb.or([eb('leasedUntil', '<', now), eb('leasedUntil', '>', implausible)])]),
    ])
}

const selectDue = (db: Db, lease: Lease) =>
  (db as Kysely<Schema>)
    .selectFrom('email')
    .where('state', 'in', ['due', 'leased'])
    .where(isDue(lease))
    .$if(lease.only !== undefined, (query) => query.where('kind', 'in', lease.only ?? []))
    .limit(lease.limit)
    .forNoKeyUpdate()
    .skipLocked()

/** Takes due mail to people of the firm: sign-in links first. */
export const leaseStaffEmails = (db: Db, lease: Lease): Promise<Email[]> =>
  db
    .updateTable('email')
    .set({ state: 'leased', leasedUntil: lease.until })
    .where(
      'id',
      'in',
      selectDue(db, lease)
        .where('invitationId', 'is', null)
        .select('id')
        .orderBy(sql`kind = 'sign_in'`, 'desc')
        .orderBy('dueAt'),
    )
    .returningAll()
    .execute()

/** Due survey mail, longest due first, locked until the transaction ends; none to `exceptDomains`. */
export const lockDueSurveyEmails = (db: Db, lease: Lease, exceptDomains: readonly string[]): Promise<Email[]> =>
  selectDue(db, lease)
    .where('invitationId', 'is not', null)
    .$if(exceptDomains.length > 0, (query) =>
      query.where(sql<string>`split_part(lower(to_address), '@', -1)`, 'not in', [...exceptDomains]),
    )
    .selectAll()
    .orderBy('dueAt')
    .orderBy('id')
    .execute()

/** Takes due survey mail, longest due first. */
export const leaseSurveyEmails = (db: Db, lease: Lease): Promise<Email[]> =>
  db
    .updateTable('email')
    .set({ state: 'leased', leasedUntil: lease.until })
    .where(
      'id',
      'in',
      selectDue(db, lease).where('invitationId', 'is not', null).select('id').orderBy('dueAt').orderBy('id'),
    )
    .returningAll()
    .execute()

export async function leaseEmails(db: Db, ids: readonly number[], until: Date): Promise<void> {
  if (ids.length === 0) return
  await db.updateTable('email').set({ state: 'leased', leasedUntil: until }).where('id', 'in', ids).execute()
}

/** One server at a time counts what has left and takes more, until the transaction ends. */
export async function lockPacing(db: Db): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('firstcall pacing'))`.execute(db)
}

/** Survey mail that left within a minute before `now` and since `dayBegan`, or is under way and may leave at any moment. */
export async function countSurveyMailLeft(db: Db, { now, longestWaitMs }: Lease, dayBegan: Date): Promise<Left> {
  const isUnderWay = sql<boolean>`(state = 'leased' and leased_until >= ${now}
    and leased_until <= ${new Date(now.getTime() + longestWaitMs)})`
  const minuteAgo = new Date(now.getTime() - 60_000)
  const since = new Date(Math.min(minuteAgo.getTime(), dayBegan.getTime()))
  const rows = await db
    .selectFrom('email')
    .where('invitationId', 'is not', null)
    .where((eb) => eb.or([isUnderWay, eb('sentAt', '>=', since)]))
    .select([
      sql<string>`split_part(lower(to_address), '@', -1)`.as('domain'),
      sql<number>`(count(*) filter (where ${isUnderWay} or sent_at > ${minuteAgo}))::int`.as('lastMinute'),
      sql<number>`(count(*) filter (where ${isUnderWay} or sent_at >= ${dayBegan}))::int`.as('today'),
    ])
    .groupBy('domain')
    .execute()
  return {
    lastMinute: rows.reduce((sum, row) => sum + row.lastMinute, 0),
    today: rows.reduce((sum, row) => sum + row.today, 0),
    lastMinuteByDomain: new Map(rows.map((row) => [row.domain, row.lastMinute])),
  }
}

/** Survey mail that only waits its turn stays news: due before `before`, yet not as long ago as `since`, it counts as due now. */
export async function keepWaitingFresh(db: Db, span: { since: Date; before: Date }, now: Date): Promise<void> {
  await db
    .updateTable('email')
    .set({ dueAt: now })
    .where('state', '=', 'due')
    .where('invitationId', 'is not', null)
    .where('dueAt', '>', span.since)
    .where('dueAt', '<', span.before)
    .execute()
}
