import { createMiddleware } from 'hono/factory'
import { verifyApiKey } from '../../domain/access/api-keys.ts'
import type { ApiEnv } from './api-env.ts'
import { problem } from './problem.ts'

/** Sets `key` from the bearer key, or answers 401. */
export const authenticate = createMiddleware<ApiEnv>(async (c, next) => {
  const [, given] = /^Bearer +(\S+) *$/i.exec(c.req.header('authorization') ?? '') ?? []
  const key = given === undefined ? undefined : await verifyApiKey(c.var.deps, given)
  if (key === undefined) {
    c.header('www-authenticate', 'Bearer realm="FirstCall"')
    return problem(c, 401, 'Send a valid key as Authorization: Bearer KEY. An administrator makes one.')
  }
  c.set('key', key)
  c.header('cache-control', 'no-store')
  return next()
})
