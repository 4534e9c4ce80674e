import { audienceOf, type Viewer } from '../../core/viewer.ts'
import type { SubjectKind } from '../../core/words.ts'
import type { Db } from '../../db/database.ts'
import type { Row } from '../../db/schema.ts'
import { findNewestScoreDay, listScoresOn } from '../../db/score/scores.ts'

/** A stored score with its parts together, as pages show it. */
function shownScore(row: Row<'score'>) {
  const { enough, value, low, high, level, tier, answers, respondents, accounts, plainAverage } = row
  const parts = { firm: row.partFirm, pm: row.partPm, accounts: row.partAccounts, engagements: row.partEngagements }
  return { enough, value, low, high, level, tier, answers, respondents, accounts, plainAverage, parts }
}

export type ShownScore = ReturnType<typeof shownScore>

/** The newest scores of one kind by subject, as the viewer's audience reads them; empty before the first fit. */
export async function findShownScores(
  db: Db,
  viewer: Viewer,
  subjectKind: SubjectKind,
): Promise<Map<number, ShownScore>> {
  const day = await findNewestScoreDay(db)
  if (day === undefined) return new Map()
  const rows = await listScoresOn(db, day, { subjectKind, audience: audienceOf(viewer) })
  return new Map([...rows].map(([id, row]) => [id, shownScore(row)]))
}

const FIRM = 1

/** The firm's own score; null before the first fit. */
export const findFirmScore = async (db: Db, viewer: Viewer): Promise<ShownScore | null> =>
  (await findShownScores(db, viewer, 'firm')).get(FIRM) ?? null
