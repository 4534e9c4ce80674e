import { missingEvidence } from '../../core/score/missing-evidence.ts'
import { tableText } from '../../core/table.ts'
import { audienceOf, seesEverything, type Viewer } from '../../core/viewer.ts'
import { listComments } from '../../db/answering/comments.ts'
import { getCoverage } from '../../db/asking/coverage.ts'
import { listEngagementHeads } from '../../db/firm/engagement-heads.ts'
import { type Firm, getFirm } from '../../db/firm/firms.ts'
import { listFollowUpLines } from '../../db/acting/follow-up-lines.ts'
import { listPms } from '../../db/score/overview.ts'
import { countLeaningAccounts } from '../../db/score/pm-comparison.ts'
import { findNewestScoreDay } from '../../db/score/scores.ts'
import { insertAudit } from '../../db/access/staff-sign-in.ts'
import { findOwnGuesses } from '../answering/show-guesses.ts'
import type { Deps } from '../../deps.ts'
import { marksByEngagement } from '../asking/milestone-marks.ts'
import { engagementCells } from '../asking/show-engagements.ts'
import { findNews } from './show-news.ts'
import { findShownDrivers, writeDriversTable } from './show-drivers.ts'
import {
  findFirmScore,
  findShownChange,
  findShownHistory,
  findShownScore,
  findShownScores,
  SCORE_COLUMNS,
  writeHistoryTable,
  writeStepsTable,
} from './shown-score.ts'
import { withOverdue } from '../acting/with-overdue.ts'

const COMMENTS = 12
/** An account that moves a score by this many points rates everyone high or low. */
const LEANING = 5

type Pm = { id: number; name: string }

async function listPmEngagements(deps: Deps, viewer: Viewer, pmId: number, firm: Firm) {
  const { db } = deps
  const heads = await listEngagementHeads(db, viewer, { pmId })
  const ids = heads.map(({ id }) => id)
  const [scores, marks] = await Promise.all([
    findShownScores(db, viewer, 'engagement', { ids }),
    marksByEngagement(db, viewer, ids, firm.lowAnswer),
  ])
  return heads.map((head) => ({
    ...head,
    marks: marks.get(head.id) ?? [],
    score: scores.get(head.id) ?? null,
  }))
}

async function findLeaning(deps: Deps, viewer: Viewer, pmId: number) {
  const asOf = await findNewestScoreDay(deps.db)
  if (asOf === undefined) return { high: 0, low: 0 }
  return countLeaningAccounts(deps.db, viewer, { pmId, audience: audienceOf(viewer), asOf, points: LEANING })
}

async function readPm(deps: Deps, viewer: Viewer, pm: Pm, firm: Firm) {
  const { db } = deps
  const now = deps.now()
  const [score, leaning, moved, firmScore, coverage, history, drivers, engagements, comments, due] = await Promise.all([
    findShownScore(db, viewer, 'pm', pm.id),
    findLeaning(deps, viewer, pm.id),
    findShownChange(db, viewer, 'pm', pm.id),
    findFirmScore(db, viewer),
    getCoverage(db, viewer, 'pm', pm.id),
    findShownHistory(db, viewer, 'pm', pm.id),
    findShownDrivers(db, viewer, pm.id),
    listPmEngagements(deps, viewer, pm.id, firm),
    listComments(db, viewer, { pmId: pm.id, limit: COMMENTS }),
    listFollowUpLines(db, viewer, { ownerId: pm.id, isClosed: false }),
  ])
  return {
    kind: 'shown' as const,
    pm,
    score,
    missing: missingEvidence('pm', score, firm),
    leaning,
    moved,
    firmAverage: firmScore?.value ?? null,
    coverage,
    history,
    drivers,
    engagements,
    comments,
    followUpsDue: due.map((line) => withOverdue(line, now)),
  }
}

type OwnGuesses = Awaited<ReturnType<typeof findOwnGuesses>>
type News = Awaited<ReturnType<typeof findNews>>

export type ShownPm = Awaited<ReturnType<typeof readPm>>

/** A PM's own page; nobody else has one. */
export async function showOwnScore(
  deps: Deps,
  { viewer, name, firm }: { viewer: Viewer & { staffId: number }; name: string; firm: Firm },
): Promise<(ShownPm & { guesses: OwnGuesses; news: News }) | { kind: 'not_yours' }> {
  if (viewer.role !== 'pm') return { kind: 'not_yours' }
  const [shown, guesses, news] = await Promise.all([
    readPm(deps, viewer, { id: viewer.staffId, name }, firm),
    findOwnGuesses(deps, viewer),
    findNews(deps, viewer, firm),
  ])
  return { ...shown, guesses, news }
}

type Refused = { kind: 'unknown' } | { kind: 'not_yours' }

/** A PM at whom leadership alone may look; each look is kept. */
async function lookAtPm(deps: Deps, viewer: Viewer & { staffId: number }, pmId: number) {
  if (!seesEverything(viewer)) return { kind: 'not_yours' as const }
  const pm = (await listPms(deps.db, viewer)).find(({ id }) => id === pmId)
  if (pm === undefined) return { kind: 'unknown' as const }
  await insertAudit(deps.db, { at: deps.now(), staffId: viewer.staffId, action: 'pm_viewed', detail: { pmId } })
  return { kind: 'looked_at' as const, pm }
}

/** One PM, for leadership alone. */
export async function showPm(
  deps: Deps,
  viewer: Viewer & { staffId: number },
  pmId: number,
): Promise<ShownPm | Refused> {
  const look = await lookAtPm(deps, viewer, pmId)
  return look.kind === 'looked_at' ? readPm(deps, viewer, look.pm, await getFirm(deps.db)) : look
}

/** What stands behind a PM's score. */
export type PmTable = 'drivers' | 'history' | 'steps' | 'engagements'

async function writeTable(deps: Deps, viewer: Viewer, pmId: number, which: PmTable): Promise<string> {
  const { db } = deps
  if (which === 'drivers') return writeDriversTable(db, viewer, pmId)
  if (which === 'history') return writeHistoryTable(db, viewer, 'pm', pmId)
  if (which === 'steps') return writeStepsTable(db, viewer, 'pm', pmId)
  const engagements = await listPmEngagements(deps, viewer, pmId, await getFirm(db))
  const columns = ['engagement', 'account', 'milestones', ...SCORE_COLUMNS, 'last_answer_at']
  return tableText(columns, engagements.map(engagementCells))
}

/** The same of one PM as a table for a spreadsheet, for leadership alone. */
export async function writePmTable(
  deps: Deps,
  viewer: Viewer & { staffId: number },
  { pmId, which }: { pmId: number; which: PmTable },
): Promise<{ kind: 'written'; text: string } | Refused> {
  const look = await lookAtPm(deps, viewer, pmId)
  if (look.kind !== 'looked_at') return look
  return { kind: 'written', text: await writeTable(deps, viewer, pmId, which) }
}

/** A PM's own as a table for a spreadsheet; undefined for everybody else. */
export const writeOwnTable = async (
  deps: Deps,
  viewer: Viewer & { staffId: number },
  which: PmTable,
): Promise<string | undefined> => (viewer.role === 'pm' ? writeTable(deps, viewer, viewer.staffId, which) : undefined)
