import { dayIn } from '../../core/calendar.ts'
import { holdScope, type HoldTarget, mayHold } from '../../core/asking/hold.ts'
import type { Db } from '../../db/database.ts'
import { insertDecisions } from '../../db/asking/decisions.ts'
import { type Firm, getFirm } from '../../db/firm/firms.ts'
import { listMilestonesHeld, lockMilestonesOf, markUndecided } from '../../db/asking/held-milestones.ts'
import { findHold, findHoldSubject, holdTargetOf, markLifted } from '../../db/asking/holds.ts'
import { insertAudit } from '../../db/access/staff-sign-in.ts'
import type { Deps } from '../../deps.ts'
import { type Actor, recordedWords } from '../acting/act-on-follow-up.ts'

export type LiftHoldResult =
  | { kind: 'lifted'; engagementId: number | null }
  /** Somebody lifted it before. */
  | { kind: 'already'; engagementId: number | null }
  | { kind: 'fault'; message: string }
  | { kind: 'unknown' }
  | { kind: 'not_yours' }

/** A reason is not needed to let somebody in again; typed, it is kept. */
const noteOf = (typed: string): { note: string | null } | { fault: string } => {
  if (typed.trim() === '') return { note: null }
  const words = recordedWords(typed, '')
  return 'fault' in words ? words : { note: words.words }
}

async function keepLifted(
  trx: Db,
  firm: Firm,
  lifted: { target: HoldTarget; note: string | null; at: Date },
): Promise<void> {
  const { target, note, at } = lifted
  const contactId = 'contactId' in target ? target.contactId : null
  const milestones = await listMilestonesHeld(trx, target, dayIn(firm.timeZone, at))
  await insertDecisions(
    trx,
    milestones.map((milestoneId) => {
      return { milestoneId, contactId, kind: 'lifted' as const, reason: holdScope(target), note, at }
    }),
  )
}

/** Lets in again whom a hold left out: the plan decides anew and asks where it is not too late. Whoever may hold may lift. */
export async function liftHold(deps: Deps, actor: Actor, id: number, typedReason: string): Promise<LiftHoldResult> {
  const at = deps.now()
  return deps.db.transaction().execute(async (trx) => {
    const hold = await findHold(trx, actor, id)
    const target = hold && holdTargetOf(hold)
    const subject = target && (await findHoldSubject(trx, actor, target))
    if (hold === undefined || target === undefined || subject === undefined) return { kind: 'unknown' }
    if (!mayHold(actor, subject)) return { kind: 'not_yours' }
    const { engagementId } = subject
    const words = noteOf(typedReason)
    if ('fault' in words) return { kind: 'fault', message: words.fault }
    await lockMilestonesOf(trx, target)
    if (!(await markLifted(trx, id, { liftedBy: actor.staffId, liftedAt: at })))
      return { kind: 'already', engagementId }
    const firm = await getFirm(trx)
    await keepLifted(trx, firm, { target, note: words.note, at })
    // What could have been asked about while the hold stood gets its answer from the plan, if only that it is too late now.
    await markUndecided(trx, target, dayIn(firm.timeZone, hold.placedAt))
    await insertAudit(trx, { at, staffId: actor.staffId, action: 'hold_lifted', detail: { hold: id, ...target } })
    return { kind: 'lifted', engagementId }
  })
}
