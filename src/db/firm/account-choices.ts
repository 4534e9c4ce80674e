import { sql } from 'kysely'
import type { Viewer } from '../../core/viewer.ts'
import type { Db } from '../database.ts'
import { visibleAccounts } from '../visible.ts'

export type AccountChoice = { id: number; name: string }

/** The accounts that the viewer sees, by name, and their industries, as one value: a row each would take the driver longer than all else. */
export async function listAccountChoices(
  db: Db,
  viewer: Viewer,
): Promise<{ accounts: AccountChoice[]; industries: string[] }> {
  const { accounts, industries } = await accountChoices(db, viewer).executeTakeFirstOrThrow()
  return { accounts: accountsIn(accounts), industries }
}

/** The same for a statement that reads more; `accountsIn` turns the value into accounts. */
export const accountChoices = (db: Db, viewer: Viewer) =>
  visibleAccounts(db, viewer).select([
    sql<[number, string][]>`coalesce(json_agg(json_build_array(account.id, account.name)
        order by lower(account.name), account.id), '[]')`.as('accounts'),
    sql<string[]>`coalesce(array_agg(distinct account.industry) filter (where account.industry is not null), '{}')`.as(
      'industries',
    ),
  ])

export const accountsIn = (value: readonly [number, string][]): AccountChoice[] =>
  value.map(([id, name]) => ({ id, name }))
