import type { Server } from 'node:http'
import { serve } from '@hono/node-server'
import { getConnInfo } from '@hono/node-server/conninfo'
import { serveStatic } from '@hono/node-server/serve-static'
import { type Context, Hono, type MiddlewareHandler } from 'hono'
import { compress } from 'hono/compress'
import type { HtmlEscapedString } from 'hono/utils/html'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { createApp } from './app.ts'
import type { Config } from './config.ts'
import type { Deps } from './deps.ts'
import { tick } from './domain/tick.ts'
import { closerOf } from './host/closer-of.ts'
import { gzipped } from './host/gzipped.ts'
import { packagePath } from './host/package-files.ts'
import { within } from './host/within.ts'
import { floodGuard } from './http/flood-guard.ts'

const TICK_EVERY_MS = 15_000
const RETRY_AFTER_MS = 2_000
const TICK_WITHIN_MS = 10 * 60_000
/** What a tick leaves undone when it is cut off, another one does: leases see to that. */
const LAST_TICK_WITHIN_MS = 10_000

export type Running = {
  port: number
  /** Finishes the requests and the tick under way, in twenty seconds at most. */
  stop: () => Promise<void>
}

/** Styles and scripts. Pages ask for them by version and browsers keep them; asked for otherwise, they are kept for a while. */
function publicFiles({ assetVersion }: Deps): Hono {
  const serveFile = serveStatic({ root: packagePath('src/public') })
  return new Hono().use('/:room{survey|staff}/*', async (c, next) => {
    const file = await serveFile(c, async () => {})
    if (!file) return next()
    const isCurrent = c.req.query('v') === assetVersion
    file.headers.set('cache-control', isCurrent ? 'public, max-age=31536000, immutable' : 'public, max-age=300')
    return file
  })
}

/** Whether a client takes gzip, by its Accept-Encoding. */
const takesGzip = (accepted: string | undefined): boolean =>
  /(?:^|,)\s*gzip\s*(?:,|$|;(?!\s*q=0(?:\.0*)?\s*(?:,|$)))/i.test(accepted ?? '')

/**
 * Pages are compressed as they are made, before they become an answer that would have to be read out again, and in one go: streams
 * take ten times as long. `compress` does whatever else there is.
 */
const compressPages: MiddlewareHandler = async (c, next) => {
  if (c.req.method === 'HEAD' || !takesGzip(c.req.header('accept-encoding'))) return next()
  c.html = (async (page: HtmlEscapedString | Promise<HtmlEscapedString>, status?: ContentfulStatusCode) => {
    c.header('content-type', 'text/html; charset=UTF-8')
    c.header('content-encoding', 'gzip')
    c.header('vary', 'Accept-Encoding', { append: true })
    return c.body(await gzipped((await page).toString()), status)
  }) as Context['html']
  return next()
}

const PRIVATE = /^(127\.|10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|::1$|f[cd])/

/** Whom a request comes from. What connects from a private network is a proxy or a colleague: everybody behind it would be one. */
function visitorOf(c: Context, { addressHeader }: Config): string | null {
  if (addressHeader !== null) return c.req.header(addressHeader)?.split(',').at(-1)?.trim() || null
  const address = getConnInfo(c).remote.address?.replace('::ffff:', '') ?? ''
  return address === '' || PRIVATE.test(address) ? null : address
}

function guardOf(deps: Deps): MiddlewareHandler {
  return floodGuard({
    addressOf: (c) => visitorOf(c, deps.config),
    now: () => deps.now(),
    onRefused: (refused) => deps.log.warn('too many requests from one address are refused', { refused }),
  })
}

/** Whoever sends a body drop by drop is cut off. */
const SLOWEST = { headersTimeout: 15_000, requestTimeout: 60_000 }

function listen(deps: Deps): Promise<{ port: number; close: () => Promise<void> }> {
  const pages = createApp(() => deps)
  // A Worker's answers are compressed on their way. It is the outer app that reads addresses, leniently as the inner one.
  const app = new Hono({ strict: false })
    .use(compress())
    .use(compressPages)
    .on(['GET', 'POST'], ['/s/*', '/c/*', '/u/*'], guardOf(deps))
    .route('/', publicFiles(deps))
    .route('/', pages)
  return new Promise((done, fail) => {
    const server = serve(
      { fetch: app.fetch, port: deps.config.port, hostname: deps.config.host, serverOptions: SLOWEST },
      (info) => done({ port: info.port, close }),
    ) as Server
    const close = closerOf(server)
    server.on('error', fail)
  })
}

/** Leases make it safe to begin the next tick while one hangs on somebody who neither answers nor hangs up. */
async function refuseAfter(timeoutMs: number): Promise<never> {
  await new Promise((wake) => setTimeout(wake, timeoutMs).unref())
  throw new Error(`no end after ${timeoutMs} ms`)
}

async function tryToTick(deps: Deps, revive: () => Promise<void>, onPause: () => void): Promise<boolean> {
  try {
    const report = await Promise.race([tick(deps), refuseAfter(TICK_WITHIN_MS)])
    const { paused, ...did } = report
    if (Object.values(did).some(Boolean)) deps.log.info('tick', report)
    if (paused) onPause()
    return true
  } catch (error) {
    deps.log.error('tick failed', { failure: String(error) })
    await revive().catch((fault: unknown) => deps.log.error('database not revived', { failure: String(fault) }))
    return false
  }
}

type Ticking = {
  /** Called after a tick that failed, since a database that has died is the likeliest cause. */
  revive: () => Promise<void>
}

/** Ticks one after the other until stopped; a tick that fails is logged and soon tried again. */
function keepTicking(deps: Deps, { revive }: Ticking): () => Promise<void> {
  let timer: NodeJS.Timeout | undefined
  let stopped = false
  let hasToldPause = false
  const tellPauseOnce = () => {
    if (!hasToldPause) deps.log.warn('surveys are paused: the database was restored or moved', { decideAt: '/paused' })
    hasToldPause = true
  }
  const once = async () => {
    const isDone = await tryToTick(deps, revive, tellPauseOnce)
    if (!stopped) timer = setTimeout(run, isDone ? TICK_EVERY_MS : RETRY_AFTER_MS)
  }
  let current = Promise.resolve()
  const run = () => {
    current = once()
  }
  run()
  return async () => {
    stopped = true
    clearTimeout(timer)
    await current
  }
}

/** Serves the app and does the due work, until stopped. @throws where the port is taken */
export async function startServer(deps: Deps, options: { ticking: Ticking | null }): Promise<Running> {
  const { port, close } = await listen(deps)
  const stopTicking = options.ticking ? keepTicking(deps, options.ticking) : async () => {}
  deps.log.info('serving', { port })
  return {
    port,
    stop: async () => {
      await within(LAST_TICK_WITHIN_MS, stopTicking())
      await close()
    },
  }
}
