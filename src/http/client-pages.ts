import type { Context, MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type { PostedFields } from '../core/answering/answer-form.ts'
import type { AppEnv } from './env.ts'

/** The link is a secret: no cache keeps the page, no search engine lists it, no other host learns its address. */
export const keepPrivate: MiddlewareHandler<AppEnv> = async (c, next) => {
  await next()
  // Each `c.header` would make the whole answer anew here.
  const { headers } = c.res
  headers.set('cache-control', 'no-store')
  headers.set('referrer-policy', 'no-referrer')
  headers.set('x-robots-tag', 'noindex, nofollow')
}

/** A link as it is mailed, with what a mail program or a sentence has put behind it. */
const UNTIDY = /^\/([sumc])\/([\w-]{32})(?:[^\w/-]|%[0-9a-f]{2})+$/i

/** Opens a link that a full stop, a bracket or a space has come to cling to; it tells nothing, as it asks nobody. */
export const tidyLink: MiddlewareHandler<AppEnv> = async (c, next) => {
  if (c.req.method !== 'GET') return next()
  const [, kind, token] = UNTIDY.exec(c.req.path.replace('/me/', '/m/')) ?? []
  if (kind === undefined || token === undefined) return next()
  const { search } = new URL(c.req.url)
  return c.redirect(`/${kind === 'm' ? 'me' : kind}/${token}${search}`, 302)
}

/** Under which nonce a page may set its styles, and which styles and scripts are current. */
export const pageKeys = (c: Context<AppEnv>): { nonce: string; assetVersion: string } => ({
  nonce: c.get('secureHeadersNonce'),
  assetVersion: c.get('deps').assetVersion,
})

/** Hono's `bodyLimit`, which opens each body for it, for those alone that do not say how long they are. */
export function limitBody(
  maxSize: number,
  onError?: (c: Context<AppEnv>) => Promise<Response>,
): MiddlewareHandler<AppEnv> {
  const limit = bodyLimit({ maxSize, ...(onError && { onError }) })
  return (c, next) => {
    const said = Number(c.req.header('content-length') ?? (c.req.method === 'GET' ? 0 : Number.NaN))
    return said <= maxSize && c.req.header('transfer-encoding') === undefined ? next() : limit(c, next)
  }
}

const isUrlEncoded = (c: Context): boolean =>
  /^application\/x-www-form-urlencoded\b/i.test(c.req.header('content-type') ?? '')

/** What `parseBody` of Hono gives for text fields, read in a fraction of the time where no files can be. */
async function readForm(c: Context): Promise<PostedFields> {
  if (isUrlEncoded(c)) return Object.fromEntries(new URLSearchParams(await c.req.text()))
  const isText = (entry: [string, unknown]): entry is [string, string] => typeof entry[1] === 'string'
  return Object.fromEntries(Object.entries(await c.req.parseBody()).filter(isText))
}

/** The text fields that were posted, the last of each name; none where the body can't be read. */
export async function postedFields(c: Context<AppEnv>): Promise<PostedFields> {
  const posted = c.get('posted') ?? (await readForm(c).catch(() => ({})))
  c.set('posted', posted)
  return posted
}
