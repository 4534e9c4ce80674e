import { CamelCasePlugin, type ControlledTransaction, Kysely, type Transaction } from 'kysely'
import { PostgresJSDialect } from 'kysely-postgres-js'
import postgres from 'postgres'
import { preparing } from './preparing.ts'
import type { Schema } from './schema.ts'

/** A connection or a transaction: what every function of this room works on. */
export type Db = Kysely<Schema> | Transaction<Schema> | ControlledTransaction<Schema>

const OID = { int8: 20, date: 1082 }

/** Opens a pool. Calendar dates come back as 'YYYY-MM-DD', keys and counts as numbers, instants as `Date`. */
export function openDatabase(url: string, options: { connections: number }): Kysely<Schema> {
  const client = postgres(url, {
    max: options.connections,
    onnotice: () => {},
    types: {
      bigint: { to: OID.int8, from: [OID.int8], serialize: String, parse: Number },
      date: { to: OID.date, from: [OID.date], serialize: String, parse: (text: string) => text },
    },
    connection: { application_name: 'firstcall' },
  })
  return new Kysely<Schema>({
    dialect: new PostgresJSDialect({ postgres: preparing(client) }),
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
  })
}
