import { type PauseReason, whyPaused } from '../../core/sending/fence.ts'
import { type Installation, getInstallation, readDatabaseIdentity } from '../../db/sending/installation.ts'
import type { Db } from '../../db/database.ts'
import type { Deps } from '../../deps.ts'

export type Pause = {
  reason: PauseReason
  /** The address that mail was last sent from. */
  lastUrl: string
  /** When due work was last done. */
  workedAt: Date
}

/** Why surveys are paused, as `installation` stands in `db`. Null: they are not, or no mail leaves this machine anyway. */
export async function pauseOf(deps: Deps, db: Db, installation: Installation): Promise<Pause | null> {
  const { databaseIdentity, baseUrl, workedAt } = installation
  if (deps.config.smtpUrl === null || databaseIdentity === null || baseUrl === null) return null
  const reason = whyPaused({
    remembered: { ...installation, databaseIdentity, baseUrl },
    databaseIdentity: await readDatabaseIdentity(db),
    baseUrl: deps.config.baseUrl,
    mark: await deps.sentMark.read(),
  })
  return reason && { reason, lastUrl: baseUrl, workedAt }
}

/** Whether surveys are paused until an administrator says how to go on. */
export const readPause = async (deps: Deps): Promise<Pause | null> =>
  pauseOf(deps, deps.db, await getInstallation(deps.db))
