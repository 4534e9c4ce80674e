import { sql } from 'kysely'
import type { Window } from '../../core/page-of.ts'
import { audienceOf, type Viewer } from '../../core/viewer.ts'
import { anyKey } from '../any-of.ts'
import type { Db } from '../database.ts'
import { newestScoreDay } from '../score/scores.ts'
import { visibleAccounts, visibleFollowUps, visibleAnswers } from '../visible.ts'

export type AccountSort = 'name' | 'lowest' | 'last_answer'

export type AccountLineRow = {
  id: number
  name: string
  industry: string | null
  accountManagerName: string | null
}

/** So that a searched '%' or '_' stands for itself. */
const containing = (text: string): string => `%${text.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`

/** Accounts that the viewer sees whose name or industry contains `q`; an empty `q` finds all. */
const named = (db: Db, viewer: Viewer, q: string) =>
  visibleAccounts(db, viewer).$if(q !== '', (query) =>
    query.where((eb) =>
      eb.or([eb('account.name', 'ilike', containing(q)), eb('account.industry', 'ilike', containing(q))]),
    ),
  )

export async function countAccounts(db: Db, viewer: Viewer, q: string): Promise<number> {
  const { count } = await named(db, viewer, q)
    .select(sql<number>`count(*)::int`.as('count'))
    .executeTakeFirstOrThrow()
  return count
}

/** When the newest answer that the viewer may read came in at an account. */
const newestAnswerAt = (db: Db, viewer: Viewer, account: string) =>
  visibleAnswers(db, viewer, 'few')
    .where('response.accountId', '=', sql.ref<number>(account))
    .orderBy('response.answeredAt', 'desc')
    .orderBy('response.id', 'desc')
    .limit(1)
    .select('response.answeredAt as at')

const scoreOf = (viewer: Viewer) => sql<number | null>`(
  select score.value from score where score.subject_kind = 'account' and score.subject_id = account.id
    and score.audience = ${audienceOf(viewer)} and score.as_of = ${newestScoreDay})`

/** Some of those accounts: by name, those too early to score last, or those never heard from first. */
export async function listAccountLines(
  db: Db,
  viewer: Viewer,
  { q, sort }: { q: string; sort: AccountSort },
  window: Window | null,
): Promise<AccountLineRow[]> {
  return named(db, viewer, q)
    .leftJoin('staff as manager', 'manager.id', 'account.accountManagerId')
    .select(['account.id', 'account.name', 'account.industry', 'manager.name as accountManagerName'])
    .$if(sort === 'lowest', (query) => query.orderBy(scoreOf(viewer), (order) => order.asc().nullsLast()))
    .$if(sort === 'last_answer', (query) =>
      query.orderBy(newestAnswerAt(db, viewer, 'account.id'), (order) => order.asc().nullsFirst()),
    )
    .orderBy(sql`lower(account.name)`)
    .orderBy('account.id')
    .$if(window !== null, (query) => query.limit(window?.limit ?? 0).offset(window?.offset ?? 0))
    .execute()
}

/** When the newest answer that the viewer may read came in at these accounts, where one did. */
export async function listLastAnswersAt(
  db: Db,
  viewer: Viewer,
  accountIds: readonly number[],
): Promise<Map<number, Date>> {
  if (accountIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('account as given')
    .innerJoinLateral(newestAnswerAt(db, viewer, 'given.id').as('newest'), (join) => join.onTrue())
    .where('given.id', '=', anyKey(accountIds))
    .select(['given.id', 'newest.at'])
    .execute()
  return new Map(rows.map(({ id, at }) => [id, at]))
}

/** How many follow-ups are to be done at these accounts, where there are any. */
export async function countOpenFollowUpsAt(
  db: Db,
  viewer: Viewer,
  accountIds: readonly number[],
): Promise<Map<number, number>> {
  if (accountIds.length === 0) return new Map()
  const rows = await visibleFollowUps(db, viewer)
    .where(sql<boolean>`follow_up.state <> 'closed'`)
    .where('followUp.accountId', '=', anyKey(accountIds))
    .groupBy('followUp.accountId')
    .select(['followUp.accountId', sql<number>`count(*)::int`.as('count')])
    .execute()
  return new Map(rows.map(({ accountId, count }) => [accountId, count]))
}

/** One account, if the viewer sees it. */
export async function findAccountHead(db: Db, viewer: Viewer, id: number) {
  return visibleAccounts(db, viewer)
    .leftJoin('staff as manager', 'manager.id', 'account.accountManagerId')
    .where('account.id', '=', id)
    .select(['account.id', 'account.name', 'account.industry', 'manager.name as accountManagerName'])
    .executeTakeFirst()
}
