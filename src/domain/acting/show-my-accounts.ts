import { isOpenNeed } from '../../core/acting/opportunity.ts'
import type { Viewer } from '../../core/viewer.ts'
import { OPPORTUNITY_STATES } from '../../core/words.ts'
import { listFollowUpLines } from '../../db/acting/follow-up-lines.ts'
import { countToDo } from '../../db/acting/follow-up-counts.ts'
import { countOpportunities, listOpportunityLines } from '../../db/acting/opportunity-lines.ts'
import { listHeardAccounts } from '../../db/acting/opportunity-detail.ts'
import type { Deps } from '../../deps.ts'
import { withOverdue } from './with-overdue.ts'

/** Before the lists of their own take over. */
const LISTED = 10
const OPEN = OPPORTUNITY_STATES.filter(isOpenNeed)

/** What an account manager finds first: the newest open needs and the first follow-ups of the own accounts, and how many there are. */
export async function showMyAccounts(deps: Deps, viewer: Viewer) {
  if (viewer.role !== 'account_manager') return { kind: 'not_yours' as const }
  const { db } = deps
  const [followUps, counted, { open, overdue }, needs, accounts] = await Promise.all([
    listFollowUpLines(db, viewer, { isClosed: false, limit: LISTED }),
    countOpportunities(db, viewer, { states: OPEN }),
    countToDo(db, viewer, {}, deps.now()),
    listOpportunityLines(db, viewer, { states: OPEN, sort: 'newest', limit: LISTED }),
    listHeardAccounts(db, viewer),
  ])
  return {
    kind: 'shown' as const,
    staffId: viewer.staffId,
    needs,
    followUps: followUps.map((line) => withOverdue(line, deps.now())),
    counts: { needs: counted.reduce((sum, { count }) => sum + count, 0), followUps: open, overdue },
    accounts,
  }
}
