import { type SelectQueryBuilder, sql } from 'kysely'
import type { Window } from '../../core/page-of.ts'
import type { Viewer } from '../../core/viewer.ts'
import { anyKey } from '../any-of.ts'
import type { Db } from '../database.ts'
import type { Schema } from '../schema.ts'
import { visibleEngagements, visibleMilestones, visibleAnswers } from '../visible.ts'

export type EngagementChoice = {
  /** Part of the engagement's, account's or PM's name; empty for all. */
  q: string
  state: 'running' | 'ended' | 'all'
  /** The firm's day, which tells running from ended. */
  today: string
}

type Named<Columns> = SelectQueryBuilder<Schema & { pm: Schema['staff'] }, 'engagement' | 'account' | 'pm', Columns>

const named = (db: Db, viewer: Viewer): Named<{}> =>
  visibleEngagements(db, viewer)
    .innerJoin('account', 'account.id', 'engagement.accountId')
    .innerJoin('staff as pm', 'pm.id', 'engagement.pmId')

const withNames = (db: Db, viewer: Viewer) =>
  named(db, viewer)
    .select(['engagement.id', 'engagement.name', 'engagement.startedOn', 'engagement.endedOn'])
    .select(['account.name as accountName', 'pm.name as pmName'])

const asPattern = (q: string): string => `%${q.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`

function chosen<Columns>(query: Named<Columns>, { q, state, today }: EngagementChoice): Named<Columns> {
  const hasEnded = sql<boolean>`coalesce(engagement.ended_on < ${today}::date, false)`
  return query
    .$if(q !== '', (some) =>
      some.where((eb) =>
        eb.or([
          eb('engagement.name', 'ilike', asPattern(q)),
          eb('account.name', 'ilike', asPattern(q)),
          eb('pm.name', 'ilike', asPattern(q)),
        ]),
      ),
    )
    .$if(state !== 'all', (some) => some.where(hasEnded, '=', state === 'ended'))
}

export async function countEngagementLines(db: Db, viewer: Viewer, choice: EngagementChoice): Promise<number> {
  const all = chosen(named(db, viewer), choice).select(sql<number>`count(*)::int`.as('count'))
  return (await all.executeTakeFirstOrThrow()).count
}

/** Some of the engagements chosen, those begun last first. */
export const listEngagementLines = (db: Db, viewer: Viewer, choice: EngagementChoice, window: Window | null) =>
  chosen(withNames(db, viewer), choice)
    .orderBy('engagement.startedOn', 'desc')
    .orderBy('engagement.id', 'desc')
    .$if(window !== null, (query) => query.limit(window?.limit ?? 0).offset(window?.offset ?? 0))
    .execute()

/** One engagement with the names around it. */
export const findEngagementLine = (db: Db, viewer: Viewer, id: number) =>
  withNames(db, viewer)
    .select(['engagement.accountId', 'engagement.pmId', 'account.accountManagerId'])
    .where('engagement.id', '=', id)
    .executeTakeFirst()

/** Who takes part in an engagement, by name. */
export const listParticipants = (db: Db, viewer: Viewer, engagementId: number) =>
  visibleEngagements(db, viewer)
    .innerJoin('engagementContact as part', 'part.engagementId', 'engagement.id')
    .innerJoin('contact', 'contact.id', 'part.contactId')
    .where('engagement.id', '=', engagementId)
    .select(['contact.id', 'contact.name', 'part.role'])
    .orderBy('contact.name')
    .orderBy('contact.id')
    .execute()

/** When the newest answer that the viewer may read came in on these engagements, where one did; `pmId`: of that PM's days. */
export async function listLastAnswers(
  db: Db,
  viewer: Viewer,
  engagementIds: readonly number[],
  pmId?: number,
): Promise<Map<number, Date>> {
  if (engagementIds.length === 0) return new Map()
  const newest = visibleAnswers(db, viewer, 'few')
    .where('response.engagementId', '=', sql.ref<number>('given.id'))
    // Only checked: the engagement's answers come in their order, where both together would be sorted.
    .$if(pmId !== undefined, (query) => query.where(sql<boolean>`coalesce(response.pm_id = ${pmId ?? 0}, false)`))
    .orderBy('response.answeredAt', 'desc')
    .orderBy('response.id', 'desc')
    .limit(1)
    .select('response.answeredAt as at')
  const rows = await db
    .selectFrom('engagement as given')
    .innerJoinLateral(newest.as('newest'), (join) => join.onTrue())
    .where('given.id', '=', anyKey(engagementIds))
    .select(['given.id', 'newest.at'])
    .execute()
  return new Map(rows.map(({ id, at }) => [id, at]))
}

export async function findEngagementIdOf(db: Db, viewer: Viewer, milestoneId: number): Promise<number | undefined> {
  const milestone = await visibleMilestones(db, viewer)
    .where('milestone.id', '=', milestoneId)
    .select('milestone.engagementId')
    .executeTakeFirst()
  return milestone?.engagementId
}
