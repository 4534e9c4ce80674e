import { type AliasedExpression, sql } from 'kysely'
import { snakeCase } from '../core/snake-case.ts'
import type { Db } from './database.ts'

/**
 * Rows as one JSON value, in their order: one by one, each of some hundred costs the driver more than the database takes for it. For
 * columns of numbers, text, truths and days; JSON knows no instants.
 */
export async function inOneValue<Row extends object>(
  db: Db,
  each: AliasedExpression<Row, 'each'>,
  columns: readonly (keyof Row & string)[],
): Promise<Row[]> {
  const { value } = await valueOf<Row>(db, each, columns).executeTakeFirstOrThrow()
  return rowsOf<Row>(columns, value)
}

/** The value itself, for a statement that reads several such; `rowsOf` turns it into rows again. */
export const valueOf = <Row extends object>(
  db: Db,
  each: AliasedExpression<Row, 'each'>,
  columns: readonly (keyof Row & string)[],
) => {
  // As text at once: a reference each would take longer to put together than the database takes for the rows.
  const values = sql.raw(columns.map((column) => `each.${snakeCase(column)}`).join(', '))
  return db.selectFrom(each).select(sql<unknown[][]>`coalesce(json_agg(json_build_array(${values})), '[]')`.as('value'))
}

export function rowsOf<Row extends object>(
  columns: readonly (keyof Row & string)[],
  value: readonly unknown[][],
): Row[] {
  return value.map((values) => {
    const row: Partial<Record<keyof Row, unknown>> = {}
    for (let at = 0; at < columns.length; at += 1) row[columns[at]!] = values[at]
    return row as Row
  })
}
