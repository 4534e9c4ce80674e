import type { Compilable, CompiledQuery, RawBuilder } from 'kysely'
import { sql } from 'kysely'
import type { Db } from './database.ts'

const SLOT = Symbol('the parameter')

/**
 * A question of one text parameter that is made into SQL once, not each time that it is asked: making the text of a question
 * with many joins takes longer than asking it. `build` puts the slot where the parameter goes.
 */
export function compiledOnce<Row>(
  build: (db: Db, slot: RawBuilder<string>) => Compilable<Row>,
): (db: Db, value: string) => Promise<Row[]> {
  let compiled: CompiledQuery<Row> | undefined
  return async (db, value) => {
    compiled ??= build(db, sql<string>`${SLOT}`).compile()
    const parameters = compiled.parameters.map((parameter) => (parameter === SLOT ? value : parameter))
    const { rows } = await db.executeQuery<Row>({ ...compiled, parameters })
    return rows
  }
}
