import { isLeadership, mayActOn } from '../../core/acting/follow-up.ts'
import { type Language, languageFor } from '../../core/languages.ts'
import type { SuppressionReason } from '../../core/words.ts'
import { findFollowUpDetail } from '../../db/acting/follow-up-detail.ts'
import { findReplyGround, findReplyOf, getReplyMail } from '../../db/acting/replies.ts'
import { findStaff } from '../../db/acting/follow-ups.ts'
import type { Db } from '../../db/database.ts'
import { getFirm } from '../../db/firm/firms.ts'
import { getTemplate, listTemplatesInForce } from '../../db/sending/email-templates.ts'
import type { Deps } from '../../deps.ts'
import { replyMessage } from '../../mail/emails.ts'
import type { Message } from '../../mail/mailer.ts'
import { firmProps } from '../sending/render-email.ts'
import { replyProps } from '../sending/render-follow-up-mail.ts'
import type { Actor } from './act-on-follow-up.ts'

export type ReplyGround = NonNullable<Awaited<ReturnType<typeof findReplyGround>>>

/**
 * Why nothing is written to a contact; null: it may be. Whoever unsubscribed from surveys still gets a person's answer to
 * what they said; nobody writes to somebody who has left, bounced, or called our mail spam.
 */
export const whyNoReply = ({ suppressedBy }: ReplyGround): Exclude<SuppressionReason, 'unsubscribed'> | null =>
  (['complained', 'bounced', 'left'] as const).find((reason) => suppressedBy.includes(reason)) ?? null

/**
 * In whose name it can go: the owner, the PM of the day, whoever closed the follow-up or is about to send; of these, leadership
 * and the owner alone where the team may not read the answer.
 */
export async function listSenders(db: Db, actor: Actor, { ownerId, pmId, closedBy, readers }: ReplyGround) {
  const ids = [...new Set([ownerId, pmId, closedBy ?? ownerId, actor.staffId])]
  const staff = await Promise.all(ids.map((id) => findStaff(db, id)))
  return staff.flatMap((person) => {
    if (!person?.email) return []
    const mayRead = readers === 'team' || person.id === ownerId || (isLeadership(person) && person.id !== pmId)
    return mayRead ? [{ id: person.id, name: person.name }] : []
  })
}

/** The message as it will look, its links hidden. */
async function renderDraft(deps: Deps, replyId: number): Promise<Message> {
  const reply = await getReplyMail(deps.db, replyId)
  const firm = await getFirm(deps.db)
  const inForce = await listTemplatesInForce(deps.db, 'you_said_we_did')
  const offered = inForce.map(({ locale }) => locale as Language)
  const locale = languageFor([...reply.locales, firm.locale, 'en'], offered)
  const inLanguage = inForce.find((each) => each.locale === locale)
  if (!inLanguage) throw new Error('no template for you_said_we_did messages; run migrate')
  const template = await getTemplate(deps.db, inLanguage.id)
  return replyMessage(template, await replyProps(deps, firm, firmProps(deps, firm), reply, 'hidden'), {
    messageId: '',
    to: { name: reply.contactName, address: reply.contactEmail },
    sender: { name: firm.fromName ?? firm.name, email: firm.fromEmail, replyTo: firm.replyTo },
    person: { name: reply.senderName, address: reply.senderEmail },
  })
}

/** What is written back to a client, with how it will look; nobody who may not act on the follow-up sees it. */
export async function showReply(deps: Deps, actor: Actor, id: number) {
  const { db } = deps
  const followUp = await findFollowUpDetail(db, actor, id)
  if (followUp === undefined) return { kind: 'unknown' as const }
  if (!mayActOn(actor, followUp)) return { kind: 'not_yours' as const }
  const ground = await findReplyGround(db, id)
  const reply = await findReplyOf(db, id)
  if (ground === undefined || reply === undefined) return { kind: 'unknown' as const }
  const { accountName, engagementName, whatWeDid } = followUp
  return {
    kind: 'shown' as const,
    followUp: { id, contactName: ground.contactName, accountName, engagementName, whatWeDid },
    reply,
    said: ground.said,
    isForLeadership: ground.readers === 'leadership',
    contactEmail: ground.contactEmail,
    impossible: whyNoReply(ground),
    senders: await listSenders(db, actor, ground),
    message: await renderDraft(deps, reply.id),
  }
}
