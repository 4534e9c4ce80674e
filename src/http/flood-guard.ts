import type { Context, MiddlewareHandler } from 'hono'
import { languageFor, LANGUAGES } from '../core/languages.ts'
import { wordsIn } from '../views/survey/words/registry.ts'

/** A whole office behind one address answers at once without reaching it; a link that opens nothing costs as much as twenty requests. */
const BURST = 600
const PER_SECOND = 10
const UNKNOWN_COSTS = 20

/** The most addresses that are remembered; the one that has been silent longest is forgotten first. */
const MAX_ADDRESSES = 10_000
const LOG_EVERY_MS = 60_000

type Bucket = { left: number; at: number }

export type FloodGuardOptions = {
  /** Whom a request comes from; null: not to be told apart, and not limited. */
  addressOf: (c: Context) => string | null
  now: () => Date
  /** Called once a minute at most, with how many requests were refused since it was called last. */
  onRefused: (refused: number) => void
}

/** An IPv6 address stands for its network: a single customer has at least 2^64 of them. */
const networkOf = (address: string): string =>
  address.includes(':') && !address.startsWith('::ffff:') ? address.split(':').slice(0, 4).join(':') : address

function refusal(c: Context, seconds: number): Response {
  const wanted = (c.req.header('accept-language') ?? '').split(',').map((tag) => tag.split(';')[0]?.trim())
  c.header('retry-after', String(seconds))
  return c.text(wordsIn(languageFor(wanted, LANGUAGES) ?? 'en').tooMany(seconds), 429)
}

/** Refuses requests of an address that sends far more of them than people do, before anything is read or asked of the database. */
export function floodGuard({ addressOf, now, onRefused }: FloodGuardOptions): MiddlewareHandler {
  const buckets = new Map<string, Bucket>()
  let refused = 0
  let loggedAt = Number.NEGATIVE_INFINITY
  const bucketOf = (address: string, at: number): Bucket => {
    const known = buckets.get(address)
    const left = known ? Math.min(BURST, known.left + ((at - known.at) / 1000) * PER_SECOND) : BURST
    buckets.delete(address)
    for (const oldest of buckets.size < MAX_ADDRESSES ? [] : [...buckets.keys()].slice(0, 1)) buckets.delete(oldest)
    const bucket = { left, at }
    buckets.set(address, bucket)
    return bucket
  }
  const refuse = (c: Context, bucket: Bucket): Response => {
    refused += 1
    if (bucket.at - loggedAt >= LOG_EVERY_MS) {
      onRefused(refused)
      refused = 0
      loggedAt = bucket.at
    }
    return refusal(c, Math.ceil((1 - bucket.left) / PER_SECOND))
  }
  return async (c, next) => {
    const address = addressOf(c)
    if (address === null) return next()
    const network = networkOf(address)
    const bucket = bucketOf(network, now().getTime())
    if (bucket.left < 1) return refuse(c, bucket)
    bucket.left -= 1
    await next()
    // Others of the same network may have come meanwhile.
    const last = buckets.get(network)
    if (c.res.status === 404 && last) last.left = Math.max(0, last.left - UNKNOWN_COSTS)
    return undefined
  }
}
