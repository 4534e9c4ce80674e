import { seesEverything, type Viewer } from '../../core/viewer.ts'
import { listPms } from '../../db/score/overview.ts'
import { findPmComparison } from '../../db/score/pm-comparison.ts'
import { insertAudit } from '../../db/access/staff-sign-in.ts'
import type { Deps } from '../../deps.ts'
import { findFirmScore, findShownScores } from './shown-score.ts'

/** Two PMs to compare; null where one has not been chosen yet. */
export type Pair = { a: number | null; b: number | null }

/** How two PMs compare, for leadership alone; each comparison is kept with whom it compared. Without two it only offers the choice. */
export async function showPmComparison(deps: Deps, viewer: Viewer & { staffId: number }, { a, b }: Pair) {
  if (!seesEverything(viewer)) return { kind: 'not_yours' as const }
  const { db } = deps
  const pms = await listPms(db, viewer)
  const pmOf = (id: number | null) => pms.find((pm) => pm.id === id)
  const [first, second] = [pmOf(a), pmOf(b)]
  if ((a !== null && !first) || (b !== null && !second)) return { kind: 'unknown' as const }
  if (!first || !second || first.id === second.id) return { kind: 'shown' as const, pms, comparison: null }
  const detail = { pmIds: [first.id, second.id] }
  await insertAudit(db, { at: deps.now(), staffId: viewer.staffId, action: 'pms_compared', detail })
  const scores = await findShownScores(db, viewer, 'pm')
  const compared = await findPmComparison(db, first.id, second.id)
  return {
    kind: 'shown' as const,
    pms,
    comparison: {
      first: { ...first, score: scores.get(first.id) ?? null },
      second: { ...second, score: scores.get(second.id) ?? null },
      ahead: compared?.ahead ?? null,
      comparable: compared?.comparable ?? false,
      firmAverage: (await findFirmScore(db, viewer))?.value ?? null,
    },
  }
}
