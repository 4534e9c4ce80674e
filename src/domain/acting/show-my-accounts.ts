import { isOpenNeed } from '../../core/acting/opportunity.ts'
import type { Viewer } from '../../core/viewer.ts'
import { OPPORTUNITY_STATES } from '../../core/words.ts'
import { listFollowUpLines } from '../../db/acting/follow-up-lines.ts'
import { listOpportunityLines } from '../../db/acting/opportunity-lines.ts'
import { listHeardAccounts } from '../../db/acting/opportunity-detail.ts'
import type { Deps } from '../../deps.ts'
import { withOverdue } from './with-overdue.ts'

/** What an account manager finds first: the open needs and follow-ups of the own accounts. */
export async function showMyAccounts(deps: Deps, viewer: Viewer) {
  if (viewer.role !== 'account_manager') return { kind: 'not_yours' as const }
  const { db } = deps
  const followUps = await listFollowUpLines(db, viewer, { isClosed: false })
  return {
    kind: 'shown' as const,
    needs: await listOpportunityLines(db, viewer, { states: OPPORTUNITY_STATES.filter(isOpenNeed), sort: 'newest' }),
    followUps: followUps.map((line) => withOverdue(line, deps.now())),
    accounts: await listHeardAccounts(db, viewer),
  }
}
