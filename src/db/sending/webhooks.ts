import { sql } from 'kysely'
import type { WebhookEvent, WebhookMessageState } from '../../core/sending/webhook.ts'
import type { Db } from '../database.ts'
import type { NewRow, Row } from '../schema.ts'

export type Webhook = Row<'webhook'>

/** Every webhook by name, with how its last messages fared. */
export const listWebhooks = (db: Db) =>
  db
    .selectFrom('webhook')
    .innerJoin('staff as adder', 'adder.id', 'webhook.addedBy')
    .selectAll('webhook')
    .select('adder.name as addedByName')
    .select(
      sql<{ event: WebhookEvent; state: WebhookMessageState; at: string; error: string | null }[]>`(
        select coalesce(jsonb_agg(last order by last.id desc), '[]') from (
          select id, event, state, coalesce(sent_at, due_at) as at, last_error as error from webhook_message
          where webhook_id = webhook.id order by id desc limit 5) last)`.as('lately'),
    )
    .orderBy(sql`lower(webhook.name)`)
    .orderBy('webhook.id')
    .execute()

export const findWebhook = (db: Db, id: number): Promise<Webhook | undefined> =>
  db.selectFrom('webhook').selectAll().where('id', '=', id).executeTakeFirst()

/** Adds a webhook; its key. */
export async function insertWebhook(db: Db, webhook: NewRow<'webhook'>): Promise<number> {
  const { id } = await db.insertInto('webhook').values(webhook).returning('id').executeTakeFirstOrThrow()
  return id
}

export async function deleteWebhook(db: Db, id: number): Promise<void> {
  await db.deleteFrom('webhook').where('id', '=', id).execute()
}

/** Tells every channel and program that a follow-up was put before somebody else. Of what is opened or answered they are told as it is stored. */
export async function queueEscalated(trx: Db, followUpId: number, at: Date): Promise<void> {
  await sql`
    insert into webhook_message (webhook_id, event, follow_up_id, state, due_at, created_at)
    select id, 'follow_up.escalated', ${followUpId}::bigint, 'due', ${at}::timestamptz, ${at}::timestamptz from webhook
    order by id`.execute(trx)
}

/** Queues a test for one webhook. */
export async function queueWebhookTest(trx: Db, webhookId: number, at: Date): Promise<void> {
  await trx
    .insertInto('webhookMessage')
    .values({ webhookId, event: 'test', state: 'due', dueAt: at, createdAt: at })
    .execute()
}

/** A leased message with where it goes. */
export type DueWebhookMessage = Row<'webhookMessage'> & { webhook: Webhook }

/** Due, or held by a server that died; two servers never hold the same message. */
export async function leaseWebhookMessages(
  db: Db,
  { now, until, limit }: { now: Date; until: Date; limit: number },
): Promise<DueWebhookMessage[]> {
  const due = db
    .selectFrom('webhookMessage')
    .select('id')
    .where((eb) =>
      eb.or([
        eb.and([eb('state', '=', 'due'), eb('dueAt', '<=', now)]),
        eb.and([eb('state', '=', 'leased'), eb('leasedUntil', '<', now)]),
      ]),
    )
    .orderBy('dueAt')
    .orderBy('id')
    .limit(limit)
    .forNoKeyUpdate()
    .skipLocked()
  const rows = await db
    .updateTable('webhookMessage')
    .set({ state: 'leased', leasedUntil: until })
    .where('id', 'in', due)
    .returningAll()
    .execute()
  const webhooks = new Map((await listWebhooks(db)).map((webhook) => [webhook.id, webhook]))
  return rows.flatMap((row) => {
    const webhook = webhooks.get(row.webhookId)
    return webhook ? [{ ...row, webhook }] : []
  })
}

type Mark = {
  state: 'due' | 'sent' | 'failed' | 'cancelled'
  error: string | null
  dueAt: Date | null
  sentAt: Date | null
}

