import type { PostgresPool, PostgresPoolClient } from 'kysely'
import type { Sql } from 'postgres'

/** Older ones are replaced: what a server keeps for a connection only grows. */
const LONGEST_MS = 45 * 60_000

export type Client = {
  /** A client for one single connection, which tells when that closes. */
  open: (onClosed: () => void) => Sql
  /** Whether a statement is worth preparing. */
  isWorthPreparing: (text: string, values: readonly unknown[]) => boolean
}

/** One connection, lent to one holder at a time. */
type Line = { query: PostgresPoolClient['query']; isOver: () => boolean; hangUp: () => Promise<void> }

const closedError = (): Error =>
  Object.assign(new Error('the connection to the database has closed'), { code: 'CONNECTION_CLOSED' })

/** @throws what the driver says where the database can't be reached */
async function dial({ open, isWorthPreparing }: Client): Promise<Line> {
  const openedAt = performance.now()
  const refusals = new Set<(error: Error) => void>()
  let isClosed = false
  const client = open(() => {
    isClosed = true
    for (const refuse of refusals) refuse(closedError())
  })
  // A reservation that fails is tried again behind our back; a question is not.
  await client.unsafe('select 1')
  const reserved = await client.reserve()
  const query = (text: string, values: readonly unknown[]) =>
    new Promise((done, refuse) => {
      if (isClosed) return refuse(closedError())
      refusals.add(refuse)
      const prepare = isWorthPreparing(text, values)
      const options = { prepare, simple: !prepare && values.length === 0 }
      reserved
        .unsafe(text, [...values] as never[], options)
        .then((result) => done({ command: result.command, rowCount: result.count, rows: Array.from(result) }), refuse)
        .finally(() => refusals.delete(refuse))
    })
  return {
    query: query as Line['query'],
    isOver: () => isClosed || performance.now() - openedAt > LONGEST_MS,
    hangUp: async () => {
      if (isClosed) return
      reserved.release()
      await client.end()
    },
  }
}

/** Lets so many in at a time; the others wait in line. */
function createGate(most: number) {
  let left = most
  const waiting: (() => void)[] = []
  const enter = async (): Promise<void> => {
    if (left === 0) return new Promise((wake) => waiting.push(wake))
    left -= 1
  }
  const leave = (): void => {
    const next = waiting.shift()
    if (next) next()
    else left += 1
  }
  return { enter, leave }
}

/**
 * At most so many connections, each with a client of its own: the driver's own pool goes on lending connections that have
 * closed, and what is asked of those waits for ever or runs on another one, outside of its transaction. Here a closed
 * connection refuses whatever it is asked and is never lent again.
 */
export function openConnections(client: Client, most: number): PostgresPool {
  const free: Line[] = []
  const gate = createGate(most)

  async function findLine(): Promise<Line> {
    for (let line = free.pop(); line; line = free.pop()) {
      if (!line.isOver()) return line
      await line.hangUp()
    }
    return dial(client)
  }

  async function connect(): Promise<PostgresPoolClient> {
    await gate.enter()
    try {
      const line = await findLine()
      const release = () => {
        free.push(line)
        gate.leave()
      }
      return { query: line.query, release }
    } catch (error) {
      gate.leave()
      throw error
    }
  }

  async function end(): Promise<void> {
    for (let entered = 0; entered < most; entered += 1) await gate.enter()
    await Promise.all(free.splice(0).map((line) => line.hangUp()))
  }

  return { connect, end }
}
