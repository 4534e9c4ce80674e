import { changesOfNeed, mayMoveNeed, mayOwnNeed } from '../../core/acting/opportunity.ts'
import type { Viewer } from '../../core/viewer.ts'
import {
  findOpportunityDetail,
  findUsualCurrency,
  listNeedOwners,
  listOpportunityMoves,
} from '../../db/acting/opportunity-detail.ts'
import { listOpportunityLines } from '../../db/acting/opportunity-lines.ts'
import { mayRecordOutcomes } from '../score/record-outcome.ts'
import { findWhatOpens } from '../../db/what-opens.ts'
import type { Deps } from '../../deps.ts'

/** What each move changed, latest last; the first stands for how the need was heard and changed nothing. */
async function historyOf(deps: Deps, id: number) {
  const moves = await listOpportunityMoves(deps.db, id)
  return moves.slice(1).map((move, index) => ({ ...move, changed: changesOfNeed(moves[index] ?? move, move) }))
}

/** One need: who told it, how it stands, who moved it when, and what the viewer may do about it. */
export async function showOpportunity(deps: Deps, viewer: Viewer, id: number) {
  const { db } = deps
  const [line] = await listOpportunityLines(db, viewer, { id, sort: 'newest' })
  const detail = await findOpportunityDetail(db, viewer, id)
  if (line === undefined || detail === undefined) return { kind: 'unknown' as const }
  const { accountManagerId, ...shown } = detail
  const mayMove = mayMoveNeed(viewer, { ownerId: line.ownerId, accountManagerId })
  const usualCurrency = mayMove ? await findUsualCurrency(db, line.accountId) : null
  const owners = mayMove ? await listNeedOwners(db) : []
  return {
    kind: 'shown' as const,
    need: { ...line, ...shown },
    opens: await findWhatOpens(db, viewer, line),
    moves: await historyOf(deps, id),
    mayMove,
    usualCurrency,
    mayRecord: mayMove && mayRecordOutcomes(viewer),
    owners: owners
      .filter(({ id: ownerId, role }) => ownerId === line.ownerId || mayOwnNeed(role, line.leadershipOnly))
      .map(({ id: ownerId, name }) => ({ id: ownerId, name })),
  }
}