/** Marks a message of which this server still holds the lease. */
export async function markWebhookMessage(db: Db, message: Row<'webhookMessage'>, mark: Mark): Promise<void> {
  await db
    .updateTable('webhookMessage')
    .set((eb) => ({
      state: mark.state,
      lastError: mark.error,
      sentAt: mark.sentAt,
      leasedUntil: null,
      attempts: eb('attempts', '+', 1),
      ...(mark.dueAt && { dueAt: mark.dueAt }),
    }))
    .where('id', '=', message.id)
    .where('state', '=', 'leased')
    .where('leasedUntil', '=', message.leasedUntil)
    .execute()
}

/** What a follow-up's message speaks of. */
export const findFollowUpFacts = (db: Db, followUpId: number) =>
  db
    .selectFrom('followUp')
    .innerJoin('invitation', 'invitation.id', 'followUp.invitationId')
    .innerJoin('milestone', 'milestone.id', 'invitation.milestoneId')
    .innerJoin('engagement', 'engagement.id', 'milestone.engagementId')
    .innerJoin('account', 'account.id', 'engagement.accountId')
    .innerJoin('contact', 'contact.id', 'invitation.contactId')
    .innerJoin('staff as pm', 'pm.id', 'invitation.pmId')
    .innerJoin('staff as owner', 'owner.id', 'followUp.ownerId')
    .leftJoin('response', 'response.id', 'followUp.responseId')
    .where('followUp.id', '=', followUpId)
    .select(['followUp.id', 'followUp.reasons', 'followUp.state', 'followUp.openedAt', 'followUp.dueAt'])
    .select(['account.name as accountName', 'account.ref as accountRef', 'engagement.name as engagementName'])
    .select(['engagement.ref as engagementRef', 'contact.ref as contactRef', 'pm.name as pmName', 'pm.ref as pmRef'])
    .select(['owner.name as ownerName', 'owner.ref as ownerRef', 'response.ref as responseRef', 'response.visibility'])
    // A fall from an answer for leadership only would tell of that answer.
    .select(
      sql<boolean>`coalesce((
        select earlier.visibility = 'leadership' from response earlier join invitation asked on asked.id = earlier.invitation_id
        where asked.contact_id = invitation.contact_id and earlier.answered_at < response.answered_at
        order by earlier.answered_at desc, earlier.id desc limit 1), false)`.as('fellFromHidden'),
    )
    .executeTakeFirst()

/** What an answer's message speaks of: by whose refs it can be read through the API, nothing that it says. */
export const findResponseFacts = (db: Db, responseId: number) =>
  db
    .selectFrom('response')
    .innerJoin('invitation', 'invitation.id', 'response.invitationId')
    .innerJoin('milestone', 'milestone.id', 'invitation.milestoneId')
    .innerJoin('engagement', 'engagement.id', 'milestone.engagementId')
    .innerJoin('account', 'account.id', 'engagement.accountId')
    .innerJoin('contact', 'contact.id', 'invitation.contactId')
    .innerJoin('staff as pm', 'pm.id', 'invitation.pmId')
    .where('response.id', '=', responseId)
    .select(['response.ref', 'response.answeredAt', 'response.visibility', 'milestone.ref as milestoneRef'])
    .select(['engagement.ref as engagementRef', 'account.ref as accountRef', 'contact.ref as contactRef'])
    .select('pm.ref as pmRef')
    .executeTakeFirst()

/** Messages to webhooks that were given up, or have been tried in vain and wait, within the seven days before `now`. */
export async function countWebhookFailures(db: Db, now: Date): Promise<{ failed: number; failing: number }> {
  const since = new Date(now.getTime() - 7 * 86_400_000)
  return db
    .selectFrom('webhookMessage')
    .where('createdAt', '>', since)
    .select([
      sql<number>`(count(*) filter (where state = 'failed'))::int`.as('failed'),
      sql<number>`(count(*) filter (where state = 'due' and last_error is not null))::int`.as('failing'),
    ])
    .executeTakeFirstOrThrow()
}
