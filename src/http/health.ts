import { Hono } from 'hono'
import { readMetrics } from '../domain/read-metrics.ts'
import { readReadiness } from '../domain/read-readiness.ts'
import type { AppEnv } from './env.ts'

/** For whatever watches over the program: alive, ready, and figures in Prometheus' text format. */
export const healthRoutes = new Hono<AppEnv>()
  .get('/healthz', (c) => c.json({ status: 'ok' }))
  .get('/readyz', async (c) => {
    const readiness = await readReadiness(c.get('deps'))
    return c.json(readiness, readiness.ready ? 200 : 503)
  })
  .get('/metrics', async (c) => {
    c.header('content-type', 'text/plain; version=0.0.4; charset=utf-8')
    return c.body(await readMetrics(c.get('deps')))
  })
