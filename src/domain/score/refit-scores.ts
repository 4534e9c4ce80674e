import { dayIn } from '../../core/calendar.ts'
import { groupsToForm } from '../../core/privacy.ts'
import { computeDrivers } from '../../core/score/firm-drivers.ts'
import { computeScores } from '../../core/score/scores.ts'
import type { Db } from '../../db/database.ts'
import { replaceDrivers } from '../../db/score/drivers.ts'
import { replaceScoreChanges } from '../../db/score/score-changes.ts'
import { type Firm, getFirm } from '../../db/firm/firms.ts'
import {
  findNewestFit,
  getAnswersState,
  insertFit,
  listScoredAnswers,
  findNewestScoreDay,
  replacePmComparison,
  replaceScores,
  tryLockFit,
} from '../../db/score/scores.ts'
import { insertHiddenGroups, listUngroupedAnswers } from '../../db/score/hidden-groups.ts'
import type { Deps } from '../../deps.ts'
import { calibrateScores } from './refit-calibration.ts'

/** Older answers say little about the firm of today. */
export const LOOK_BACK_YEARS = 3

export type Refit = { kind: 'refitted'; asOf: string } | { kind: 'unchanged' } | { kind: 'busy' } | { kind: 'failed' }

/** What else a fit depends on: another threshold, another fit. */
const evidenceOf = (firm: Firm): string =>
  `${firm.minAnswers}/${firm.minAccounts}/${firm.privacyThreshold}/${firm.lowAnswer}`

function yearsBefore(at: Date, years: number): Date {
  const before = new Date(at)
  before.setUTCFullYear(before.getUTCFullYear() - years)
  return before
}

/** Groups the hidden answers that have come to rest since the last fit; how many groups. */
async function formHiddenGroups(trx: Db, threshold: number, now: Date): Promise<number> {
  const groups = groupsToForm(await listUngroupedAnswers(trx, now), threshold)
  await insertHiddenGroups(trx, groups, now)
  return groups.length
}

async function refit(trx: Db, now: Date, always: boolean): Promise<Refit> {
  if (!(await tryLockFit(trx))) return { kind: 'busy' }
  const firm = await getFirm(trx)
  const evidence = evidenceOf(firm)
  const formed = await formHiddenGroups(trx, firm.privacyThreshold, now)
  const state = await getAnswersState(trx, now)
  const last = await findNewestFit(trx)
  const isSame =
    formed === 0 &&
    last?.failure === null &&
    last.evidence === evidence &&
    last.answers === state.answers &&
    last.answersThrough?.getTime() === state.through?.getTime()
  if (!always && (isSame || state.answers === 0)) return { kind: 'unchanged' }
  const asOf = dayIn(firm.timeZone, now)
  const answers = await listScoredAnswers(trx, { since: yearsBefore(now, LOOK_BACK_YEARS), until: now })
  const { scores, changes, comparison, ...starts } = computeScores(answers, firm, new Date(asOf), last)
  await replaceScores(trx, asOf, scores, now)
  await replaceDrivers(trx, asOf, computeDrivers(answers))
  if ((await findNewestScoreDay(trx)) === asOf) {
    await replacePmComparison(trx, comparison)
    await replaceScoreChanges(trx, asOf, changes)
  }
  const { through, answers: seen } = state
  await insertFit(trx, {
    asOf,
    answers: seen,
    answersThrough: through,
    evidence,
    ...starts,
    finishedAt: now,
    failure: null,
  })
  await calibrateScores(trx, { asOf, scored: asOf }, now)
  return { kind: 'refitted', asOf }
}

/**
 * Fits the scores of today anew where answers have come in or changed since the last fit, or a threshold has, or `always`. A fit that fails
 * leaves the last scores as they are and is kept with its reason, so that the pages can say so.
 */
export async function refitScores(deps: Deps, options: { always: boolean }): Promise<Refit> {
  const now = deps.now()
  try {
    return await deps.db.transaction().execute((trx) => refit(trx, now, options.always))
  } catch (error) {
    const failure = error instanceof Error ? error.message : String(error)
    deps.log.error('refit failed', { failure })
    const { timeZone } = await getFirm(deps.db)
    const failed = {
      asOf: dayIn(timeZone, now),
      answers: 0,
      answersThrough: null,
      evidence: '',
      finishedAt: now,
      failure,
    }
    await insertFit(deps.db, failed)
    return { kind: 'failed' }
  }
}
