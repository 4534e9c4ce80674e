import { findNewestFit, findNewestScoreDay } from '../../db/score/scores.ts'
import type { Deps } from '../../deps.ts'

/** Where the last fit failed, the day of the scores that are shown instead, null where there are none; else undefined. */
export async function findStaleScoreDay(deps: Deps): Promise<string | null | undefined> {
  const fit = await findNewestFit(deps.db)
  if (!fit || fit.failure === null) return undefined
  return (await findNewestScoreDay(deps.db)) ?? null
}
