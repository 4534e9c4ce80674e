import { sql } from 'kysely'
import type { Viewer } from '../../core/viewer.ts'
import type { Db } from '../database.ts'
import { visibleFollowUps, visibleResponses, visibleStaff } from '../visible.ts'

/** Everybody who is a PM or leads an engagement, by name. */
export async function listPms(db: Db, viewer: Viewer): Promise<{ id: number; name: string }[]> {
  return visibleStaff(db, viewer)
    .where((eb) =>
      eb.or([
        eb('staff.role', '=', 'pm'),
        // Asked person by person: an index knows, and nothing is read through.
        eb.exists(eb.selectFrom('engagement').select('engagement.id').whereRef('engagement.pmId', '=', 'staff.id')),
        eb.exists(eb.selectFrom('tally').select('tally.pmId').whereRef('tally.pmId', '=', 'staff.id')),
      ]),
    )
    .select(['staff.id', 'staff.name'])
    .orderBy('staff.name')
    .orderBy('staff.id')
    .execute()
}

export async function countOpenFollowUps(
  db: Db,
  viewer: Viewer,
  now: Date,
): Promise<{ open: number; overdue: number }> {
  return visibleFollowUps(db, viewer)
    .where('followUp.state', '<>', 'closed')
    .select([
      sql<number>`count(*)::int`.as('open'),
      sql<number>`count(*) filter (where follow_up.due_at < ${now})::int`.as('overdue'),
    ])
    .executeTakeFirstOrThrow()
}

export type AnswerCount = {
  accountId: number
  accountName: string
  milestoneKind: string
  callFirst: number
  answers: number
}

/** How often each answer was given at each account and milestone kind since an instant, as far as the viewer may read. */
export async function countAnswers(db: Db, viewer: Viewer, since: Date): Promise<AnswerCount[]> {
  return visibleResponses(db, viewer)
    .innerJoin('account', 'account.id', 'engagement.accountId')
    .where('response.answeredAt', '>=', since)
    .groupBy(['account.id', 'milestone.kind', 'response.callFirst'])
    .select(['account.id as accountId', 'account.name as accountName', 'milestone.kind as milestoneKind'])
    .select(['response.callFirst', sql<number>`count(*)::int`.as('answers')])
    .execute()
}
