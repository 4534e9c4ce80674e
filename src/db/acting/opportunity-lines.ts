import { sql } from 'kysely'
import type { Viewer } from '../../core/viewer.ts'
import type { OpportunityState } from '../../core/words.ts'
import type { Db } from '../database.ts'
import { visibleOpportunities } from '../visible.ts'

export const OPPORTUNITY_SORTS = ['newest', 'oldest', 'value', 'account', 'moved'] as const
export type OpportunitySort = (typeof OPPORTUNITY_SORTS)[number]

/** Which needs; whatever is left out does not narrow. An owner of null: those of nobody. */
export type OpportunityChoice = {
  states?: readonly OpportunityState[]
  ownerId?: number | null
  accountId?: number
  managerId?: number
  q?: string
}

/** When it was heard, by answer or on a call. */
const heardAt = sql<Date>`coalesce(response.answered_at, opportunity.opened_at)`
const movedAt = sql<Date>`coalesce(moved.at, opportunity.opened_at)`

const ORDERS = {
  newest: sql`${heardAt} desc`,
  oldest: heardAt,
  value: sql`opportunity.value desc nulls last, ${heardAt} desc`,
  account: sql`account.name, ${heardAt} desc`,
  moved: sql`${movedAt} desc`,
} as const

type Visible = ReturnType<typeof visibleOpportunities>

function chosen(query: Visible, { states, ownerId, accountId, managerId, q }: OpportunityChoice): Visible {
  const pattern = `%${(q ?? '').replaceAll(/[\\%_]/g, '\\$&')}%`
  return query
    .$if(states !== undefined, (each) => each.where('opportunity.state', 'in', states ?? []))
    .$if(ownerId !== undefined, (each) => each.where('opportunity.ownerId', 'is not distinct from', ownerId ?? null))
    .$if(accountId !== undefined, (each) => each.where('account.id', '=', accountId ?? 0))
    .$if(managerId !== undefined, (each) => each.where('account.accountManagerId', '=', managerId ?? 0))
    .$if(q !== undefined && q !== '', (each) =>
      each.where((eb) =>
        eb.or([
          eb('opportunity.need', 'ilike', pattern),
          eb('account.name', 'ilike', pattern),
          eb('contact.name', 'ilike', pattern),
        ]),
      ),
    )
}

/** Needs that the viewer may see, with the names around them. */
export const listOpportunityLines = (
  db: Db,
  viewer: Viewer,
  choice: OpportunityChoice & { sort: OpportunitySort; limit?: number; offset?: number; id?: number },
) =>
  chosen(visibleOpportunities(db, viewer), choice)
    .leftJoin('staff as owner', 'owner.id', 'opportunity.ownerId')
    .leftJoinLateral(
      (eb) =>
        eb
          .selectFrom('opportunityMove as move')
          .select('move.at')
          .whereRef('move.opportunityId', '=', 'opportunity.id')
          .orderBy('move.at', 'desc')
          .limit(1)
          .as('moved'),
      (join) => join.onTrue(),
    )
    .$if(choice.id !== undefined, (query) => query.where('opportunity.id', '=', choice.id ?? 0))
    .select(['opportunity.id', 'opportunity.state', 'opportunity.need', 'opportunity.value', 'opportunity.currency'])
    .select(['opportunity.ownerId', 'owner.name as ownerName', 'opportunity.responseId'])
    .select(['account.id as accountId', 'account.name as accountName', 'contact.name as contactName'])
    .select(['engagement.id as engagementId', 'engagement.name as engagementName'])
    .select([heardAt.as('heardAt'), movedAt.as('movedAt')])
    .select(sql<boolean>`coalesce(response.visibility = 'leadership', false)`.as('leadershipOnly'))
    .orderBy(ORDERS[choice.sort])
    .orderBy('opportunity.id', 'desc')
    .$if(choice.limit !== undefined, (query) => query.limit(choice.limit ?? 0).offset(choice.offset ?? 0))
    .execute()

/** How many needs there are in each state, and what they are worth by currency. */
export const countOpportunities = (db: Db, viewer: Viewer, choice: OpportunityChoice) =>
  chosen(visibleOpportunities(db, viewer), choice)
    .groupBy(['opportunity.state', 'opportunity.currency'])
    .select(['opportunity.state', 'opportunity.currency'])
    .select([
      sql<number>`count(*)::int`.as('count'),
      sql<number>`coalesce(sum(opportunity.value), 0)::float8`.as('value'),
    ])
    .execute()

/** Whose needs and whose accounts there are to choose from. */
export async function listOpportunityChoices(db: Db, viewer: Viewer) {
  const owners = await visibleOpportunities(db, viewer)
    .innerJoin('staff as owner', 'owner.id', 'opportunity.ownerId')
    .select(['owner.id', 'owner.name'])
    .distinct()
    .orderBy('owner.name')
    .execute()
  const accounts = await visibleOpportunities(db, viewer)
    .select(['account.id', 'account.name'])
    .distinct()
    .orderBy('account.name')
    .execute()
  return { owners, accounts }
}
