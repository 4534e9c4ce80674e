import { CamelCasePlugin, type ControlledTransaction, Kysely, type Transaction } from 'kysely'
import postgres from 'postgres'
import { openConnections } from './connections.ts'
import { DialectWithLimits } from './limits-in-words.ts'
import { chooseToPrepare } from './preparing.ts'
import type { Schema } from './schema.ts'

/** A connection or a transaction: what every function of this room works on. */
export type Db = Kysely<Schema> | Transaction<Schema> | ControlledTransaction<Schema>

const OID = { int8: 20, date: 1082 }

const TYPES = {
  bigint: { to: OID.int8, from: [OID.int8], serialize: String, parse: Number },
  date: { to: OID.date, from: [OID.date], serialize: String, parse: (text: string) => text },
}

/**
 * Opens a pool. Calendar dates come back as 'YYYY-MM-DD', keys and counts as numbers, instants as `Date`. `?prepare=false` in
 * the address keeps statements from being prepared, for poolers that can't.
 */
export function openDatabase(url: string, options: { connections: number }): Kysely<Schema> {
  const open = (onclose: () => void) =>
    postgres(url, { max: 1, onclose, onnotice: () => {}, types: TYPES, connection: { application_name: 'firstcall' } })
  return new Kysely<Schema>({
    dialect: new DialectWithLimits({
      pool: openConnections({ open, isWorthPreparing: chooseToPrepare() }, options.connections),
    }),
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
  })
}
