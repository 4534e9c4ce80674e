import { mayActOn } from '../../core/acting/follow-up.ts'
import { isQuoteOf } from '../../core/acting/quote.ts'
import { cleanWords } from '../../core/answering/clean-words.ts'
import { insertAudit } from '../../db/access/staff-sign-in.ts'
import { leaseFollowUp } from '../../db/acting/follow-up-detail.ts'
import { findReplyGround, getReplyMail, leaseReplyDraft, updateReply } from '../../db/acting/replies.ts'
import type { Db } from '../../db/database.ts'
import type { Row } from '../../db/schema.ts'
import { countEmailsOf } from '../../db/sending/emails.ts'
import type { Deps } from '../../deps.ts'
import { queueEmail } from '../sending/queue-email.ts'
import { type Actor, recordedWords } from './act-on-follow-up.ts'
import { listSenders, type ReplyGround, whyNoReply } from './show-reply.ts'

export type TypedReply = { you_said: string; we_did: string; sender: string }

type Fault = { field: string; message: string }

/** What was typed, checked; its faults. The client is quoted with what they wrote themselves alone. */
async function readTyped(db: Db, actor: Actor, ground: ReplyGround, typed: TypedReply) {
  const faults: Fault[] = []
  const youSaid = cleanWords(typed.you_said)
  if (youSaid !== null && !isQuoteOf(youSaid, ground.said ?? '')) {
    const message = 'Quote only what they wrote, word for word; leave words out with … between, or leave it empty'
    faults.push({ field: 'you_said', message })
  }
  const weDid = recordedWords(typed.we_did, 'Say what we did')
  if ('fault' in weDid) faults.push({ field: 'we_did', message: weDid.fault })
  const sender = (await listSenders(db, actor, ground)).find(({ id }) => `${id}` === typed.sender)
  if (sender === undefined) faults.push({ field: 'sender', message: 'Choose in whose name it goes' })
  if ('fault' in weDid || sender === undefined || faults.length > 0) return { faults }
  return { youSaid, weDid: weDid.words, senderId: sender.id }
}

type Draft = { reply: Row<'reply'>; ground: ReplyGround }

export type ReplyRefusal =
  | { kind: 'unknown' | 'not_yours' }
  /** Somebody has sent or skipped it before. */
  | { kind: 'decided' }

/** Does one thing to the draft about a follow-up that is the actor's to act on, and keeps who did it. */
async function onDraft<Result extends { kind: string }>(
  deps: Deps,
  actor: Actor,
  id: number,
  action: string,
  act: (trx: Db, draft: Draft) => Promise<Result>,
): Promise<Result | ReplyRefusal> {
  return deps.db.transaction().execute(async (trx) => {
    const followUp = await leaseFollowUp(trx, actor, id)
    if (followUp === undefined) return { kind: 'unknown' }
    if (!mayActOn(actor, followUp)) return { kind: 'not_yours' }
    const ground = await findReplyGround(trx, id)
    const reply = await leaseReplyDraft(trx, id)
    if (ground === undefined || reply === undefined) return { kind: 'decided' }
    const result = await act(trx, { reply, ground })
    const isDone = result.kind === 'kept' || result.kind === 'sent' || result.kind === 'skipped'
    const entry = { at: deps.now(), staffId: actor.staffId, action, detail: { follow_up: id } }
    if (isDone) await insertAudit(trx, entry)
    return result
  })
}

/** Keeps what was typed as the draft, to be looked at. */
export const keepReply = (deps: Deps, actor: Actor, id: number, typed: TypedReply) =>
  onDraft(deps, actor, id, 'reply_edited', async (trx, { reply, ground }) => {
    const read = await readTyped(trx, actor, ground, typed)
    if ('faults' in read) return { kind: 'faults' as const, faults: read.faults }
    await updateReply(trx, reply.id, { ...read, changedBy: actor.staffId, changedAt: deps.now() })
    return { kind: 'kept' as const }
  })

/** Sends what was typed to the client, by way of the outbox. */
export const sendReply = (deps: Deps, actor: Actor, id: number, typed: TypedReply) =>
  onDraft(deps, actor, id, 'reply_sent', async (trx, { reply, ground }) => {
    const impossible = whyNoReply(ground)
    if (impossible !== null) return { kind: 'impossible' as const, reason: impossible }
    const read = await readTyped(trx, actor, ground, typed)
    if ('faults' in read) return { kind: 'faults' as const, faults: read.faults }
    await updateReply(trx, reply.id, { ...read, state: 'sent', changedBy: actor.staffId, changedAt: deps.now() })
    const { contactName, contactEmail, locales } = await getReplyMail(trx, reply.id)
    await queueEmail(deps, trx, {
      kind: 'you_said_we_did',
      followUpId: id,
      replyId: reply.id,
      ordinal: await countEmailsOf(trx, id, 'you_said_we_did'),
      toName: contactName,
      toAddress: contactEmail,
      locales,
      dueAt: deps.now(),
    })
    return { kind: 'sent' as const }
  })

/** Sends nothing, and keeps who decided so. */
export const skipReply = (deps: Deps, actor: Actor, id: number) =>
  onDraft(deps, actor, id, 'reply_skipped', async (trx, { reply }) => {
    await updateReply(trx, reply.id, { state: 'skipped', changedBy: actor.staffId, changedAt: deps.now() })
    return { kind: 'skipped' as const }
  })
