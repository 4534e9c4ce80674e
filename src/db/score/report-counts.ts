import { sql } from 'kysely'
import type { Leadership } from '../../core/viewer.ts'
import type { Db } from '../database.ts'
import { visibleFollowUps, visibleOpportunities, visibleOutcomes } from '../visible.ts'

export type Span = { from: Date; until: Date }

/** Follow-ups opened in a span of time, and those closed in it with the median of their hours from opening to closing. */
export async function countFollowUpsIn(db: Db, viewer: Leadership, { from, until }: Span) {
  const hours = sql`extract(epoch from follow_up.closed_at - follow_up.opened_at) / 3600`
  // Each by an index of its own; both at once would read through all of them.
  const opened = visibleFollowUps(db, viewer)
    .where('followUp.openedAt', '>=', from)
    .where('followUp.openedAt', '<', until)
    .select(sql<number>`count(*)::int`.as('opened'))
    .executeTakeFirstOrThrow()
  const closed = visibleFollowUps(db, viewer)
    .where('followUp.state', '=', sql.lit('closed'))
    .where('followUp.closedAt', '>=', from)
    .where('followUp.closedAt', '<', until)
    .select(sql<number>`count(*)::int`.as('closed'))
    .select(sql<number | null>`percentile_cont(0.5) within group (order by ${hours})`.as('medianHours'))
    .executeTakeFirstOrThrow()
  const [one, other] = await Promise.all([opened, closed])
  return { ...one, ...other }
}

/** Needs heard in a span of time, and how many of them have been won since, with their value, currencies apart. */
export async function countNeedsIn(db: Db, viewer: Leadership, { from, until }: Span) {
  const rows = await visibleOpportunities(db, viewer)
    .where('opportunity.openedAt', '>=', from)
    .where('opportunity.openedAt', '<', until)
    .groupBy('opportunity.currency')
    .select([
      'opportunity.currency',
      sql<number>`count(*)::int`.as('heard'),
      sql<number>`(count(*) filter (where opportunity.state = 'won'))::int`.as('won'),
      sql<number>`coalesce(sum(opportunity.value) filter (where opportunity.state = 'won'), 0)::float8`.as('value'),
    ])
    .execute()
  return {
    heard: rows.reduce((sum, { heard }) => sum + heard, 0),
    won: rows.reduce((sum, { won }) => sum + won, 0),
    values: rows.flatMap(({ currency, value }) => (currency !== null && value > 0 ? [{ currency, value }] : [])),
  }
}

/** How often a client with a need called this firm first, by outcomes of some days, the first included. */
export const countOutcomesIn = (db: Db, viewer: Leadership, days: { from: string; until: string }) =>
  visibleOutcomes(db, viewer)
    .where('outcome.neededOn', '>=', days.from)
    .where('outcome.neededOn', '<', days.until)
    .select([
      sql<number>`count(*)::int`.as('needs'),
      sql<number>`(count(*) filter (where outcome.called_first))::int`.as('called'),
    ])
    .executeTakeFirstOrThrow()
