import { mayMoveNeed } from '../../core/acting/opportunity.ts'
import type { Viewer } from '../../core/viewer.ts'
import { leaseOpportunity, linkOutcome } from '../../db/acting/opportunity-detail.ts'
import type { Deps } from '../../deps.ts'
import { mayRecordOutcomes, recordOutcomeIn, type TypedOutcome } from '../score/record-outcome.ts'
import type { OpportunityRefusal } from './move-opportunity.ts'

/**
 * Keeps what the account really did about a need as an outcome, and links the two. What is recorded already of the same need
 * is linked where it says the same.
 */
export async function recordNeedOutcome(
  deps: Deps,
  viewer: Viewer,
  id: number,
  typed: TypedOutcome,
): Promise<{ kind: 'recorded' | 'linked' | 'before' } | OpportunityRefusal> {
  return deps.db.transaction().execute(async (trx) => {
    const need = await leaseOpportunity(trx, viewer, id)
    if (need === undefined) return { kind: 'unknown' }
    if (!mayMoveNeed(viewer, need) || !mayRecordOutcomes(viewer)) return { kind: 'not_yours' }
    if (need.outcomeId !== null) return { kind: 'before' }
    const result = await recordOutcomeIn(deps, trx, viewer, need.accountId, typed)
    // An owner from another account sees the need, not the account.
    if (result.kind === 'unknown') return { kind: 'not_yours' }
    if (result.kind === 'faults') return result
    const isSame = result.kind === 'recorded' || `${result.calledFirst}` === typed.called_first
    if (result.kind === 'before' && !isSame) return { kind: 'faults', faults: result.faults }
    await linkOutcome(trx, id, result.id)
    return { kind: result.kind === 'recorded' ? 'recorded' : 'linked' }
  })
}
