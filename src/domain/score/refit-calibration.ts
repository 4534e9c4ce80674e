import { dayIn } from '../../core/calendar.ts'
import { type Calibration, calibrate, fitCalibration, standingOf } from '../../core/score/calibration.ts'
import { checkedOutcomes } from '../../core/score/checked-outcomes.ts'
import { reliabilityOf } from '../../core/score/reliability.ts'
import { studentTQuantile } from '../../core/score/student-t.ts'
import { type Audience, VISIBILITIES } from '../../core/words.ts'
import { findNewestCalibration, getCalibrationBasis, replaceCalibration } from '../../db/score/calibrations.ts'
import type { Db } from '../../db/database.ts'
import { getFirm } from '../../db/firm/firms.ts'
import { listHeardOutcomes } from '../../db/score/outcomes.ts'
import { findNewestScoreDay, listScoresUntil, type ToldScore, tryLockFit } from '../../db/score/scores.ts'
import type { Deps } from '../../deps.ts'

const AUDIENCES: readonly Audience[] = VISIBILITIES

/** The kinds of subject whose calibrated scores are shown. */
const KINDS = ['firm', 'account'] as const

/** A stored score as the calibration says it, in points; nothing where it is too early to say. */
function calibrated(calibration: Calibration, score: ToldScore) {
  const { subjectKind, subjectId, level, value, se, degrees } = score
  if (value === null || se === null || degrees === null) return []
  const reach = studentTQuantile((1 + level) / 2, degrees)
  const said = calibrate(calibration, { value: value / 100, se: se / 100 }, reach)
  return [{ subjectKind, subjectId, value: 100 * said.value, low: 100 * said.low, high: 100 * said.high }]
}

/**
 * Holds what clients said against what they did as of a day, for both audiences, and stores it with that day's scores as
 * they read in its light. To be called inside the transaction that holds the fit's lock.
 * @param days `asOf` of the calibration, `scored` of the scores; undefined where there are none
 */
export async function calibrateScores(
  trx: Db,
  days: { asOf: string; scored: string | undefined },
  now: Date,
): Promise<void> {
  const { timeZone } = await getFirm(trx)
  const basis = await getCalibrationBasis(trx, days.asOf)
  for (const audience of AUDIENCES) {
    const heard = checkedOutcomes(await listHeardOutcomes(trx, { until: days.asOf, audience, timeZone }))
    const calibration = fitCalibration(heard.stated, heard.calledFirst)
    const { brier, logLoss, bins } = reliabilityOf(heard.stated, heard.calledFirst)
    const [[aa, ab], [, bb]] = calibration.covariance
    const scores = []
    for (const subjectKind of days.scored === undefined || standingOf(calibration) !== 'checked' ? [] : KINDS) {
      const stated = await listScoresUntil(trx, days.scored ?? days.asOf, { subjectKind, audience })
      scores.push(...[...stated.values()].flatMap((score) => calibrated(calibration, score)))
    }
    const { outcomes, called, byAnswer } = heard
    const { n, intercept, slope } = calibration
    const fitted = { n, intercept, slope, covariance: [aa, ab, bb], brier, logLoss, bins }
    const row = { asOf: days.asOf, audience, basis, outcomes, called, byAnswer, ...fitted, computedAt: now }
    await replaceCalibration(trx, row, scores)
  }
}

/** Calibrates anew where an outcome or the scores have changed since the last time. */
export async function refitCalibration(deps: Deps): Promise<{ kind: 'refitted' | 'unchanged' | 'busy' }> {
  const now = deps.now()
  return deps.db.transaction().execute(async (trx) => {
    if (!(await tryLockFit(trx))) return { kind: 'busy' }
    const { timeZone } = await getFirm(trx)
    const asOf = dayIn(timeZone, now)
    const newest = await findNewestCalibration(trx, 'leadership')
    if (newest?.basis === (await getCalibrationBasis(trx, asOf))) return { kind: 'unchanged' }
    await calibrateScores(trx, { asOf, scored: await findNewestScoreDay(trx) }, now)
    return { kind: 'refitted' }
  })
}
