import { dayIn } from '../../core/calendar.ts'
import { holdScope, type HoldTarget, mayHold } from '../../core/asking/hold.ts'
import type { Db } from '../../db/database.ts'
import { insertDecisions } from '../../db/asking/decisions.ts'
import { getFirm } from '../../db/firm/firms.ts'
import { listMilestonesHeld, lockMilestonesOf } from '../../db/asking/held-milestones.ts'
import { findHoldSubject, getOpenHold, insertHold } from '../../db/asking/holds.ts'
import { lockReleases } from '../../db/asking/planning.ts'
import { insertAudit } from '../../db/access/staff-sign-in.ts'
import { withdrawUnsent } from '../../db/asking/withdrawals.ts'
import type { Deps } from '../../deps.ts'
import { type Actor, recordedWords } from '../acting/act-on-follow-up.ts'

export type PlaceHoldResult =
  /** `withdrawn` invitations will not be sent. */
  | { kind: 'held'; id: number; engagementId: number | null; withdrawn: number }
  /** Somebody holds it already; that hold, `id`, stays. */
  | { kind: 'already'; id: number; engagementId: number | null }
  | { kind: 'fault'; message: string }
  | { kind: 'unknown' }
  | { kind: 'not_yours' }

type Held = { target: HoldTarget; reason: string; at: Date }

/** Takes back what has not left and says so; how many invitations. */
async function takeBack(trx: Db, { target, at }: Held): Promise<number> {
  const reason = holdScope(target)
  const withdrawn = await withdrawUnsent(trx, target, reason)
  const lines = withdrawn.map(({ milestoneId, contactId }) => ({ milestoneId, contactId }))
  await insertDecisions(
    trx,
    lines.map((line) => ({ ...line, kind: 'withdrawn' as const, reason, at })),
  )
  return withdrawn.length
}

/** One line for each milestone that the hold concerns; those reached too long ago to ask about are settled already. */
async function keepHeld(trx: Db, { target, reason: note, at }: Held): Promise<void> {
  const { timeZone } = await getFirm(trx)
  const contactId = 'contactId' in target ? target.contactId : null
  const milestones = await listMilestonesHeld(trx, target, dayIn(timeZone, at))
  await insertDecisions(
    trx,
    milestones.map((milestoneId) => {
      return { milestoneId, contactId, kind: 'held' as const, reason: holdScope(target), note, at }
    }),
  )
}

/** Leaves a milestone or a contact out, for a reason: nothing more is sent until the hold is lifted. Twice is once. */
export async function placeHold(
  deps: Deps,
  actor: Actor,
  target: HoldTarget,
  typedReason: string,
): Promise<PlaceHoldResult> {
  const at = deps.now()
  return deps.db.transaction().execute(async (trx) => {
    const subject = await findHoldSubject(trx, actor, target)
    if (subject === undefined) return { kind: 'unknown' }
    if (!mayHold(actor, subject)) return { kind: 'not_yours' }
    const { engagementId } = subject
    const reason = recordedWords(typedReason, 'Say why; the reason is kept and shown')
    if ('fault' in reason) return { kind: 'fault', message: reason.fault }
    await lockReleases(trx)
    await lockMilestonesOf(trx, target)
    const held = { target, reason: reason.words, at }
    const id = await insertHold(trx, { target, reason: reason.words, placedBy: actor.staffId, placedAt: at })
    if (id === undefined) return { kind: 'already', id: (await getOpenHold(trx, target)).id, engagementId }
    await keepHeld(trx, held)
    const withdrawn = await takeBack(trx, held)
    const detail = { hold: id, ...target, withdrawn }
    await insertAudit(trx, { at, staffId: actor.staffId, action: 'hold_placed', detail })
    return { kind: 'held', id, engagementId, withdrawn }
  })
}
