import { ESCALATES_AGAIN_AFTER_HOURS, ESCALATIONS, escalationTarget } from '../../core/acting/escalation.ts'
import { addWorkingHours, workingHoursOf } from '../../core/asking/working-hours.ts'
import {
  insertFollowUpStep,
  leaseAwake,
  leaseOverdue,
  listSuperiors,
  listTold,
  markAwake,
  markEscalated,
} from '../../db/acting/follow-up-steps.ts'
import { getAskingFirm } from '../../db/asking/planning.ts'
import type { Db } from '../../db/database.ts'
import { queueEscalated } from '../../db/sending/webhooks.ts'
import type { Deps } from '../../deps.ts'
import { queueAlert } from './queue-alert.ts'

/** Follow-ups in one transaction. */
const BATCH = 50

type AskingFirm = Awaited<ReturnType<typeof getAskingFirm>>
type Overdue = Awaited<ReturnType<typeof leaseOverdue>>[number]

/** Puts one overdue follow-up before the next above its owner; false where everybody has been told. */
async function escalate(deps: Deps, trx: Db, firm: AskingFirm, { id, ownerId, escalations }: Overdue) {
  const superiors = await listSuperiors(trx, ownerId)
  const target = escalationTarget({ ownerId, ...superiors, told: await listTold(trx, id) })
  if (target === null) {
    await markEscalated(trx, id, { escalations, escalateAt: null })
    return false
  }
  const [now, step] = [deps.now(), escalations + 1]
  const hours = workingHoursOf(firm, firm.holidays)
  const again = addWorkingHours(now, ESCALATES_AGAIN_AFTER_HOURS, target.timeZone ?? firm.timeZone, hours)
  await markEscalated(trx, id, { escalations: step, escalateAt: step < ESCALATIONS ? again : null })
  await insertFollowUpStep(trx, { followUpId: id, kind: 'escalated', toStaffId: target.id, at: now })
  await queueAlert(deps, trx, firm, { followUpId: id, to: target, kind: 'escalation' })
  await queueEscalated(trx, id, now)
  return true
}

/** Does `ring` to batches of leased rows, each in a transaction, until a batch is short; how often it said yes. */
async function inBatches<Row>(
  deps: Deps,
  lease: (trx: Db) => Promise<Row[]>,
  ring: (trx: Db, row: Row) => Promise<boolean>,
): Promise<number> {
  for (let rung = 0; ;) {
    const isLast = await deps.db.transaction().execute(async (trx) => {
      const rows = await lease(trx)
      for (const row of rows) if (await ring(trx, row)) rung += 1
      return rows.length < BATCH
    })
    if (isLast) return rung
  }
}

/** Reminds owners of follow-ups whose time of being put off is over, and puts overdue ones before whom they answer to. */
export async function ringAlarms(deps: Deps): Promise<{ awoken: number; escalated: number }> {
  const firm = await getAskingFirm(deps.db)
  const awoken = await inBatches(
    deps,
    (trx) => leaseAwake(trx, deps.now(), BATCH),
    async (trx, { id, ownerId, name, email, locale }) => {
      await markAwake(trx, id)
      await queueAlert(deps, trx, firm, { followUpId: id, to: { id: ownerId, name, email, locale } })
      return true
    },
  )
  const escalated = await inBatches(
    deps,
    (trx) => leaseOverdue(trx, deps.now(), BATCH),
    (trx, overdue) => escalate(deps, trx, firm, overdue),
  )
  return { awoken, escalated }
}
