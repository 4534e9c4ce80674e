import { type Kysely, sql } from 'kysely'
import { expect, test } from 'vitest'
import { openDatabase } from '../../src/db/database.ts'
import type { Schema } from '../../src/db/schema.ts'
import { useDatabase } from '../support/database.ts'

const database = useDatabase({ connections: 1 })

const double = (db: Kysely<Schema>, number: number) =>
  sql<{ twice: number }>`select ${number}::int * 2 as twice`.execute(db).then(({ rows }) => rows[0]?.twice)

async function preparedIn(db: Kysely<Schema>): Promise<string[]> {
  const { rows } = await sql<{ statement: string }>`select statement from pg_prepared_statements
    where statement not like '%pg_catalog%'`.execute(db)
  return rows.map(({ statement }) => statement)
}

test('what is asked a second time is prepared and goes on giving the same', async () => {
  const { db } = database
  expect(await double(db, 2)).toBe(4)
  expect(await preparedIn(db)).toEqual([])
  for (const number of [3, 4, 5, 6, 7, 8, 9]) expect(await double(db, number)).toBe(2 * number)
  expect(await preparedIn(db)).toEqual(['select $1::int * 2 as twice'])
})

test('a question without parameters is prepared as well, several in one text never are', async () => {
  const { db } = database
  const firms = () => sql`select id from firm`.execute(db)
  const both = () => sql`select 1; select 2`.execute(db)
  for (let time = 0; time < 3; time += 1) await Promise.all([firms(), both()])
  expect(await preparedIn(db)).toEqual(['select id from firm'])
})

test('a list keeps one plan for all pages of one length: its limit stands in the statement', async () => {
  const { db } = database
  const list = (offset: number) => db.selectFrom('staff').select('id').where('id', '>', 0).limit(25).offset(offset)
  expect(list(0).compile()).toMatchObject({ sql: expect.stringContaining('limit 25 offset 0'), parameters: [0] })
  expect(list(50).compile()).toMatchObject({ sql: expect.stringContaining('limit 25 offset $2'), parameters: [0, 50] })
  for (let time = 0; time < 3; time += 1) expect(await list(0).execute()).toEqual([])
})

test('statements that are asked once do not crowd out those that come again', async () => {
  const { db } = database
  for (let at = 0; at < 600; at += 1) await sql`select ${at}::int as ${sql.ref(`c${at}`)}`.execute(db)
  await double(db, 1)
  await double(db, 2)
  expect(await preparedIn(db)).toHaveLength(1)
})

test('a statement that was prepared follows a table that changes under it', async () => {
  const { db } = database
  const ask = () => sql`select * from changing where id >= ${0}`.execute(db).then(({ rows }) => rows)
  await sql`create table changing as select 1 as id`.execute(db)
  for (let time = 0; time < 3; time += 1) expect(await ask()).toEqual([{ id: 1 }])
  await sql`alter table changing add column name text default 'new'`.execute(db)
  expect(await ask()).toEqual([{ id: 1, name: 'new' }])
})

test('nothing is prepared where the address of the database forbids it', async () => {
  const db = openDatabase(`${database.url}?prepare=false`, { connections: 1 })
  for (let time = 0; time < 3; time += 1) await double(db, 2)
  expect(await preparedIn(db)).toEqual([])
  await db.destroy()
})
