import { listFreeOfCaps, reopenForPlan } from '../../db/asking/held-back.ts'
import { lockReleases } from '../../db/asking/planning.ts'
import type { Deps } from '../../deps.ts'

/** Whom a cap held back is looked at once more when it is over: the plan asks, unless it is too late to ask about the milestone. */
export async function reopenHeldBack(deps: Deps): Promise<void> {
  if ((await listFreeOfCaps(deps.db, deps.now())).length === 0) return
  await deps.db.transaction().execute(async (trx) => {
    await lockReleases(trx)
    await reopenForPlan(trx, await listFreeOfCaps(trx, deps.now()))
  })
}
