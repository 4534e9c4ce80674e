import type { Server } from 'node:http'
import { type ServerType, serve } from '@hono/node-server'
import { serveStatic } from '@hono/node-server/serve-static'
import { Hono } from 'hono'
import { createApp } from './app.ts'
import type { Deps } from './deps.ts'
import { tick } from './domain/tick.ts'
import { packagePath } from './host/package-files.ts'

const TICK_EVERY_MS = 15_000

export type Running = {
  port: number
  /** Finishes the requests and the tick under way. */
  stop: () => Promise<void>
}

const publicFiles = () => new Hono().use('/*', serveStatic({ root: packagePath('src/public') }))

function listen(deps: Deps): Promise<{ server: ServerType; port: number }> {
  const app = new Hono().route('/', publicFiles()).route(
    '/',
    createApp(() => deps),
  )
  return new Promise((done, fail) => {
    const server = serve({ fetch: app.fetch, port: deps.config.port, hostname: deps.config.host }, (info) =>
      done({ server, port: info.port }),
    )
    server.on('error', fail)
  })
}

/** Ticks one after the other until stopped; a tick that fails is logged and the next one tries again. */
function keepTicking(deps: Deps): () => Promise<void> {
  let timer: NodeJS.Timeout | undefined
  let stopped = false
  const once = async () => {
    try {
      const report = await tick(deps)
      if (Object.values(report).some(Boolean)) deps.log.info('tick', report)
    } catch (error) {
      deps.log.error('tick failed', { failure: String(error) })
    }
    if (!stopped) timer = setTimeout(run, TICK_EVERY_MS)
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
export async function startServer(deps: Deps, options: { ticking: boolean }): Promise<Running> {
  const { server, port } = await listen(deps)
  const stopTicking = options.ticking ? keepTicking(deps) : async () => {}
  deps.log.info('serving', { port })
  return {
    port,
    stop: async () => {
      await stopTicking()
      await new Promise<void>((done) => {
        server.close(() => done())
        ;(server as Server).closeIdleConnections()
      })
    },
  }
}
