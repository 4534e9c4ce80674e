import { mayHold } from '../../core/asking/hold.ts'
import type { Viewer } from '../../core/viewer.ts'
import { tableText } from '../../core/table.ts'
import { countLeftOut, type HoldChoice, listHoldLines } from '../../db/asking/hold-lines.ts'
import type { Deps } from '../../deps.ts'

/** The ledger of holds: who left out whom, why, since when, and until when. */
export async function showHolds(deps: Deps, viewer: Viewer, state: HoldChoice['state']) {
  const [lines, leftOut] = await Promise.all([listHoldLines(deps.db, viewer, { state }), countLeftOut(deps.db, viewer)])
  return lines.map(({ pmId, accountManagerId, ...line }) => ({
    ...line,
    leftOut: leftOut.get(line.id) ?? 0,
    mayLift:
      line.liftedAt === null &&
      mayHold(viewer, line.engagementId === null ? { pmId: null, accountManagerId: null } : { pmId, accountManagerId }),
  }))
}

/** The ledger as a table for a spreadsheet. */
export async function writeHoldsTable(deps: Deps, viewer: Viewer, state: HoldChoice['state']): Promise<string> {
  const rows = (await showHolds(deps, viewer, state)).map((hold) => ({
    account: hold.accountName,
    engagement: hold.engagementName,
    milestone: hold.milestoneName ?? hold.milestoneKind,
    contact: hold.contactName,
    reason: hold.reason,
    left_out: hold.leftOut,
    placed_by: hold.placedBy,
    placed_at: hold.placedAt.toISOString(),
    lifted_by: hold.liftedBy,
    lifted_at: hold.liftedAt?.toISOString() ?? '',
  }))
  const columns = ['account', 'engagement', 'milestone', 'contact', 'reason', 'left_out']
  return tableText([...columns, 'placed_by', 'placed_at', 'lifted_by', 'lifted_at'], rows)
}
