import { stepsOf } from '../../core/score/score-steps.ts'
import { tableText } from '../../core/table.ts'
import { audienceOf, type Viewer } from '../../core/viewer.ts'
import type { SubjectKind } from '../../core/words.ts'
import type { Db } from '../../db/database.ts'
import { findScoreChange } from '../../db/score/score-changes.ts'
import { listScoreHistory, listScoresUntil, type ToldScore } from '../../db/score/scores.ts'

/** A stored score with its parts together, as pages show it. */
export function shownScore(row: Omit<ToldScore, 'subjectKind' | 'subjectId'>) {
  const { enough, value, low, high, level, tier, answers, respondents, accounts, plainAverage } = row
  const parts = { firm: row.partFirm, pm: row.partPm, accounts: row.partAccounts, engagements: row.partEngagements }
  return { enough, value, low, high, level, tier, answers, respondents, accounts, plainAverage, parts }
}

export type ShownScore = ReturnType<typeof shownScore>

const RANGE_COLUMNS = ['score', 'low', 'high'] as const
export const SCORE_COLUMNS = [...RANGE_COLUMNS, 'answers'] as const

function rangeCells(score: Pick<ShownScore, 'enough' | 'value' | 'low' | 'high'> | null) {
  const points = (value: number | null): number | null => (score?.enough && value !== null ? Math.round(value) : null)
  return { score: points(score?.value ?? null), low: points(score?.low ?? null), high: points(score?.high ?? null) }
}

/** A score in a table: whole points, as pages show them, and none where it is too early to say. */
export const scoreCells = (score: ShownScore | null) => ({ ...rangeCells(score), answers: score?.answers ?? 0 })

/**
 * The newest scores of one kind by subject, up to a day where one is given, as the viewer's audience reads them; of some subjects
 * alone where these are named.
 */
export async function findShownScores(
  db: Db,
  viewer: Viewer,
  subjectKind: SubjectKind,
  { ids, until = 'infinity' }: { ids?: readonly number[]; until?: string } = {},
): Promise<Map<number, ShownScore>> {
  if (ids?.length === 0) return new Map()
  const rows = await listScoresUntil(db, until, { subjectKind, audience: audienceOf(viewer), ids })
  return new Map([...rows].map(([id, row]) => [id, shownScore(row)]))
}

/** One subject's newest score; null where it has none. */
export const findShownScore = async (
  db: Db,
  viewer: Viewer,
  subjectKind: SubjectKind,
  id: number,
): Promise<ShownScore | null> => (await findShownScores(db, viewer, subjectKind, { ids: [id] })).get(id) ?? null

export const FIRM = 1

/** The firm's own score; null before the first fit. */
export const findFirmScore = (db: Db, viewer: Viewer): Promise<ShownScore | null> =>
  findShownScore(db, viewer, 'firm', FIRM)

/** A subject's scores over time, a day a week, as the viewer's audience reads them. */
export const findShownHistory = (db: Db, viewer: Viewer, subjectKind: SubjectKind, subjectId: number) =>
  listScoreHistory(db, { subjectKind, subjectId, audience: audienceOf(viewer) })

/** The same as a table for a spreadsheet. */
export const historyTable = (history: Awaited<ReturnType<typeof findShownHistory>>): string =>
  tableText(
    ['as_of', ...RANGE_COLUMNS],
    history.map(({ asOf, ...point }) => ({ as_of: asOf, ...rangeCells(point) })),
  )

/** A subject's scores over time, read and written so. */
export const writeHistoryTable = async (
  db: Db,
  viewer: Viewer,
  kind: SubjectKind,
  subjectId: number,
): Promise<string> => historyTable(await findShownHistory(db, viewer, kind, subjectId))

/** How a subject's score is made, step by step, as a table for a spreadsheet: empty where it is too early to say. */
export async function writeStepsTable(db: Db, viewer: Viewer, kind: SubjectKind, subjectId: number): Promise<string> {
  const score = await findShownScore(db, viewer, kind, subjectId)
  const rows = ((score && stepsOf(score)) ?? []).map(({ part, from, to, total }) => ({
    part,
    points: total ? to : to - from,
    reached: to,
  }))
  return tableText(['part', 'points', 'reached'], rows)
}

/** How a PM or the firm has changed between half-years; null where that can't be said. */
export const findShownChange = async (db: Db, viewer: Viewer, subjectKind: 'firm' | 'pm', subjectId: number) =>
  (await findScoreChange(db, { subjectKind, subjectId, audience: audienceOf(viewer) })) ?? null
