import { missingEvidence } from '../../core/score/missing-evidence.ts'
import { audienceOf, seesEverything, type Viewer } from '../../core/viewer.ts'
import { listComments } from '../../db/answering/comments.ts'
import { getCoverage } from '../../db/asking/coverage.ts'
import { listEngagementHeads } from '../../db/firm/engagement-heads.ts'
import { getFirm } from '../../db/firm/firms.ts'
import { listFollowUpLines } from '../../db/acting/follow-up-lines.ts'
import { listPms } from '../../db/score/overview.ts'
import { countLeaningAccounts } from '../../db/score/pm-comparison.ts'
import { findNewestScoreDay } from '../../db/score/scores.ts'
import { insertAudit } from '../../db/access/staff-sign-in.ts'
import { findOwnGuesses } from '../answering/show-guesses.ts'
import type { Deps } from '../../deps.ts'
import { marksByEngagement } from '../asking/milestone-marks.ts'
import { findShownDrivers } from './show-drivers.ts'
import { findFirmScore, findShownChange, findShownHistory, findShownScore, findShownScores } from './shown-score.ts'
import { withOverdue } from '../acting/with-overdue.ts'

const COMMENTS = 12
/** An account that moves a score by this many points rates everyone high or low. */
const LEANING = 5

type Pm = { id: number; name: string }

async function listPmEngagements(deps: Deps, viewer: Viewer, pmId: number) {
  const { db } = deps
  const heads = await listEngagementHeads(db, viewer, { pmId })
  const ids = heads.map(({ id }) => id)
  const scores = await findShownScores(db, viewer, 'engagement', ids)
  const marks = await marksByEngagement(db, viewer, ids, (await getFirm(db)).lowAnswer)
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

async function readPm(deps: Deps, viewer: Viewer, pm: Pm) {
  const { db } = deps
  const now = deps.now()
  const score = await findShownScore(db, viewer, 'pm', pm.id)
  const due = await listFollowUpLines(db, viewer, { ownerId: pm.id, states: ['open', 'taken'] })
  return {
    kind: 'shown' as const,
    pm,
    score,
    missing: missingEvidence('pm', score, await getFirm(db)),
    leaning: await findLeaning(deps, viewer, pm.id),
    moved: await findShownChange(db, viewer, 'pm', pm.id),
    firmAverage: (await findFirmScore(db, viewer))?.value ?? null,
    coverage: await getCoverage(db, viewer, 'pm', pm.id),
    history: await findShownHistory(db, viewer, 'pm', pm.id),
    drivers: await findShownDrivers(db, viewer, pm.id),
    engagements: await listPmEngagements(deps, viewer, pm.id),
    comments: await listComments(db, viewer, { pmId: pm.id, limit: COMMENTS }),
    followUpsDue: due.map((line) => withOverdue(line, now)),
  }
}

type OwnGuesses = Awaited<ReturnType<typeof findOwnGuesses>>

export type ShownPm = Awaited<ReturnType<typeof readPm>>

/** A PM's own page; nobody else has one. */
export async function showOwnScore(
  deps: Deps,
  viewer: Viewer & { staffId: number },
  name: string,
): Promise<(ShownPm & { guesses: OwnGuesses }) | { kind: 'not_yours' }> {
  if (viewer.role !== 'pm') return { kind: 'not_yours' }
  return { ...(await readPm(deps, viewer, { id: viewer.staffId, name })), guesses: await findOwnGuesses(deps, viewer) }
}

/** One PM, for leadership alone; each look is kept. */
export async function showPm(
  deps: Deps,
  viewer: Viewer & { staffId: number },
  pmId: number,
): Promise<ShownPm | { kind: 'unknown' } | { kind: 'not_yours' }> {
  if (!seesEverything(viewer)) return { kind: 'not_yours' }
  const pm = (await listPms(deps.db, viewer)).find(({ id }) => id === pmId)
  if (pm === undefined) return { kind: 'unknown' }
  await insertAudit(deps.db, { at: deps.now(), staffId: viewer.staffId, action: 'pm_viewed', detail: { pmId } })
  return readPm(deps, viewer, pm)
}
