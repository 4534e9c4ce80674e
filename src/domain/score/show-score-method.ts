import { varianceShares } from '../../core/score/variance-shares.ts'
import { tableText } from '../../core/table.ts'
import { audienceOf, seesEverything, type Viewer } from '../../core/viewer.ts'
import { findNewestScoreDay, findNewestSoundFit, listScoresUntil } from '../../db/score/scores.ts'
import { getFirm } from '../../db/firm/firms.ts'
import type { Deps } from '../../deps.ts'
import { LOOK_BACK_YEARS } from './refit-scores.ts'
import { findFirmScore } from './shown-score.ts'

/** How the score is made here: the firm's thresholds, and what the newest fit that succeeded has left. */
export async function showScoreMethod(deps: Deps, viewer: Viewer) {
  const { db } = deps
  const { minAnswers, minAccounts, privacyThreshold } = await getFirm(db)
  const fit = await findNewestSoundFit(db)
  const day = await findNewestScoreDay(db)
  const audience = audienceOf(viewer)
  const pms = day === undefined ? 0 : (await listScoresUntil(db, day, { subjectKind: 'pm', audience })).size
  const firm = await findFirmScore(db, viewer)
  return {
    thresholds: { minAnswers, minAccounts, privacyThreshold },
    lookBackYears: LOOK_BACK_YEARS,
    // γ comes from the fit of all answers: two of them, before and after, could tell of one for leadership only.
    fit: fit && firm ? { asOf: fit.asOf, gamma: seesEverything(viewer) ? fit.gamma : null, pms, firm } : null,
  }
}

/** What differences between answers come from, as a table for a spreadsheet; undefined for whom it is not. */
export async function writeDifferencesTable(deps: Deps, viewer: Viewer): Promise<string | undefined> {
  if (!seesEverything(viewer)) return undefined
  const { fit } = await showScoreMethod(deps, viewer)
  const rows = varianceShares(fit?.gamma ?? []).map(({ factor, gamma, share }) => ({
    factor,
    gamma: gamma.toFixed(3),
    share_percent: Math.round(100 * share),
  }))
  return tableText(['factor', 'gamma', 'share_percent'], fit?.gamma ? rows : [])
}
