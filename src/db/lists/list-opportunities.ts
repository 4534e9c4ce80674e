import { sql } from 'kysely'
import type { Viewer } from '../../core/viewer.ts'
import type { OpportunityState } from '../../core/words.ts'
import type { Db } from '../database.ts'
import { visibleOpportunities } from '../visible.ts'
import type { LoopRequest } from './list-request.ts'

/** When it was opened, or moved last. */
const movedAt = sql<Date>`coalesce(
  (select max(move.at) from opportunity_move as move where move.opportunity_id = opportunity.id), opportunity.opened_at)`

export type OpportunityRequest = LoopRequest & {
  id?: number
  state?: OpportunityState | undefined
  ownerRef?: string | undefined
}

/** Needs of clients, by key; `since` is when they were opened or moved. `pmRef` is the PM of the day, on a call that of now. */
export async function listOpportunities(db: Db, viewer: Viewer, request: OpportunityRequest) {
  const { engagementRef, accountRef, pmRef, contactRef, ownerRef, state, since, id } = request
  return visibleOpportunities(db, viewer)
    .leftJoin('staff as pm', (join) =>
      join.on((eb) => eb('pm.id', '=', eb.fn.coalesce('opportunity.heardPmId', 'engagement.pmId'))),
    )
    .leftJoin('staff as owner', 'owner.id', 'opportunity.ownerId')
    .leftJoin('staff as adder', 'adder.id', 'opportunity.addedBy')
    .leftJoin('outcome', 'outcome.id', 'opportunity.outcomeId')
    .select(['opportunity.id', 'response.ref as responseRef', 'engagement.ref as engagementRef'])
    .select(['account.ref as accountRef', 'contact.ref as contactRef', 'pm.ref as pmRef'])
    .select(['owner.ref as ownerRef', 'adder.ref as addedByRef', 'outcome.ref as outcomeRef'])
    .select(['opportunity.state', 'opportunity.need', 'opportunity.note', 'opportunity.currency'])
    .select(['opportunity.openedAt', movedAt.as('movedAt')])
    .select(sql<number | null>`opportunity.value::float8`.as('value'))
    .select(sql<boolean>`not opportunity.for_team`.as('leadershipOnly'))
    .where('opportunity.id', '>', request.after)
    .$if(id !== undefined, (query) => query.where('opportunity.id', '=', id ?? 0))
    .$if(state !== undefined, (query) => query.where('opportunity.state', '=', state ?? 'new'))
    .$if(ownerRef !== undefined, (query) => query.where('owner.ref', '=', ownerRef ?? ''))
    .$if(engagementRef !== undefined, (query) => query.where('engagement.ref', '=', engagementRef ?? ''))
    .$if(accountRef !== undefined, (query) => query.where('account.ref', '=', accountRef ?? ''))
    .$if(contactRef !== undefined, (query) => query.where('contact.ref', '=', contactRef ?? ''))
    .$if(pmRef !== undefined, (query) => query.where('pm.ref', '=', pmRef ?? ''))
    .$if(since !== undefined, (query) => query.where(movedAt, '>=', since as Date))
    .orderBy('opportunity.id')
    .limit(request.limit)
    .execute()
}
