import { z } from '@hono/zod-openapi'
import { day, instant } from '../../core/firm/field-kinds.ts'
import { snakeCase } from '../../core/snake-case.ts'
import { FOLLOW_UP_STATES, OPPORTUNITY_STATES } from '../../core/words.ts'
import { strictly } from './reasons.ts'

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

/** Only a parameter that is repeated comes as something else than text. */
const parameter = () => z.string('stands here more than once; send it once')

/** `limit` and `cursor` of a list. */
export const pageQuery = {
  limit: parameter()
    .regex(/^\d{1,4}$/, 'must be a whole number from 1 to 200')
    .transform(Number)
    .refine((limit) => limit >= 1 && limit <= 200, 'must be a whole number from 1 to 200')
    .default(50)
    .openapi({ type: 'integer', minimum: 1, maximum: 200, default: 50, description: 'Items on a page' }),
  cursor: parameter()
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
  parameter()
    .min(1, 'is empty; name one, or leave it out')
    .optional()
    .openapi({ description: `Only of this ${of}` })

const NO_TIME = 'is neither a day nor a time with its zone; write it as 2026-01-20 or 2026-01-20T10:00:00Z'

/** A day, or an instant; a plus that was not encoded in the address has become a space. */
function sinceIn(text: string): { day: string } | { at: Date } | undefined {
  const asDay = day(text)
  if ('value' in asDay) return { day: asDay.value }
  const asInstant = instant(text.replace(/ (?=\d\d(:?\d\d)?$)/, '+'))
  return 'value' in asInstant ? { at: new Date(asInstant.value) } : undefined
}

const loopFilters = {
  ...pageQuery,
  engagement_ref: refFilter('engagement'),
  account_ref: refFilter('account'),
  pm_ref: refFilter('PM of the day'),
  since: parameter()
    .transform((text, context) => {
      const since = sinceIn(text)
      if (since !== undefined) return since
      context.addIssue({ code: 'custom', message: NO_TIME })
      return z.NEVER
    })
    .optional()
    .openapi({
      type: 'string',
      examples: ['2026-01-20', '2026-01-20T10:00:00Z'],
      description: "Only what changed at or after this instant, or since this day began in the firm's time zone",
    }),
}

/** `limit`, `cursor` and the filters of the loop's lists. */
export const loopQuery = strictly(loopFilters)

/** The same for lists of what was decided about contacts at milestones. */
export const pairQuery = strictly({
  ...loopFilters,
  contact_ref: refFilter('contact'),
  milestone_ref: refFilter('milestone'),
})

const stateFilter = <State extends string>(states: readonly [State, ...State[]]) =>
  parameter()
    .pipe(z.enum(states, `must be one of ${states.join(', ')}`))
    .optional()
    .openapi({ type: 'string', enum: [...states] })

/** The same for needs of clients. */
export const needQuery = strictly({
  ...loopFilters,
  contact_ref: refFilter('contact'),
  owner_ref: refFilter('owner'),
  state: stateFilter(OPPORTUNITY_STATES),
})

/** The same for follow-ups. */
export const followUpQuery = strictly({
  ...loopFilters,
  owner_ref: refFilter('owner'),
  state: stateFilter(FOLLOW_UP_STATES),
})

export type LoopQuery = z.output<typeof loopQuery> &
  Partial<z.output<typeof pairQuery> & Pick<z.output<typeof needQuery>, 'owner_ref'>> & { state?: string | undefined }

/** What the lists' functions take, from a checked query. */
export const requestOf = (query: LoopQuery, since: Date | undefined) => ({
  limit: query.limit + 1,
  after: query.cursor,
  engagementRef: query.engagement_ref,
  accountRef: query.account_ref,
  pmRef: query.pm_ref,
  contactRef: query.contact_ref,
  milestoneRef: query.milestone_ref,
  ownerRef: query.owner_ref,
  state: query.state,
  since,
})

/** A page's shape. */
export const pageOf = <Item extends z.ZodType>(item: Item, name: string) =>
  z
    .object({
      items: z.array(item),
      next_cursor: z.string().nullable().openapi({ description: 'Null on the last page' }),
    })
    .openapi(`${name}Page`)

/** A row as JSON: snake_case names, instants as ISO 8601 in UTC. */
export function toJson(value: unknown): unknown {
  if (value instanceof Date) return value.toISOString()
  if (Array.isArray(value)) return value.map(toJson)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [snakeCase(name), toJson(inner)]))
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
