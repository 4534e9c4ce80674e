import { sql } from 'kysely'
import type { Viewer } from '../../core/viewer.ts'
import type { Db } from '../database.ts'
import { visibleAccounts, visibleFollowUps, visibleAnswers } from '../visible.ts'

export type AccountLineRow = {
  id: number
  name: string
  industry: string | null
  accountManagerName: string | null
}

/** So that a searched '%' or '_' stands for itself. */
const containing = (text: string): string => `%${text.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`

/** Accounts that the viewer sees whose name or industry contains `q`, by name; an empty `q` finds all. */
export async function listAccountLines(db: Db, viewer: Viewer, q: string): Promise<AccountLineRow[]> {
  return visibleAccounts(db, viewer)
    .leftJoin('staff as manager', 'manager.id', 'account.accountManagerId')
    .$if(q !== '', (query) =>
      query.where((eb) =>
        eb.or([eb('account.name', 'ilike', containing(q)), eb('account.industry', 'ilike', containing(q))]),
      ),
    )
    .select(['account.id', 'account.name', 'account.industry', 'manager.name as accountManagerName'])
    .orderBy(sql`lower(account.name)`)
    .orderBy('account.id')
    .execute()
}

/** When the newest answer that the viewer may read came in at these accounts, where one did. */
export async function listLastAnswersAt(
  db: Db,
  viewer: Viewer,
  accountIds: readonly number[],
): Promise<Map<number, Date>> {
  if (accountIds.length === 0) return new Map()
  const newest = visibleAnswers(db, viewer, 'few')
    .where('response.accountId', '=', sql.ref<number>('given.id'))
    .orderBy('response.answeredAt', 'desc')
    .orderBy('response.id', 'desc')
    .limit(1)
    .select('response.answeredAt as at')
  const rows = await db
    .selectFrom('account as given')
    .innerJoinLateral(newest.as('newest'), (join) => join.onTrue())
    .where('given.id', 'in', accountIds)
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
    .where('followUp.accountId', 'in', accountIds)
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
