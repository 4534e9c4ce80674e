import { findReplyGround, insertReplyDraft } from '../../db/acting/replies.ts'
import type { Db } from '../../db/database.ts'
import type { Deps } from '../../deps.ts'
import type { Actor } from './act-on-follow-up.ts'

/** Drafts the e-mail that tells a client what came of the answer, for somebody to edit, send or skip. Nothing of a silence. */
export async function draftReply(deps: Deps, trx: Db, actor: Actor, id: number, whatWeDid: string): Promise<void> {
  const ground = await findReplyGround(trx, id)
  if (ground === undefined) return
  await insertReplyDraft(trx, {
    followUpId: id,
    senderId: ground.ownerId,
    youSaid: ground.comment,
    weDid: whatWeDid,
    changedBy: actor.staffId,
    changedAt: deps.now(),
  })
}
