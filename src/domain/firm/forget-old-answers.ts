import { insertAudit } from '../../db/access/staff-sign-in.ts'
import { eraseRows, listAnswersBefore } from '../../db/firm/erase-rows.ts'
import { getFirm } from '../../db/firm/firms.ts'
import type { Deps } from '../../deps.ts'

/** Deleted in one go; the rest at the next tick. */
const AT_ONCE = 500

/** Deletes answers that are older than the firm keeps them, with all that came of them; how many. */
export async function forgetOldAnswers(deps: Deps): Promise<number> {
  const { retentionMonths } = await getFirm(deps.db)
  if (retentionMonths === null) return 0
  const before = new Date(deps.now())
  before.setUTCMonth(before.getUTCMonth() - retentionMonths)
  return deps.db.transaction().execute(async (trx) => {
    const ids = await listAnswersBefore(trx, before, AT_ONCE)
    if (ids.length === 0) return 0
    await eraseRows(trx, 'response', ids)
    const detail = { answers: ids.length, before: before.toISOString() }
    await insertAudit(trx, { at: deps.now(), staffId: null, action: 'answers_aged_out', detail })
    return ids.length
  })
}
