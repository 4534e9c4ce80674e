import { recountCoverage } from '../../db/asking/coverage-tallies.ts'
import { recountEngagements, takeDueEngagements, tryLockTallies } from '../../db/score/tallies.ts'
import type { Deps } from '../../deps.ts'

/** So many changes are taken at once, so that no transaction grows long. */
const AT_ONCE = 2000

async function refreshSome(deps: Deps): Promise<number> {
  return deps.db.transaction().execute(async (trx) => {
    if (!(await tryLockTallies(trx))) return 0
    const ids = await takeDueEngagements(trx, AT_ONCE)
    if (ids.length === 0) return 0
    await recountEngagements(trx, ids, deps.now())
    await recountCoverage(trx, ids)
    return ids.length
  })
}

/** Counts again what has changed since the last time, for the pages that read counts. How many engagements were counted. */
export async function refreshTallies(deps: Deps): Promise<number> {
  let counted = 0
  for (;;) {
    const some = await refreshSome(deps)
    if (some === 0) return counted
    counted += some
  }
}
