import { sql } from 'kysely'
import type { Viewer } from '../../core/viewer.ts'
import type { Db } from '../database.ts'
import { restricted } from '../viewer-rules.ts'
import { visibleAnswers } from '../visible.ts'

type Answers = ReturnType<typeof visibleAnswers>

const newest = (answers: Answers, limit: number) =>
  answers
    .orderBy('response.answeredAt', 'desc')
    .orderBy('response.id', 'desc')
    .limit(limit)
    .select(['response.id', 'response.answeredAt'])

/**
 * The keys of the newest answers that the viewer may read and `choose` leaves, as a subquery. `isNarrowed`: it leaves those of one PM,
 * account, engagement or contact, which an index holds in their order. Otherwise those of a viewer who does not see all are the newest
 * of each engagement or account in charge, put together: all of them, or all answers of the firm in their order, would be too many.
 */
export function newestAnswers(
  db: Db,
  viewer: Viewer,
  choose: (answers: Answers) => Answers,
  { isNarrowed, limit }: { isNarrowed: boolean; limit: number },
) {
  const only = restricted(viewer)
  const few = choose(visibleAnswers(db, viewer, 'few'))
  if (only === undefined || isNarrowed) return db.selectFrom(newest(few, limit).as('theirs')).select('theirs.id')
  const keys = ['each.id', 'each.answeredAt'] as const
  const ofAccounts = db
    .selectFrom('account as own')
    .where('own.accountManagerId', '=', only.staffId)
    .innerJoinLateral(
      newest(few.where('response.accountId', '=', sql.ref<number>('own.id')), limit).as('each'),
      (join) => join.onTrue(),
    )
    .select(keys)
  const ofEngagements = db
    .selectFrom('engagement as own')
    .where('own.pmId', '=', only.staffId)
    .innerJoinLateral(
      newest(few.where('response.engagementId', '=', sql.ref<number>('own.id')), limit).as('each'),
      (join) => join.onTrue(),
    )
    .select(keys)
    .union(db.selectFrom(newest(few.where('response.pmId', '=', only.staffId), limit).as('each')).select(keys))
  return db
    .selectFrom((only.role === 'pm' ? ofEngagements : ofAccounts).as('theirs'))
    .orderBy('theirs.answeredAt', 'desc')
    .orderBy('theirs.id', 'desc')
    .limit(limit)
    .select('theirs.id')
}
