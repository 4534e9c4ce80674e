import { countSending, getInstallation, noteWork, readDatabaseIdentity } from '../../db/sending/installation.ts'
import { isMailDue } from '../../db/asking/waiting.ts'
import type { Deps } from '../../deps.ts'
import { pauseOf } from './read-pause.ts'
import { type SendCounts, sendDue } from './send-due.ts'

/**
 * Notes that this installation works here, for a later tick to compare. A fresh one takes the place it starts at.
 * @returns whether it may: false where surveys are paused
 */
export async function keepPlace(deps: Deps): Promise<boolean> {
  const { db, config } = deps
  const installation = await getInstallation(db)
  if (config.smtpUrl === null) {
    // Once mail has left from somewhere, a copy without SMTP proves nothing about the original.
    if (installation.databaseIdentity === null) await noteWork(db, null)
    return true
  }
  if ((await pauseOf(deps, db, installation)) !== null) return false
  await noteWork(db, { databaseIdentity: await readDatabaseIdentity(db), baseUrl: config.baseUrl })
  return true
}

async function markSending(deps: Deps): Promise<void> {
  const sendings = await countSending(deps.db)
  await deps.sentMark
    .write(sendings)
    .catch((fault: unknown) => deps.log.warn('sent mark not kept', { failure: String(fault) }))
}

/**
 * Sends what is due and counts it as a sending, in the database and outside. Counted before, so that a backup from before is
 * known, and after, so that one from halfway is.
 */
export async function sendAndMark(deps: Deps): Promise<SendCounts> {
  const counts = deps.config.smtpUrl !== null && (await isMailDue(deps.db, deps.now()))
  if (counts) await markSending(deps)
  const sent = await sendDue(deps)
  if (counts) await markSending(deps)
  return sent
}
