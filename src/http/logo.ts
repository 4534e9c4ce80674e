import { Hono } from 'hono'
import { viewLogo } from '../domain/firm/view-logo.ts'
import type { AppEnv } from './env.ts'
import { showNotFound } from './refusals.tsx'

const MEDIA_TYPES = { png: 'image/png', jpg: 'image/jpeg' }

/** The firm's logo, for mail programs and survey pages everywhere. An address names its bytes, so it is good for ever. */
export const logoRoutes = new Hono<AppEnv>().get('/logo/:name{[0-9a-f]{64}\\.(?:png|jpg)}', async (c) => {
  const logo = await viewLogo(c.var.deps, c.req.param('name'))
  if (logo === undefined) return showNotFound(c)
  c.header('cache-control', 'public, max-age=31536000, immutable')
  c.header('content-security-policy', "default-src 'none'; sandbox")
  // Web mail shows it on pages of other hosts.
  c.header('cross-origin-resource-policy', 'cross-origin')
  c.header('content-type', MEDIA_TYPES[logo.format])
  return c.body(new Uint8Array(logo.bytes))
})
