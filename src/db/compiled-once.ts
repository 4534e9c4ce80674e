import { type CompiledQuery, type RawBuilder, sql } from 'kysely'
import type { Db } from './database.ts'

/** Where a parameter goes. */
class Slot {
  readonly name: string
  constructor(name: string) {
    this.name = name
  }
}

export type Slots<Asked> = { readonly [Name in keyof Asked]: RawBuilder<Asked[Name]> }

const slots = <Asked extends object>(): Slots<Asked> =>
  new Proxy({} as Slots<Asked>, { get: (_, name) => sql`${new Slot(String(name))}` })

/**
 * A question that is made into SQL once, not each time that it is asked: making the text of a long one takes longer than
 * asking it. `build` puts slots where the values that are asked go.
 */
export function compiledOnce<Asked extends object, Row>(
  build: (db: Db, slots: Slots<Asked>) => { compile: (db: Db) => CompiledQuery<Row> },
): (db: Db, asked: Asked) => Promise<Row[]> {
  let compiled: CompiledQuery<Row> | undefined
  return async (db, asked) => {
    compiled ??= build(db, slots<Asked>()).compile(db)
    const parameters = compiled.parameters.map((given) =>
      given instanceof Slot ? asked[given.name as keyof Asked] : given,
    )
    const { rows } = await db.executeQuery<Row>({ ...compiled, parameters })
    return rows
  }
}
