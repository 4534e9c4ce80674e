import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import type { Kysely } from 'kysely'
import type * as config from '../../../src/config.ts'
import type * as database from '../../../src/db/database.ts'
import type * as host from '../../../src/host/open-deps.ts'
import type * as node from '../../../src/node.ts'

/** A process that serves either FirstCall or the bare comparison, as built, until its standard input ends; it first says its port. */
const [role, databaseUrl = ''] = process.argv.slice(2)

const CONNECTIONS = 10

/** What the build has made of a file of `src`. */
const built = (path: string): Promise<unknown> => import(new URL(`../../../dist/${path}.js`, import.meta.url).href)

async function serveFirstCall(): Promise<number> {
  const { readSettings } = (await built('config')) as typeof config
  const { openDeps } = (await built('host/open-deps')) as typeof host
  const { startServer } = (await built('node')) as typeof node
  const given = { PORT: '0', DATABASE_URL: databaseUrl, SECRET: 'a secret that only benchmarks use', LOG_LEVEL: 'warn' }
  const read = readSettings(given)
  if (read.kind === 'bad') throw new Error(read.problems.join('; '))
  const { deps } = await openDeps(read.settings, (line) => process.stderr.write(`${line}\n`))
  return (await startServer(deps, { ticking: null })).port
}

type Bare = { bare: { token: string; callFirst: number; comment: string; visibility: string; answeredAt: Date } }

/** A route that reads a form and inserts one row, over the same server, pool and driver. */
async function serveBare(): Promise<number> {
  const { openDatabase } = (await built('db/database')) as typeof database
  const db = openDatabase(databaseUrl, { connections: CONNECTIONS }) as unknown as Kysely<Bare>
  const app = new Hono().post('/s/:token', async (c) => {
    const form = await c.req.parseBody<Record<string, string>>()
    const { call_first: callFirst, comment = '', visibility = '' } = form
    const token = c.req.param('token')
    const answer = { token, callFirst: Number(callFirst), comment, visibility, answeredAt: new Date() }
    await db.insertInto('bare').values(answer).execute()
    return c.redirect(`/s/${token}/thanks`, 303)
  })
  const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' })
  await once(server, 'listening')
  return (server.address() as AddressInfo).port
}

process.stdin.on('end', () => process.exit(0)).resume()
process.stdout.write(`${role === 'bare' ? await serveBare() : await serveFirstCall()}\n`)
