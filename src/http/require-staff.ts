import { createMiddleware } from 'hono/factory'
import { findSignedIn } from '../domain/access/sign-in.ts'
import type { AppEnv } from './env.ts'

/** `next` where it names a page of this site, otherwise the front page: nobody is sent elsewhere after signing in. */
export function localPath(next: string | undefined): string {
  if (next === undefined || !next.startsWith('/')) return '/'
  const home = 'http://home.invalid'
  const url = URL.canParse(next, home) ? new URL(next, home) : undefined
  // The parsed form is returned, so that '//', '/\' and tabs mean to the browser what they meant here.
  return url?.origin === home && !url.pathname.startsWith('//') ? url.pathname + url.search : '/'
}

/** Sets `signedIn`, or sends the browser to sign in and then back to the page it asked for. */
export const requireStaff = createMiddleware<AppEnv>(async (c, next) => {
  const signedIn = await findSignedIn(c.var.deps, c.req.raw.headers)
  if (signedIn === undefined) {
    const url = new URL(c.req.url)
    const isPage = c.req.method === 'GET' && url.pathname !== '/'
    return c.redirect(isPage ? `/sign-in?next=${encodeURIComponent(url.pathname + url.search)}` : '/sign-in', 303)
  }
  c.set('signedIn', signedIn)
  c.header('cache-control', 'no-store')
  // Under 'no-referrer' forms come with the origin null, which a site without TLS can't tell from a foreign one.
  c.header('referrer-policy', 'same-origin')
  return next()
})
