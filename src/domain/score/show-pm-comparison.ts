import { clearDifference, inHundred } from '../../core/score/clear-difference.ts'
import { tableText } from '../../core/table.ts'
import { seesEverything, type Viewer } from '../../core/viewer.ts'
import { listPms } from '../../db/score/overview.ts'
import { type Apart, findPmComparison } from '../../db/score/pm-comparison.ts'
import { insertAudit } from '../../db/access/staff-sign-in.ts'
import type { Deps } from '../../deps.ts'
import { findFirmScore, findShownScores, scoreCells, SCORE_COLUMNS, type ShownScore } from './shown-score.ts'

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
      apart: compared?.apart ?? null,
      firmAverage: (await findFirmScore(db, viewer))?.value ?? null,
    },
  }
}

/** How far each stands above the other, in points of 100, with the range of it. */
const APART = ['points_apart', 'apart_low', 'apart_high'] as const
const COLUMNS = ['pm', ...SCORE_COLUMNS, 'accounts', 'against_firm', 'ahead_in_100', ...APART] as const

const apartCells = (difference: number, { reach }: Apart) => ({
  points_apart: Math.round(difference),
  apart_low: Math.round(difference - reach),
  apart_high: Math.round(difference + reach),
})

type Compared = { name: string; score: ShownScore | null }

/** The two as a table for a spreadsheet; without two it has no rows. A clear difference stands beside the one who is ahead. */
export async function writePmComparison(deps: Deps, viewer: Viewer & { staffId: number }, pair: Pair) {
  const shown = await showPmComparison(deps, viewer, pair)
  if (shown.kind !== 'shown') return shown
  const { comparison } = shown
  if (comparison === null) return { kind: 'written' as const, text: tableText(COLUMNS, []) }
  const { first, second, ahead, comparable, apart } = comparison
  const enough = first.score?.enough === true && second.score?.enough === true
  const clear = clearDifference({ enough, comparable, ahead })
  const row = (which: 'first' | 'second', { name, score }: Compared) => ({
    pm: name,
    ...scoreCells(score),
    accounts: score?.accounts ?? 0,
    against_firm: score?.enough ? score.tier : null,
    ahead_in_100: clear?.ahead === which ? inHundred(clear.probability) : null,
    ...(enough && comparable && apart && apartCells(which === 'first' ? apart.difference : -apart.difference, apart)),
  })
  return { kind: 'written' as const, text: tableText(COLUMNS, [row('first', first), row('second', second)]) }
}
