import { type RawBuilder, sql } from 'kysely'

/**
 * A name by the key that stands beside, as 'followUp.ownerId'. Looked up by itself: each table more to join doubles the ways which the
 * planner weighs, and that soon takes longer than to look names up for a page.
 */
export const nameOf = <Name extends string | null = string>(
  table: 'account' | 'contact' | 'engagement' | 'staff',
  key: string,
): RawBuilder<Name> => sql<Name>`(select named.name from ${sql.table(table)} as named where named.id = ${sql.ref(key)})`
