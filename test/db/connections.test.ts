import { type Kysely, sql } from 'kysely'
import { expect, test } from 'vitest'
import { openDatabase } from '../../src/db/database.ts'
import type { Db } from '../../src/db/database.ts'
import type { Schema } from '../../src/db/schema.ts'
import { useDatabase } from '../support/database.ts'

const database = useDatabase({ connections: 2 })

const pidOf = async (db: Db): Promise<number> => {
  const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(db)
  return rows[0]?.pid ?? 0
}

/** Ends what serves a connection, and waits until it has ended. */
async function breakOff(pid: number): Promise<void> {
  const admin = openDatabase(database.url, { connections: 1 })
  await sql`select pg_terminate_backend(${pid}, 5000)`.execute(admin)
  await admin.destroy()
}

const note = (db: Db, text: string) => sql`insert into note values (${text})`.execute(db)

async function notes(db: Kysely<Schema>): Promise<string[]> {
  const { rows } = await sql<{ text: string }>`select text from note order by text`.execute(db)
  return rows.map(({ text }) => text)
}

test('a transaction whose connection breaks off writes nothing, not even with what comes after', async () => {
  const { db } = database
  await sql`create table note (text text)`.execute(db)
  const broken = db.transaction().execute(async (transaction) => {
    await note(transaction, 'before')
    await breakOff(await pidOf(transaction))
    await note(transaction, 'first after').catch(() => {})
    await note(transaction, 'second after')
  })
  await expect(broken).rejects.toThrow('the connection to the database has closed')
  expect(await notes(db)).toEqual([])
})

test('who asks while connections break off is answered or refused, and never left waiting', async () => {
  const { db } = database
  const outcomes = { answered: 0, refused: 0 }
  const breaking = { isOver: false }
  const ask = async () => {
    while (!breaking.isOver) {
      await Promise.all([sql`select 1`.execute(db), sql`select ${1}::int`.execute(db)]).then(
        () => (outcomes.answered += 1),
        () => (outcomes.refused += 1),
      )
    }
  }
  const asking = [ask(), ask(), ask(), ask()]
  for (let time = 0; time < 20; time += 1) await breakOff(await pidOf(db))
  breaking.isOver = true
  await Promise.all(asking)
  expect(outcomes.answered).toBeGreaterThan(0)
  expect(outcomes.refused).toBeGreaterThan(0)
  expect(await pidOf(db)).toBeGreaterThan(0)
})

test('no more connections are open than are allowed, and who waits gets the one that comes free', async () => {
  const { db } = database
  const pids = await Promise.all(Array.from({ length: 12 }, () => pidOf(db)))
  expect(new Set(pids).size).toBeLessThanOrEqual(2)
})

test('what is under way is finished before the last connection closes', async () => {
  const db = openDatabase(database.url, { connections: 1 })
  let slow: Promise<boolean | undefined> | undefined
  await new Promise<void>((begun) => {
    slow = db.connection().execute(async (connection) => {
      begun()
      const { rows } = await sql<{ done: boolean }>`select pg_sleep(0.2), true as done`.execute(connection)
      return rows[0]?.done
    })
  })
  await db.destroy()
  expect(await slow).toBe(true)
})

test('a database that can not be reached refuses everyone who waits for it', async () => {
  const db = openDatabase('postgres://nobody@127.0.0.1:1/nowhere', { connections: 1 })
  const asked = await Promise.allSettled([pidOf(db), pidOf(db), pidOf(db)])
  expect(asked.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected'])
  await db.destroy()
})
