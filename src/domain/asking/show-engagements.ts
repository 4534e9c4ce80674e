import { dayIn } from '../../core/calendar.ts'
import { pagesOf, windowOf } from '../../core/page-of.ts'
import { tableText } from '../../core/table.ts'
import type { Viewer } from '../../core/viewer.ts'
import {
  countEngagementLines,
  type EngagementChoice,
  listEngagementLines,
  listLastAnswers,
} from '../../db/firm/engagement-lines.ts'
import { countEngagements } from '../../db/firm/first-steps.ts'
import { getFirm } from '../../db/firm/firms.ts'
import type { Deps } from '../../deps.ts'
import { marksByEngagement } from './milestone-marks.ts'
import { findShownScores, scoreCells, SCORE_COLUMNS } from '../score/shown-score.ts'

export type EngagementFilter = Omit<EngagementChoice, 'today'>

/** A page of the engagements that the viewer sees and has chosen, with their milestones, scores and last answers; `seen` counts all. */
export async function showEngagements(deps: Deps, viewer: Viewer, filter: EngagementFilter & { page: number | 'all' }) {
  const { db } = deps
  const firm = await getFirm(db)
  const choice = { ...filter, today: dayIn(firm.timeZone, deps.now()) }
  const [lines, total, seen] = await Promise.all([
    listEngagementLines(db, viewer, choice, windowOf(filter.page)),
    countEngagementLines(db, viewer, choice),
    countEngagements(db, viewer),
  ])
  const ids = lines.map(({ id }) => id)
  const [marks, scores, lastAnswers] = await Promise.all([
    marksByEngagement(db, viewer, ids, firm.lowAnswer),
    findShownScores(db, viewer, 'engagement', { ids }),
    listLastAnswers(db, viewer, ids),
  ])
  const engagements = lines.map((line) => ({
    ...line,
    marks: marks.get(line.id) ?? [],
    score: scores.get(line.id) ?? null,
    lastAnsweredAt: lastAnswers.get(line.id) ?? null,
  }))
  return { engagements, total, pages: pagesOf(total, filter.page), seen }
}

type Line = Pick<
  Awaited<ReturnType<typeof showEngagements>>['engagements'][number],
  'name' | 'accountName' | 'pmName' | 'marks' | 'score' | 'lastAnsweredAt'
>

/** What tables tell of an engagement. */
export const engagementCells = (line: Line) => ({
  engagement: line.name,
  account: line.accountName,
  pm: line.pmName,
  milestones: line.marks.map(({ kind, name, state }) => `${name ?? kind}: ${state}`).join('; '),
  ...scoreCells(line.score),
  last_answer_at: line.lastAnsweredAt,
})

/** The same engagements as a table for a spreadsheet, all pages. */
export async function writeEngagementsTable(deps: Deps, viewer: Viewer, filter: EngagementFilter): Promise<string> {
  const { engagements } = await showEngagements(deps, viewer, { q: filter.q, state: filter.state, page: 'all' })
  return tableText(
    ['engagement', 'account', 'pm', 'started_on', 'ended_on', 'milestones', ...SCORE_COLUMNS, 'last_answer_at'],
    engagements.map((line) => ({ ...engagementCells(line), started_on: line.startedOn, ended_on: line.endedOn })),
  )
}
