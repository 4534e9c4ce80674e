import { kindsInOrder } from '../../core/asking/kinds-in-order.ts'
import { dayIn } from '../../core/calendar.ts'
import { quartersUntil } from '../../core/score/answer-filter.ts'
import type { Viewer } from '../../core/viewer.ts'
import { listFilterChoices } from '../../db/score/filter-choices.ts'
import type { Firm } from '../../db/firm/firms.ts'
import type { Deps } from '../../deps.ts'

/** Two years of quarters. */
const QUARTERS = 8

/** What the answers can be narrowed to. */
export async function findFilterChoices(deps: Deps, viewer: Viewer, firm: Firm) {
  const choices = await listFilterChoices(deps.db, viewer)
  return {
    ...choices,
    // A PM is not offered others.
    pms: viewer.role === 'pm' ? [] : choices.pms,
    milestoneKinds: kindsInOrder(choices.milestoneKinds),
    quarters: quartersUntil(dayIn(firm.timeZone, deps.now()), QUARTERS),
  }
}
