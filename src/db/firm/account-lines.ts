import { sql } from 'kysely'
import type { Viewer } from '../../core/viewer.ts'
import type { Db } from '../database.ts'
import { visibleAccounts, visibleFollowUps, visibleResponses } from '../visible.ts'

export type AccountLineRow = {
  id: number
  name: string
  industry: string | null
  accountManagerName: string | null
  /** The newest answer that the viewer may read. */
  lastAnsweredAt: Date | null
  openFollowUps: number
}

/** So that a searched '%' or '_' stands for itself. */
const containing = (text: string): string => `%${text.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`

/** Accounts that the viewer sees whose name or industry contains `q`, by name; an empty `q` finds all. */
export async function listAccountLines(db: Db, viewer: Viewer, q: string): Promise<AccountLineRow[]> {
  return visibleAccounts(db, viewer)
    .leftJoin('staff as manager', 'manager.id', 'account.accountManagerId')
    .leftJoin(
      visibleResponses(db, viewer)
        .groupBy('engagement.accountId')
        .select((eb) => ['engagement.accountId', eb.fn.max('response.answeredAt').as('lastAnsweredAt')])
        .as('heard'),
      'heard.accountId',
      'account.id',
    )
    .leftJoin(
      visibleFollowUps(db, viewer)
        .where('followUp.state', '<>', 'closed')
        .groupBy('engagement.accountId')
        .select(['engagement.accountId', sql<number>`count(*)::int`.as('count')])
        .as('due'),
      'due.accountId',
      'account.id',
    )
    .$if(q !== '', (query) =>
      query.where((eb) =>
        eb.or([eb('account.name', 'ilike', containing(q)), eb('account.industry', 'ilike', containing(q))]),
      ),
    )
    .select(['account.id', 'account.name', 'account.industry', 'manager.name as accountManagerName'])
    .select(['heard.lastAnsweredAt', sql<number>`coalesce(due.count, 0)`.as('openFollowUps')])
    .orderBy(sql`lower(account.name)`)
    .orderBy('account.id')
    .execute()
}

/** One account, if the viewer sees it. */
export async function findAccountHead(db: Db, viewer: Viewer, id: number) {
  return visibleAccounts(db, viewer)
    .leftJoin('staff as manager', 'manager.id', 'account.accountManagerId')
    .where('account.id', '=', id)
    .select(['account.id', 'account.name', 'account.industry', 'manager.name as accountManagerName'])
    .executeTakeFirst()
}
