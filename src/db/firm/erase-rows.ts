import { sql } from 'kysely'
import type { Db } from '../database.ts'

type Reference = { child: string; childColumn: string; parent: string; parentColumn: string; isOptional: boolean }

/** Every reference between tables that the database does not clear by itself, one column each. */
async function listReferences(db: Db): Promise<Reference[]> {
  const { rows } = await sql<Reference>`
    select constrained.conrelid::regclass::text as child, child_column.attname as child_column,
      constrained.confrelid::regclass::text as parent, parent_column.attname as parent_column,
      not child_column.attnotnull as is_optional
    from pg_constraint as constrained
    join pg_attribute as child_column on child_column.attrelid = constrained.conrelid and child_column.attnum = constrained.conkey[1]
    join pg_attribute as parent_column on parent_column.attrelid = constrained.confrelid and parent_column.attnum = constrained.confkey[1]
    where constrained.contype = 'f' and constrained.confdeltype in ('a', 'r')
      and constrained.connamespace = current_schema()::regnamespace`.execute(db)
  return rows
}

/** What is no part of a person, though it may name one: it stays without the name. */
const KEPT: ReadonlySet<string> = new Set(['opportunity.contact_id'])

/** Rows of a table, by its column that others refer to. */
type Rows = { table: string; column: string; values: readonly unknown[] }

async function eraseAll(db: Db, references: readonly Reference[], { table, column, values }: Rows): Promise<void> {
  if (values.length === 0) return
  for (const reference of references) {
    const { child, childColumn, parent, parentColumn } = reference
    if (parent !== table || child === table) continue
    const [of, at] = [sql.table(parent), sql.ref(`${parent}.${parentColumn}`)]
    const theirs = sql`select ${at} from ${of} where ${sql.ref(`${parent}.${column}`)} = any(${values}::bigint[])`
    if (KEPT.has(`${child}.${childColumn}`)) {
      await sql`update ${sql.table(child)} set ${sql.ref(childColumn)} = null where ${sql.ref(childColumn)} in (${theirs})`.execute(
        db,
      )
      continue
    }
    const { rows } = await sql<{ key: unknown }>`
      select distinct ${sql.ref(childColumn)} as key from ${sql.table(child)} where ${sql.ref(childColumn)} in (${theirs})`.execute(
      db,
    )
    await eraseAll(db, references, { table: child, column: childColumn, values: rows.map(({ key }) => key) })
  }
  await sql`delete from ${sql.table(table)} where ${sql.ref(column)} = any(${values}::bigint[])`.execute(db)
}

/**
 * Deletes rows by key with everything that refers to them, as far as it goes: what is stored about an answer or a contact in tables
 * to come goes with it.
 */
export async function eraseRows(db: Db, table: 'contact' | 'response', ids: readonly number[]): Promise<void> {
  await eraseAll(db, await listReferences(db), { table, column: 'id', values: ids })
}

/** Answers given before an instant, the oldest first. */
export async function listAnswersBefore(db: Db, before: Date, limit: number): Promise<number[]> {
  const rows = await db
    .selectFrom('response')
    .select('id')
    .where('answeredAt', '<', before)
    .orderBy('answeredAt')
    .limit(limit)
    .execute()
  return rows.map(({ id }) => id)
}

/** Takes an address out of what was sent and reported; who must not be written to stays known by it. */
export async function eraseAddress(db: Db, address: string): Promise<void> {
  await db
    .deleteFrom('mailEvent')
    .where(sql`lower(address)`, '=', address.toLowerCase())
    .execute()
}
