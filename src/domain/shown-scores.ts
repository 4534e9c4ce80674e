import { audienceOf, type Viewer } from '../core/viewer.ts'
import type { SubjectKind } from '../core/words.ts'
import type { Db } from '../db/database.ts'
import type { Row } from '../db/schema.ts'
import { findNewestScoreDay, listScoresOn } from '../db/scores.ts'

/** A score as a page shows it. */
export type ShownScore = Pick<
  Row<'score'>,
  'enough' | 'value' | 'low' | 'high' | 'level' | 'answers' | 'respondents' | 'accounts' | 'plainAverage'
> & { parts: { firm: number | null; pm: number | null; accounts: number | null; engagements: number | null } }

export const shownScore = (row: Row<'score'>): ShownScore => ({
  enough: row.enough,
  value: row.value,
  low: row.low,
  high: row.high,
  level: row.level,
  answers: row.answers,
  respondents: row.respondents,
  accounts: row.accounts,
  plainAverage: row.plainAverage,
  parts: { firm: row.partFirm, pm: row.partPm, accounts: row.partAccounts, engagements: row.partEngagements },
})

/** The newest scores of one kind as the viewer's audience reads them, by subject, with the firm's own. */
export async function listShownScores(
  db: Db,
  viewer: Viewer,
  subjectKind: SubjectKind,
): Promise<{ scores: ReadonlyMap<number, ShownScore>; firmAverage: number | null }> {
  const day = await findNewestScoreDay(db)
  if (day === undefined) return { scores: new Map(), firmAverage: null }
  const audience = audienceOf(viewer)
  const rows = await listScoresOn(db, day, { subjectKind, audience })
  const firm = [...(await listScoresOn(db, day, { subjectKind: 'firm', audience })).values()][0]
  return { scores: new Map([...rows].map(([id, row]) => [id, shownScore(row)])), firmAverage: firm?.value ?? null }
}
