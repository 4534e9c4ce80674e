import type { Viewer } from '../../core/viewer.ts'
import { countEngagements, countReached } from '../../db/firm/first-steps.ts'
import type { Deps } from '../../deps.ts'

/** What a new installation still needs before the first client is asked. */
export async function showFirstSteps(deps: Deps, viewer: Viewer) {
  if (viewer.role !== 'admin') return { kind: 'not_yours' as const }
  return {
    kind: 'shown' as const,
    engagements: await countEngagements(deps.db, viewer),
    sending: deps.config.smtpUrl !== null,
    reached: await countReached(deps.db, viewer),
  }
}
