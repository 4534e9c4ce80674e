import type { AnswerFilter } from '../../core/score/answer-filter.ts'
import { tableText } from '../../core/table.ts'
import { audienceOf, type Leadership } from '../../core/viewer.ts'
import { insertAudit } from '../../db/access/staff-sign-in.ts'
import { listCoverage, NOTHING_ASKED } from '../../db/asking/coverage.ts'
import { listPms } from '../../db/score/overview.ts'
import { listPmChanges } from '../../db/score/score-changes.ts'
import type { TallySums } from '../../db/score/tally-sums.ts'
import type { Deps } from '../../deps.ts'
import { findFirmScore, findShownScores, scoreCells, SCORE_COLUMNS } from './shown-score.ts'

/** Leadership, as a person: every look at how PMs compare is kept. */
export type Leader = Leadership & { staffId: number }

/** Every PM with the score that leadership reads, how it has changed, and how much of what could be heard was heard. */
export async function showPms(deps: Deps, viewer: Leader) {
  const { db } = deps
  await insertAudit(db, { at: deps.now(), staffId: viewer.staffId, action: 'pms_viewed' })
  const [firmScore, pms, scores, changes, coverage] = await Promise.all([
    findFirmScore(db, viewer),
    listPms(db, viewer),
    findShownScores(db, viewer, 'pm'),
    listPmChanges(db, audienceOf(viewer)),
    listCoverage(db, viewer, 'pm'),
  ])
  return {
    firmAverage: firmScore?.value ?? null,
    pms: pms.map(({ id, name }) => ({
      id,
      name,
      score: scores.get(id) ?? null,
      moved: changes.get(id) ?? null,
      coverage: coverage.get(id) ?? NOTHING_ASKED,
    })),
  }
}

type Pm = Omit<Awaited<ReturnType<typeof showPms>>['pms'][number], 'moved'>

/** PMs with what a page shows of them. */
export const pmsTable = (pms: readonly Pm[]): string =>
  tableText(
    ['pm', ...SCORE_COLUMNS, 'tier', 'asked', 'answered', 'left_out', 'milestones', 'milestones_surveyed'],
    pms.map(({ name, score, coverage }) => ({
      pm: name,
      ...scoreCells(score),
      tier: score?.enough ? score.tier : null,
      asked: coverage.asked,
      answered: coverage.answered,
      left_out: coverage.held,
      milestones: coverage.milestones,
      milestones_surveyed: coverage.surveyed,
    })),
  )

/** The same PMs as a table for a spreadsheet; looking at it is kept, too. */
export const writePmsTable = async (deps: Deps, viewer: Leader): Promise<string> =>
  pmsTable((await showPms(deps, viewer)).pms)

/** What leadership compares PMs by beside their counts, as of now or as of a day; how they have changed is known as of today alone. */
export async function readComparison({ db }: Deps, viewer: Leader, until?: string) {
  const [scores, changes] = await Promise.all([
    findShownScores(db, viewer, 'pm', { ...(until && { until }) }),
    until ? new Map<number, never>() : listPmChanges(db, audienceOf(viewer)),
  ])
  return { scores, changes }
}

/** The PMs among whom leadership compares, within a filter: those who asked anybody, or the one chosen. */
export const comparedPms = (
  pms: readonly { id: number; name: string }[],
  {
    filter,
    byPm,
    scores,
    changes,
  }: { filter: AnswerFilter; byPm: ReadonlyMap<number, TallySums> } & Awaited<ReturnType<typeof readComparison>>,
) =>
  pms
    .filter(({ id }) => byPm.has(id) || id === filter.pmId)
    .map(({ id, name }) => {
      const { asked = 0, answered = 0, held = 0, reached: milestones = 0, surveyed = 0 } = byPm.get(id) ?? {}
      const coverage = { asked, answered, held, milestones, surveyed }
      return { id, name, score: scores.get(id) ?? null, moved: changes.get(id) ?? null, coverage }
    })
