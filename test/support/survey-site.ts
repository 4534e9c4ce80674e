import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import type { Page } from 'playwright-core'
import { createApp } from '../../src/app.ts'
import type { Deps } from '../../src/deps.ts'

const stylesOf = (name: string) => readFileSync(new URL(`../../src/public/survey/${name}`, import.meta.url), 'utf8')

/** Serves the app with the client's styles on a port of its own. */
export async function serveSurveys(deps: Deps): Promise<{ base: string; close: () => void }> {
  const app = new Hono()
  app.get('/survey/:name', (c) => c.body(stylesOf(c.req.param('name')), 200, { 'content-type': 'text/css' }))
  app.route(
    '/',
    createApp(() => deps),
  )
  const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' })
  await once(server, 'listening')
  return { base: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close: () => server.close() }
}

/** What is too small to be touched. */
export const tooSmall = (page: Page): Promise<string[]> =>
  page.locator('label:has(input), button, textarea, input[type=text], summary, a.link').evaluateAll((targets) =>
    targets.flatMap((target) => {
      const { width, height } = target.getBoundingClientRect()
      const isShown = width > 0 || height > 0
      return isShown && (width < 44 || height < 44) ? [`${target.outerHTML.slice(0, 80)} is ${width} x ${height}`] : []
    }),
  )
