import type { Db } from '../../db/database.ts'
import { insertDecisions } from '../../db/asking/decisions.ts'
import { lockReleases } from '../../db/asking/planning.ts'
import { listUnreachedWithUnsent, reopenHeldBack } from '../../db/asking/reached-milestones.ts'
import { withdrawUnsent } from '../../db/asking/withdrawals.ts'
import type { Deps } from '../../deps.ts'

/** Takes back what has not left at a milestone that is not reached after all; how many invitations. */
export async function withdrawAt(trx: Db, milestoneId: number, at: Date): Promise<number> {
  const reason = 'not_reached'
  const withdrawn = await withdrawUnsent(trx, { milestoneId }, reason)
  await reopenHeldBack(trx, milestoneId)
  await insertDecisions(
    trx,
    withdrawn.map(({ contactId }) => ({ milestoneId, contactId, kind: 'withdrawn' as const, reason, at })),
  )
  return withdrawn.length
}

/** The same wherever an import has taken a milestone's day back. */
export async function withdrawUnreached(deps: Deps): Promise<number> {
  if ((await listUnreachedWithUnsent(deps.db)).length === 0) return 0
  return deps.db.transaction().execute(async (trx) => {
    await lockReleases(trx)
    let withdrawn = 0
    for (const id of await listUnreachedWithUnsent(trx)) withdrawn += await withdrawAt(trx, id, deps.now())
    return withdrawn
  })
}
