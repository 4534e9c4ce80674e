import { sql } from 'kysely'
import type { Viewer } from '../../core/viewer.ts'
import { anyKey } from '../any-of.ts'
import type { Db } from '../database.ts'
import type { NewRow, Row } from '../schema.ts'
import { followUpReaders, visibleFollowUps } from '../visible.ts'

/** The client's own words that may be quoted: the comment, and what is needed next. */
const saidWords = sql<string | null>`nullif(concat_ws(e'\n', response.comment, response.needs_next), '')`

const selectReplyMail = (db: Db) =>
  db
    .selectFrom('reply')
    .innerJoin('followUp', 'followUp.id', 'reply.followUpId')
    .innerJoin('invitation', 'invitation.id', 'followUp.invitationId')
    .innerJoin('milestone', 'milestone.id', 'invitation.milestoneId')
    .innerJoin('engagement', 'engagement.id', 'milestone.engagementId')
    .innerJoin('contact', 'contact.id', 'invitation.contactId')
    .innerJoin('account', 'account.id', 'contact.accountId')
    .innerJoin('staff as sender', 'sender.id', 'reply.senderId')
    .select(['reply.id', 'reply.youSaid', 'reply.weDid', 'followUp.invitationId', 'followUp.id as followUpId'])
    .select(['contact.name as contactName', 'contact.email as contactEmail', 'engagement.name as engagementName'])
    .select(['sender.name as senderName', 'sender.email as senderEmail', 'sender.role as senderRole'])
    .select(sql<(string | null)[]>`array[contact.locale, account.locale]`.as('locales'))
    // Only what was mailed has a link that ends survey mail.
    .select(sql<boolean>`invitation.token_hash is not null`.as('hasLink'))

/** What 'you said, we did' says and to whom. */
export const getReplyMail = (db: Db, replyId: number) =>
  selectReplyMail(db).where('reply.id', '=', replyId).executeTakeFirstOrThrow()

/** The newest reply about a follow-up, whatever became of it, with who changed it last. */
export const findReplyOf = (db: Db, followUpId: number) =>
  db
    .selectFrom('reply')
    .innerJoin('staff as sender', 'sender.id', 'reply.senderId')
    .innerJoin('staff as writer', 'writer.id', 'reply.changedBy')
    .leftJoin('email', 'email.replyId', 'reply.id')
    .where('reply.followUpId', '=', followUpId)
    .select(['reply.id', 'reply.state', 'reply.youSaid', 'reply.weDid', 'reply.senderId', 'reply.changedAt'])
    .select(['sender.name as senderName', 'writer.name as changedByName'])
    .select(['email.state as emailState', 'email.sentAt'])
    .orderBy('reply.id', 'desc')
    .limit(1)
    .executeTakeFirst()

/** When these contacts of an engagement were told what came of their answers, as far as the viewer sees the follow-up; the newest each. */
export function listRepliesOn(db: Db, viewer: Viewer, engagementId: number, contactIds: readonly number[]) {
  // Said of both tables, so that each is asked by its index and none read through.
  const there = sql<number[]>`array(
    select about.id from follow_up as about
      where about.engagement_id = ${engagementId} and about.contact_id = ${anyKey(contactIds)})`
  return visibleFollowUps(db, viewer)
    .innerJoin('invitation', 'invitation.id', 'followUp.invitationId')
    .innerJoin('reply', 'reply.followUpId', 'followUp.id')
    .innerJoin('staff as sender', 'sender.id', 'reply.senderId')
    .where(sql<boolean>`follow_up.id = any(${there})`)
    .where(sql<boolean>`reply.follow_up_id = any(${there})`)
    .where('reply.state', '=', 'sent')
    .select(['invitation.milestoneId', 'invitation.contactId', 'followUp.id as followUpId'])
    .select(['sender.name as senderName', 'reply.changedAt as at'])
    .orderBy('reply.changedAt')
    .orderBy('reply.id')
    .execute()
}

/** What a follow-up gives to write back about, and to whom: undefined for a silence, to which nobody replies. */
export const findReplyGround = (db: Db, followUpId: number) =>
  db
    .selectFrom('followUp')
    .innerJoin('response', 'response.id', 'followUp.responseId')
    .innerJoin('invitation', 'invitation.id', 'followUp.invitationId')
    .innerJoin('contact', 'contact.id', 'invitation.contactId')
    .where('followUp.id', '=', followUpId)
    .select(['contact.name as contactName', 'contact.email as contactEmail', 'invitation.pmId', 'followUp.ownerId'])
    .select(['followUp.closedBy', 'response.comment', followUpReaders.as('readers'), saidWords.as('said')])
    .select(
      sql<string[]>`array(select suppression.reason from suppression
        where suppression.address = lower(contact.email) order by 1)`.as('suppressedBy'),
    )
    .executeTakeFirst()

/** The draft about a follow-up, locked until the transaction ends. */
export const leaseReplyDraft = (trx: Db, followUpId: number): Promise<Row<'reply'> | undefined> =>
  trx
    .selectFrom('reply')
    .selectAll()
    .where('followUpId', '=', followUpId)
    .where('state', '=', 'draft')
    .forNoKeyUpdate()
    .executeTakeFirst()

/** Keeps a draft; one that is there stays as somebody has left it. */
export async function insertReplyDraft(trx: Db, reply: Omit<NewRow<'reply'>, 'state'>): Promise<void> {
  await trx
    .insertInto('reply')
    .values({ ...reply, state: 'draft' })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

export async function updateReply(
  trx: Db,
  id: number,
  change: Partial<Pick<Row<'reply'>, 'state' | 'senderId' | 'youSaid' | 'weDid'>> & {
    changedBy: number
    changedAt: Date
  },
): Promise<void> {
  await trx.updateTable('reply').set(change).where('id', '=', id).execute()
}
