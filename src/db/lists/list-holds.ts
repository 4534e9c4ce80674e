import { sql } from 'kysely'
import type { Viewer } from '../../core/viewer.ts'
import type { Db } from '../database.ts'
import { visibleHolds } from '../visible.ts'
import type { LoopRequest } from './list-request.ts'

/** Holds by key; `pmRef` is who leads the engagement now, `since` is placing or lifting. */
export async function listHolds(db: Db, viewer: Viewer, request: LoopRequest) {
  const { engagementRef, accountRef, pmRef, contactRef, milestoneRef, since } = request
  return visibleHolds(db, viewer)
    .leftJoin('milestone', 'milestone.id', 'hold.milestoneId')
    .leftJoin('engagement', (join) =>
      join.on((eb) => eb('engagement.id', '=', eb.fn.coalesce('hold.engagementId', 'milestone.engagementId'))),
    )
    .leftJoin('contact', 'contact.id', 'hold.contactId')
    .innerJoin('account', (join) =>
      join.on((eb) => eb('account.id', '=', eb.fn.coalesce('engagement.accountId', 'contact.accountId'))),
    )
    .leftJoin('staff as pm', 'pm.id', 'engagement.pmId')
    .innerJoin('staff as placer', 'placer.id', 'hold.placedBy')
    .leftJoin('staff as lifter', 'lifter.id', 'hold.liftedBy')
    .select(['hold.id', 'milestone.ref as milestoneRef', 'engagement.ref as engagementRef'])
    .select(['account.ref as accountRef', 'contact.ref as contactRef', 'pm.ref as pmRef'])
    .select(['hold.reason', 'placer.ref as placedByRef', 'hold.placedAt'])
    .select(['lifter.ref as liftedByRef', 'hold.liftedAt'])
    .where('hold.id', '>', request.after)
    .$if(engagementRef !== undefined, (query) => query.where('engagement.ref', '=', engagementRef ?? ''))
    .$if(accountRef !== undefined, (query) => query.where('account.ref', '=', accountRef ?? ''))
    .$if(pmRef !== undefined, (query) => query.where('pm.ref', '=', pmRef ?? ''))
    .$if(contactRef !== undefined, (query) => query.where('contact.ref', '=', contactRef ?? ''))
    .$if(milestoneRef !== undefined, (query) => query.where('milestone.ref', '=', milestoneRef ?? ''))
    .$if(since !== undefined, (query) =>
      query.where(sql<Date>`greatest(hold.placed_at, hold.lifted_at)`, '>=', since as Date),
    )
    .orderBy('hold.id')
    .limit(request.limit)
    .execute()
}
