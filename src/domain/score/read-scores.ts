import type { Viewer } from '../../core/viewer.ts'
import type { SubjectKind } from '../../core/words.ts'
import { type Coverage, listCoverage, NOTHING_ASKED } from '../../db/asking/coverage.ts'
import { listScores } from '../../db/lists/list-scores.ts'
import { insertAudit } from '../../db/access/staff-sign-in.ts'
import type { Deps } from '../../deps.ts'

/** A score as other programs read it, under the names of the API. Value and range are 0..100, null below the threshold. */
export type ReadScore = {
  /** The firm's own identifier of the subject; 'firm' for the firm. */
  ref: string
  name: string
  enough: boolean
  value: number | null
  low: number | null
  high: number | null
  level: number
  answers: number
  respondents: number
  accounts: number
  parts: { firm: number | null; pm: number | null; accounts: number | null; engagements: number | null }
  coverage: Coverage
}

/**
 * The scores of a kind that the viewer may read, of the day `asOf`, else the newest; null before the first fit. Whoever
 * compares PMs over the API is logged under the key's name.
 */
export async function readScores(
  deps: Deps,
  viewer: Viewer,
  which: { by: SubjectKind; asOf?: string; apiKey?: string },
): Promise<{ as_of: string | null; items: ReadScore[] }> {
  if (which.apiKey !== undefined && which.by === 'pm' && viewer.role !== 'pm') {
    const detail = { api_key: which.apiKey }
    await insertAudit(deps.db, { at: deps.now(), staffId: viewer.staffId, action: 'pms_compared', detail })
  }
  const { asOf, items } = await listScores(deps.db, viewer, which.by, which.asOf)
  const coverage = await listCoverage(deps.db, viewer, which.by)
  return {
    as_of: asOf,
    items: items.map(({ id, partFirm, partPm, partAccounts, partEngagements, ...score }) => ({
      ...score,
      parts: { firm: partFirm, pm: partPm, accounts: partAccounts, engagements: partEngagements },
      coverage: coverage.get(id) ?? NOTHING_ASKED,
    })),
  }
}
