import { followUpOwner, mayKeepFollowUp } from '../../core/acting/follow-up.ts'
import type { Db } from '../../db/database.ts'
import { handOverFollowUp, leaseFollowUpOf, listFollowUpPeople } from '../../db/acting/follow-ups.ts'
import { getFirm } from '../../db/firm/firms.ts'
import type { Deps } from '../../deps.ts'

/** Takes what is to be done about an answer that has become one for leadership only out of the team's hands. */
export async function handFollowUpToLeadership(
  deps: Deps,
  trx: Db,
  answer: { responseId: number; pmId: number; accountManagerId: number | null },
): Promise<void> {
  const followUp = await leaseFollowUpOf(trx, answer.responseId)
  if (followUp === undefined || followUp.state === 'closed') return
  const people = await listFollowUpPeople(trx, answer)
  if (mayKeepFollowUp(people, 'leadership', followUp.ownerId)) return
  const owner = followUpOwner(people, 'leadership', followUp.reasons, await getFirm(trx))
  if (owner) await handOverFollowUp(trx, followUp.id, owner)
  else deps.log.warn('follow-up without an owner', { follow_up: followUp.id })
}
