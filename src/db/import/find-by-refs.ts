import { sql } from 'kysely'
import type { Db } from '../database.ts'

/** What a ref stands for. `ownerId` is what it belongs to for good: a contact's or engagement's account, a milestone's engagement. */
export type Found = { id: number; ownerId: number | null }

const OWNERS = {
  staff: null,
  account: null,
  contact: 'account_id',
  engagement: 'account_id',
  milestone: 'engagement_id',
} as const
export type ReferredTable = keyof typeof OWNERS

/** The rows of `table` among `refs`, by ref; a ref that nothing has is absent. */
export async function findByRefs(db: Db, table: ReferredTable, refs: readonly string[]): Promise<Map<string, Found>> {
  if (refs.length === 0) return new Map()
  const owner = OWNERS[table]
  const { rows } = await sql<Found & { ref: string }>`
    select id, ref, ${owner === null ? sql`null::bigint` : sql.ref(owner)} as owner_id
    from ${sql.table(table)}
    where ref in (select jsonb_array_elements_text(${JSON.stringify(refs)}::text::jsonb))`.execute(db)
  return new Map(rows.map(({ ref, id, ownerId }) => [ref, { id, ownerId }]))
}
