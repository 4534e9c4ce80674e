import { cleanWords, MAX_WORDS } from '../../core/answering/clean-words.ts'
import { mayActOn } from '../../core/acting/follow-up.ts'
import type { Viewer } from '../../core/viewer.ts'
import type { Db } from '../../db/database.ts'
import { leaseFollowUp } from '../../db/acting/follow-up-detail.ts'
import { insertAudit } from '../../db/access/staff-sign-in.ts'
import type { Deps } from '../../deps.ts'

/** Somebody of the firm who has signed in. */
export type Actor = Viewer & { staffId: number }

export type FollowUpRefusal =
  | { kind: 'unknown' }
  | { kind: 'not_yours' }
  /** Somebody closed it before. */
  | { kind: 'closed' }

export type Leased = NonNullable<Awaited<ReturnType<typeof leaseFollowUp>>>

/** Does one thing to an open follow-up that is the actor's to act on, and keeps who did it. */
export async function actOnFollowUp<Result extends { kind: string }>(
  deps: Deps,
  actor: Actor,
  id: number,
  action: string,
  act: (trx: Db, followUp: Leased) => Promise<Result>,
): Promise<Result | FollowUpRefusal> {
  return deps.db.transaction().execute(async (trx) => {
    const followUp = await leaseFollowUp(trx, actor, id)
    if (followUp === undefined) return { kind: 'unknown' }
    if (!mayActOn(actor, followUp)) return { kind: 'not_yours' }
    if (followUp.state === 'closed') return { kind: 'closed' }
    const result = await act(trx, followUp)
    await insertAudit(trx, { at: deps.now(), staffId: actor.staffId, action, detail: { follow_up: id } })
    return result
  })
}

/** Words for the record as typed, without what surrounds them, or what is wrong with them. */
export function recordedWords(typed: string, whenEmpty: string): { words: string } | { fault: string } {
  const words = cleanWords(typed)
  if (words === null) return { fault: whenEmpty }
  return words.length > MAX_WORDS ? { fault: `Shorten it to ${MAX_WORDS} characters` } : { words }
}
