import type { Viewer } from '../../core/viewer.ts'
import type { Db } from '../database.ts'
import { visibleOpportunities, visibleOutcomes } from '../visible.ts'

/** What the clients of an account need next, the newest first. */
export async function listAccountNeeds(db: Db, viewer: Viewer, accountId: number, limit: number) {
  return visibleOpportunities(db, viewer)
    .leftJoin('staff as owner', 'owner.id', 'opportunity.ownerId')
    .where('opportunity.heardAccountId', '=', accountId)
    .select(['opportunity.id', 'opportunity.need', 'opportunity.state', 'owner.name as ownerName'])
    .select('opportunity.heardAt')
    .orderBy('opportunity.heardAt', 'desc')
    .orderBy('opportunity.id', 'desc')
    .limit(limit)
    .execute()
}

/** What really happened when the account had a need, the newest first. */
export async function listAccountOutcomes(db: Db, viewer: Viewer, accountId: number) {
  return visibleOutcomes(db, viewer)
    .where('outcome.accountId', '=', accountId)
    .select(['outcome.neededOn', 'outcome.calledFirst', 'outcome.note'])
    .orderBy('outcome.neededOn', 'desc')
    .orderBy('outcome.id', 'desc')
    .execute()
}
