import { markFollowUpTaken } from '../../db/acting/follow-up-detail.ts'
import { insertFollowUpStep } from '../../db/acting/follow-up-steps.ts'
import type { Deps } from '../../deps.ts'
import { type Actor, actOnFollowUp } from './act-on-follow-up.ts'

/** Makes the taker the owner. Taken by somebody else: two people who press at once do not both call. */
export const takeFollowUp = (deps: Deps, actor: Actor, id: number) =>
  actOnFollowUp(deps, actor, id, 'follow_up_taken', async (trx, followUp) => {
    if (followUp.state === 'open') {
      const [ownerId, at] = [actor.staffId, deps.now()]
      await markFollowUpTaken(trx, id, { ownerId, at })
      await insertFollowUpStep(trx, { followUpId: id, kind: 'taken', staffId: ownerId, at })
      return { kind: 'taken' as const }
    }
    return followUp.ownerId === actor.staffId ? { kind: 'taken' as const } : { kind: 'taken_by_another' as const }
  })
