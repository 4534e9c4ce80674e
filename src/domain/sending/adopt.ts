import { askingHours, askingTime } from '../../core/asking/plan.ts'
import type { Viewer } from '../../core/viewer.ts'
import type { Db } from '../../db/database.ts'
import { insertDecisions } from '../../db/asking/decisions.ts'
import { lockInstallation, readDatabaseIdentity, settleInstallation } from '../../db/sending/installation.ts'
import { listPlanRules } from '../../db/asking/plan-rules.ts'
import { getAskingFirm, markDecided } from '../../db/asking/planning.ts'
import { insertAudit } from '../../db/access/staff-sign-in.ts'
import {
  type Waiting,
  cancelWaitingMessages,
  countWaiting,
  holdDueInvitationsBack,
  listLapsedReminders,
  listUndecidedMilestones,
} from '../../db/asking/waiting.ts'
import type { Deps } from '../../deps.ts'
import { queueEmail } from './queue-email.ts'
import { type Pause, pauseOf, readPause } from './read-pause.ts'

/** What becomes of the surveys that were due while they were paused, or before the backup was made. */
export type WaitingChoice = 'hold_back' | 'send'

/** How much waits; `milestones`: reached, not decided about, and their asking time is over. */
export type PausedWork = Waiting & { milestones: number }

const RESTORED = 'restored'

async function listLapsedMilestones(deps: Deps, db: Db): Promise<number[]> {
  const firm = await getAskingFirm(db)
  const rules = await listPlanRules(db)
  const lapsed = (await listUndecidedMilestones(db)).filter(({ kind, reachedOn }) => {
    const rule = rules.find((each) => each.milestoneKind === kind)
    return rule !== undefined && askingTime(reachedOn, rule, firm.timeZone, askingHours(rule, firm)) <= deps.now()
  })
  return lapsed.map(({ id }) => id)
}

async function countPausedWork(deps: Deps, db: Db): Promise<PausedWork> {
  const milestones = (await listLapsedMilestones(deps, db)).length
  return { ...(await countWaiting(db, deps.now())), milestones }
}

async function skipMilestones(deps: Deps, trx: Db): Promise<void> {
  const lapsed = await listLapsedMilestones(deps, trx)
  const at = deps.now()
  const words = { contactId: null, at, kind: 'not_planned', reason: RESTORED } as const
  await insertDecisions(
    trx,
    lapsed.map((milestoneId) => ({ milestoneId, ...words })),
  )
  if (lapsed.length > 0) await markDecided(trx, lapsed, at)
}

/** Whether or not they left in the days that the database does not know, these reminders stand in the outbox from now on. */
async function queueLapsedReminders(deps: Deps, trx: Db): Promise<void> {
  const dueAt = deps.now()
  for (const reminder of await listLapsedReminders(trx, dueAt)) {
    await queueEmail(deps, trx, { kind: 'reminder', ...reminder, dueAt })
  }
}

async function holdBack(deps: Deps, trx: Db): Promise<void> {
  await skipMilestones(deps, trx)
  await holdDueInvitationsBack(trx, RESTORED, deps.now())
  await queueLapsedReminders(deps, trx)
  await cancelWaitingMessages(trx, RESTORED, deps.now())
}

/** Why surveys are paused, and how much an administrator decides about. */
export async function showPause(
  deps: Deps,
  viewer: Viewer,
): Promise<({ kind: 'paused' } & Pause & { work: PausedWork }) | { kind: 'not_paused' } | { kind: 'not_yours' }> {
  if (viewer.role !== 'admin') return { kind: 'not_yours' }
  const pause = await readPause(deps)
  return pause === null
    ? { kind: 'not_paused' }
    : { kind: 'paused', ...pause, work: await countPausedWork(deps, deps.db) }
}

export type AdoptResult = { kind: 'adopted'; work: PausedWork } | { kind: 'not_paused' } | { kind: 'not_yours' }

/** Surveys go on from here; what waits is held back as `restored`, or sent as far as it is still fresh. */
export async function adopt(
  deps: Deps,
  actor: { role: Viewer['role']; staffId: number | null },
  waiting: WaitingChoice,
): Promise<AdoptResult> {
  if (actor.role !== 'admin') return { kind: 'not_yours' }
  return deps.db.transaction().execute(async (trx) => {
    const pause = await pauseOf(deps, trx, await lockInstallation(trx))
    if (pause === null) return { kind: 'not_paused' }
    const work = await countPausedWork(deps, trx)
    if (waiting === 'hold_back') await holdBack(deps, trx)
    const databaseIdentity = await readDatabaseIdentity(trx)
    await settleInstallation(trx, { databaseIdentity, baseUrl: deps.config.baseUrl })
    const detail = { reason: pause.reason, waiting, ...work }
    await insertAudit(trx, { at: deps.now(), staffId: actor.staffId, action: 'adopted', detail })
    deps.log.warn('surveys go on', detail)
    return { kind: 'adopted', work }
  })
}
