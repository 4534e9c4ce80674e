import { markFollowUpClosed } from '../../db/acting/follow-up-detail.ts'
import { cancelPendingAlerts } from '../../db/sending/emails.ts'
import type { Deps } from '../../deps.ts'
import { type Actor, actOnFollowUp, recordedWords } from './act-on-follow-up.ts'
import { draftReply } from './draft-reply.ts'

/** Closes a follow-up with what was done, in words that the client could read, and drafts the e-mail that tells them. */
export async function closeFollowUp(deps: Deps, actor: Actor, id: number, typed: string) {
  const read = recordedWords(typed, 'Say what we did; closing keeps it with the answer')
  if ('fault' in read) return { kind: 'fault' as const, message: read.fault }
  return actOnFollowUp(deps, actor, id, 'follow_up_closed', async (trx) => {
    await markFollowUpClosed(trx, id, { whatWeDid: read.words, by: actor.staffId, at: deps.now() })
    await cancelPendingAlerts(trx, id, 'the follow-up has been closed')
    await draftReply(deps, trx, actor, id, read.words)
    return { kind: 'done' as const }
  })
}
