import { findNewestMigration } from '../db/health.ts'
import { findNewestFit } from '../db/score/scores.ts'
import type { Deps } from '../deps.ts'

export type Readiness = {
  ready: boolean
  database: 'ok' | 'unreachable'
  schema: string | null
  /** 'failed': the scores shown are older than the newest answers. */
  scores: 'ok' | 'failed' | 'none'
}

/** Whether the database answers and has our schema. */
export async function readReadiness(deps: Deps): Promise<Readiness> {
  try {
    const schema = await findNewestMigration(deps.db)
    if (schema === null) return { ready: false, database: 'ok', schema, scores: 'none' }
    const fit = await findNewestFit(deps.db)
    return { ready: true, database: 'ok', schema, scores: !fit ? 'none' : fit.failure === null ? 'ok' : 'failed' }
  } catch (error) {
    deps.log.warn('not ready', { failure: String(error) })
    return { ready: false, database: 'unreachable', schema: null, scores: 'none' }
  }
}
