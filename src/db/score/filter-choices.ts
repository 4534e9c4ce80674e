import { sql } from 'kysely'
import type { Viewer } from '../../core/viewer.ts'
import type { Db } from '../database.ts'
import { visibleAccounts, visibleTallies } from '../visible.ts'
import { listPms } from './overview.ts'

/** What answers can be narrowed to, as far as the viewer sees it. */
export async function listFilterChoices(db: Db, viewer: Viewer) {
  const [pms, accounts, counted] = await Promise.all([
    listPms(db, viewer),
    visibleAccounts(db, viewer)
      .select(['account.id', 'account.name', 'account.industry'])
      .orderBy(sql`lower(account.name)`)
      .orderBy('account.id')
      .execute(),
    visibleTallies(db, viewer)
      .groupBy(['tally.milestoneKind', 'tally.surveyKey'])
      .select(['tally.milestoneKind', 'tally.surveyKey'])
      .execute(),
  ])
  return {
    pms,
    accounts: accounts.map(({ id, name }) => ({ id, name })),
    industries: [...new Set(accounts.flatMap(({ industry }) => industry ?? []))].sort(),
    milestoneKinds: [...new Set(counted.map(({ milestoneKind }) => milestoneKind))],
    surveyKeys: [...new Set(counted.map(({ surveyKey }) => surveyKey))].sort(),
  }
}
