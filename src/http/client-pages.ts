import type { Context, MiddlewareHandler } from 'hono'
import type { PostedFields } from '../core/answering/answer-form.ts'
import type { AppEnv } from './env.ts'

/** The link is a secret: no cache keeps the page, no search engine lists it, no other host learns its address. */
export const keepPrivate: MiddlewareHandler<AppEnv> = async (c, next) => {
  await next()
  c.header('cache-control', 'no-store')
  c.header('referrer-policy', 'no-referrer')
  c.header('x-robots-tag', 'noindex, nofollow')
}

/** Under which nonce a page may set its styles, and which styles and scripts are current. */
export const pageKeys = (c: Context<AppEnv>): { nonce: string | undefined; assetVersion: string } => ({
  nonce: c.get('secureHeadersNonce'),
  assetVersion: c.get('deps').assetVersion,
})

/** The text fields that were posted, the last of each name; none where the body can't be read. */
export async function postedFields(c: Context<AppEnv>): Promise<PostedFields> {
  const body = await c.req.parseBody().catch(() => ({}))
  return Object.fromEntries(
    Object.entries(body).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  )
}
