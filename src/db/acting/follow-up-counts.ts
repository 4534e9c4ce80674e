import { sql } from 'kysely'
import type { Viewer } from '../../core/viewer.ts'
import type { Db } from '../database.ts'
import { visibleFollowUps } from '../visible.ts'

export type FollowUpCounts = {
  open: number
  overdue: number
  escalated: number
  snoozed: number
  closed: number
  /** The median of the hours that people took to close, from opening; null where they closed none since `closedSince`. */
  hoursToClose: number | null
  /** How many that is the median of. */
  closedByPeople: number
}

/** How the follow-ups that the viewer sees stand at `now`; open ones include the overdue, escalated and snoozed. */
export async function countFollowUps(
  db: Db,
  viewer: Viewer,
  { now, closedSince }: { now: Date; closedSince: Date },
): Promise<FollowUpCounts> {
  const toDo = sql`follow_up.state <> 'closed'`
  const lately = sql`follow_up.closed_by is not null and follow_up.closed_at >= ${closedSince}`
  return visibleFollowUps(db, viewer)
    .select([
      sql<number>`(count(*) filter (where ${toDo}))::int`.as('open'),
      sql<number>`(count(*) filter (where ${toDo} and follow_up.due_at < ${now}))::int`.as('overdue'),
      sql<number>`(count(*) filter (where ${toDo} and follow_up.escalations > 0))::int`.as('escalated'),
      sql<number>`(count(*) filter (where follow_up.snoozed_until > ${now}))::int`.as('snoozed'),
      sql<number>`(count(*) filter (where follow_up.state = 'closed'))::int`.as('closed'),
      sql<number | null>`percentile_cont(0.5) within group (
        order by extract(epoch from follow_up.closed_at - follow_up.opened_at) / 3600)
        filter (where ${lately})`.as('hoursToClose'),
      sql<number>`(count(*) filter (where ${lately}))::int`.as('closedByPeople'),
    ])
    .executeTakeFirstOrThrow()
}

/** Who owns follow-ups that the viewer sees, and of which accounts they are, each by name. */
export async function listFollowUpSubjects(db: Db, viewer: Viewer) {
  const owners = await visibleFollowUps(db, viewer)
    .innerJoin('staff as owner', 'owner.id', 'followUp.ownerId')
    .select(['owner.id', 'owner.name'])
    .distinct()
    .orderBy('owner.name')
    .execute()
  const accounts = await visibleFollowUps(db, viewer)
    .innerJoin('account', 'account.id', 'engagement.accountId')
    .select(['account.id', 'account.name'])
    .distinct()
    .orderBy('account.name')
    .execute()
  return { owners, accounts }
}
