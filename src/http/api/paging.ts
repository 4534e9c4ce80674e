import { z } from '@hono/zod-openapi'

const CURSOR = /^k(\d{1,15})$/

const encode = (id: number): string => btoa(`k${id}`).replaceAll('=', '')

function decode(cursor: string): number | undefined {
  try {
    const [, id] = CURSOR.exec(atob(cursor)) ?? []
    return id === undefined ? undefined : Number(id)
  } catch {
    return undefined
  }
}

/** `limit` and `cursor` of a list. */
export const pageQuery = {
  limit: z
    .string()
    .regex(/^\d{1,4}$/, 'must be a whole number from 1 to 200')
    .transform(Number)
    .refine((limit) => limit >= 1 && limit <= 200, 'must be a whole number from 1 to 200')
    .default(50)
    .openapi({ type: 'integer', minimum: 1, maximum: 200, default: 50, description: 'Items on a page' }),
  cursor: z
    .string()
    .transform((cursor, context) => {
      const id = decode(cursor)
      if (id !== undefined) return id
      context.addIssue({ code: 'custom', message: 'is not a cursor; send next_cursor of the page before as it is' })
      return z.NEVER
    })
    .default(0)
    .openapi({ type: 'string', default: undefined, description: 'next_cursor of the page before' }),
}

const refFilter = (of: string) =>
  z
    .string()
    .min(1)
    .optional()
    .openapi({ description: `Only of this ${of}` })

/** `limit`, `cursor` and the filters of the loop's lists. */
export const loopQuery = z.object({
  ...pageQuery,
  engagement_ref: refFilter('engagement'),
  account_ref: refFilter('account'),
  pm_ref: refFilter('PM of the day'),
  since: z.iso
    .datetime({ offset: true, error: 'is not a time with its zone; write it as 2026-01-20T10:00:00Z' })
    .transform((text) => new Date(text))
    .optional()
    .openapi({ type: 'string', format: 'date-time', description: 'Only what changed at or after this instant' }),
})

/** What the lists' functions take, from a checked query. */
export const requestOf = (query: z.output<typeof loopQuery>) => ({
  limit: query.limit + 1,
  after: query.cursor,
  engagementRef: query.engagement_ref,
  accountRef: query.account_ref,
  pmRef: query.pm_ref,
  since: query.since,
})

/** A page's shape. */
export const pageOf = <Item extends z.ZodType>(item: Item, name: string) =>
  z
    .object({
      items: z.array(item),
      next_cursor: z.string().nullable().openapi({ description: 'Null on the last page' }),
    })
    .openapi(`${name}Page`)

const snake = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

/** A row as JSON: snake_case names, instants as ISO 8601 in UTC. */
export function toJson(value: unknown): unknown {
  if (value instanceof Date) return value.toISOString()
  if (Array.isArray(value)) return value.map(toJson)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [snake(name), toJson(inner)]))
}

/**
 * The page of `rows`, which hold one row more than `limit` where another page follows. Each item passes its schema, so
 * that nothing leaves that is not described.
 */
export function toPage<Item extends z.ZodType>(item: Item, rows: readonly { id: number }[], limit: number) {
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return {
    items: shown.map((row) => item.parse(toJson(row))),
    next_cursor: rows.length > limit && last !== undefined ? encode(last.id) : null,
  }
}
