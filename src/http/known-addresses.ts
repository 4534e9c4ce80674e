import type { RouterRoute } from 'hono/types'
import { createMiddleware } from 'hono/factory'
import { TrieRouter } from 'hono/router/trie-router'
import { findSignedIn } from '../domain/access/sign-in.ts'
import type { AppEnv } from './env.ts'
import { showNotFound, showWrongMethod } from './refusals.tsx'

/** Looks up the methods of a path in what has been registered; what is for every method is no route but a middleware. */
function methodsByPath(routes: readonly RouterRoute[]): (path: string) => Set<string> {
  const router = new TrieRouter<string>()
  for (const { method, path } of routes) if (method !== 'ALL') router.add('ALL', path, method)
  return (path) => {
    const methods = new Set(router.match('ALL', path)[0].map(([method]) => method))
    return methods.has('GET') ? methods.add('HEAD') : methods
  }
}

/**
 * Answers for addresses that do not exist and for methods that they do not have, before anybody is asked where a form
 * comes from or who they are. The routes are read at the first request, when all of them have been registered.
 */
export function onlyKnownAddresses(routes: () => readonly RouterRoute[]) {
  let methodsOf: ReturnType<typeof methodsByPath> | undefined
  return createMiddleware<AppEnv>(async (c, next) => {
    methodsOf ??= methodsByPath(routes())
    const methods = methodsOf(c.req.path)
    if (methods.has(c.req.method)) return next()
    const signedIn = await findSignedIn(c.var.deps, c.req.raw.headers)
    if (signedIn !== undefined) c.set('signedIn', signedIn)
    return methods.size === 0 ? showNotFound(c) : showWrongMethod(c, [...methods])
  })
}
