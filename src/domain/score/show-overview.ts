import { groupedBy } from '../../core/grouped-by.ts'
import { justerProbability } from '../../core/answering/juster.ts'
import { kindsInOrder } from '../../core/asking/kinds-in-order.ts'
import type { Viewer } from '../../core/viewer.ts'
import { getCoverage, listCoverage, NOTHING_ASKED } from '../../db/asking/coverage.ts'
import type { Db } from '../../db/database.ts'
import { listFollowUpLines } from '../../db/acting/follow-up-lines.ts'
import { countNeeds } from '../../db/acting/needs.ts'
import { countAnswers, countOpenFollowUps, listPms, type AnswerCount } from '../../db/score/overview.ts'
import { insertAudit } from '../../db/access/staff-sign-in.ts'
import type { Deps } from '../../deps.ts'
import { findCheck } from './show-trust.ts'
import { findShownDrivers } from './show-drivers.ts'
import { findFirmScore, findShownScores, type ShownScore } from './shown-score.ts'
import { withOverdue } from '../acting/with-overdue.ts'

/** Leadership, as a person: every look at how PMs compare is kept. */
export type Leader = Viewer & { staffId: number }

/** Follow-ups shown before the list takes over. */
const ATTENTION = 8
/** Accounts shown before the list takes over. */
const ACCOUNTS = 20

/** The same day a year earlier. */
function yearBefore(at: Date): Date {
  const before = new Date(at)
  before.setUTCFullYear(before.getUTCFullYear() - 1)
  return before
}

/** The mean of the likelihoods stated, in points of 100. */
function cellOf(counts: readonly AnswerCount[]): { value: number; answers: number } {
  const answers = counts.reduce((sum, count) => sum + count.answers, 0)
  const stated = counts.reduce((sum, count) => sum + count.answers * justerProbability(count.callFirst), 0)
  return { value: (100 * stated) / answers, answers }
}

export type AnsweredAccount = {
  id: number
  name: string
  answers: number
  cells: Record<string, { value: number; answers: number }>
}

/** The accounts that clients' answers speak of: those with the lowest scores, then those with the most answers. */
function accountsAlong(counts: readonly AnswerCount[], scores: ReadonlyMap<number, ShownScore>): AnsweredAccount[] {
  const accounts = [...groupedBy(counts, (count) => count.accountId)].map(([id, own]) => ({
    id,
    name: own[0]?.accountName ?? '',
    answers: own.reduce((sum, count) => sum + count.answers, 0),
    cells: Object.fromEntries(
      [...groupedBy(own, (count) => count.milestoneKind)].map(([kind, at]) => [kind, cellOf(at)]),
    ),
  }))
  const valueOf = (id: number): number => scores.get(id)?.value ?? Infinity
  const byScore = accounts.sort(
    (a, b) => compare(valueOf(a.id), valueOf(b.id)) || b.answers - a.answers || a.name.localeCompare(b.name, 'en'),
  )
  return byScore.slice(0, ACCOUNTS)
}

const compare = (a: number, b: number): number => (a === b ? 0 : a < b ? -1 : 1)

/** Every PM with the score that leadership reads and how much of what could be heard was heard. */
async function listScoredPms(db: Db, viewer: Viewer) {
  const scores = await findShownScores(db, viewer, 'pm')
  const coverage = await listCoverage(db, viewer, 'pm')
  return (await listPms(db, viewer)).map(({ id, name }) => ({
    id,
    name,
    score: scores.get(id) ?? null,
    coverage: coverage.get(id) ?? NOTHING_ASKED,
  }))
}

/** What leadership sees first. */
export async function showOverview(deps: Deps, viewer: Leader) {
  const { db } = deps
  const now = deps.now()
  const since = yearBefore(now)
  await insertAudit(db, { at: now, staffId: viewer.staffId, action: 'overview_viewed' })
  const counts = await countAnswers(db, viewer, since)
  const lines = await listFollowUpLines(db, viewer, { states: ['open', 'taken'], limit: ATTENTION })
  return {
    firmScore: await findFirmScore(db, viewer),
    check: await findCheck(db, viewer),
    coverage: await getCoverage(db, viewer, 'firm', 1),
    followUps: await countOpenFollowUps(db, viewer, now),
    needs: await countNeeds(db, viewer, since),
    pms: await listScoredPms(db, viewer),
    drivers: await findShownDrivers(db, viewer, null),
    milestoneKinds: kindsInOrder(counts.map((count) => count.milestoneKind)),
    accounts: accountsAlong(counts, await findShownScores(db, viewer, 'account')),
    needsAttention: lines.map((line) => withOverdue(line, now)),
  }
}

/** All PMs, for leadership. */
export async function showPms(deps: Deps, viewer: Leader) {
  await insertAudit(deps.db, { at: deps.now(), staffId: viewer.staffId, action: 'pms_viewed' })
  const firmScore = await findFirmScore(deps.db, viewer)
  return { firmAverage: firmScore?.value ?? null, pms: await listScoredPms(deps.db, viewer) }
}
