import { sql } from 'kysely'
import type { Db } from '../database.ts'
import type { NewRow, Row } from '../schema.ts'
import { contactTimeZone } from '../asking/planning.ts'

/** Reports about one address are taken one after the other, until the transaction ends. */
export async function lockAddress(trx: Db, address: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`mail_event ${address}`}, 0))`.execute(trx)
}

/** False where the source has reported this before; then nothing is written. */
export async function insertMailEvent(db: Db, event: NewRow<'mailEvent'>): Promise<boolean> {
  const inserted = await db
    .insertInto('mailEvent')
    .values(event)
    .onConflict((conflict) => conflict.columns(['source', 'eventId']).doNothing())
    .returning('id')
    .executeTakeFirst()
  return inserted !== undefined
}

type Reported = Pick<Row<'email'>, 'id' | 'invitationId' | 'toAddress'>

/**
 * The message that a report is about: by its Message-ID (without angle brackets), else the newest survey mail to
 * `address`, which is in lower case; undefined where there is none.
 */
export async function findReportedEmail(
  db: Db,
  report: { messageIds: readonly string[]; address: string | null },
): Promise<Reported | undefined> {
  const emails = db.selectFrom('email').select(['id', 'invitationId', 'toAddress'])
  const ids = report.messageIds.map((id) => `<${id}>`)
  const named = ids.length === 0 ? undefined : await emails.where('messageId', 'in', ids).executeTakeFirst()
  if (named !== undefined || report.address === null) return named
  return emails
    .where(sql`lower(to_address)`, '=', report.address)
    .where('invitationId', 'is not', null)
    .where('sentAt', 'is not', null)
    .orderBy('createdAt', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
}

/** Keeps what was said of a message that had left; it came back where `isLost`. */
export async function markEmailReported(
  db: Db,
  id: number,
  report: { detail: string | null; isLost: boolean },
): Promise<void> {
  await db
    .updateTable('email')
    .set({ lastError: report.detail, ...(report.isLost && { state: 'bounced' }) })
    .where('id', '=', id)
    .where('state', '=', 'sent')
    .execute()
}

/**
 * How many messages in a row did not get through to `address`: those since its last success, which is an answer, a
 * delivery that was not followed by a bounce, or a message sent before `silentSince` that nobody has reported. Taking the
 * address off the suppression list begins anew, too.
 */
export async function countSoftInARow(db: Db, address: string, silentSince: Date): Promise<number> {
  const returned = sql`select from mail_event as back where back.email_id = `
  const { rows } = await sql<{ count: number }>`
    with success as (select greatest(
      (select max(response.changed_at) from contact
        join invitation on invitation.contact_id = contact.id join response on response.invitation_id = invitation.id
        where lower(contact.email) = ${address} and invitation.origin = 'plan'),
      (select max(arrived.at) from mail_event as arrived
        where arrived.address = ${address} and arrived.kind = 'delivered' and not exists (
          ${returned} arrived.email_id and back.kind in ('hard', 'soft') and back.at > arrived.at)),
      (select max(email.sent_at) from email
        where lower(email.to_address) = ${address} and email.state = 'sent' and email.sent_at <= ${silentSince}
          and not exists (${returned} email.id and back.kind in ('hard', 'soft'))),
      (select max(audit.at) from audit
        where audit.action = 'suppression_removed' and audit.detail->>'address' = ${address})) as at)
    select count(distinct coalesce(email_id::text, event_id))::int as count
    from mail_event, success
    where address = ${address} and kind = 'soft' and (success.at is null or mail_event.at > success.at)`.execute(db)
  return rows[0]?.count ?? 0
}

type Asked = { id: number; milestoneId: number; contactId: number }

/** What nobody can answer any more; an answer that came in all the same stays one, and then this is undefined. */
export const markInvitationReturned = (db: Db, id: number): Promise<Asked | undefined> =>
  db
    .updateTable('invitation')
    .set({ state: 'bounced' })
    .where('id', '=', id)
    .where('state', '=', 'sent')
    .returning(['id', 'milestoneId', 'contactId'])
    .executeTakeFirst()

export type OpenInvitation = Asked & { timeZone: string; remindNotBefore: Date | null }

/** Locks what was sent to whoever has this address now, and the invitation `also`, and waits for an answer. */
export const leaseOpenInvitations = (db: Db, address: string, also: number | null): Promise<OpenInvitation[]> =>
  db
    .selectFrom('invitation')
    .innerJoin('contact', 'contact.id', 'invitation.contactId')
    .innerJoin('account', 'account.id', 'contact.accountId')
    .innerJoin('firm', (join) => join.onTrue())
    .where('invitation.state', '=', 'sent')
    .where((eb) => eb.or([eb(sql`lower(contact.email)`, '=', address), eb('invitation.id', '=', also ?? 0)]))
    .select(['invitation.id', 'invitation.milestoneId', 'invitation.contactId', 'invitation.remindNotBefore'])
    .select(contactTimeZone.as('timeZone'))
    .orderBy('invitation.id')
    .forNoKeyUpdate('invitation')
    .execute()

export async function moveReminders(db: Db, id: number, remindNotBefore: Date): Promise<void> {
  await db.updateTable('invitation').set({ remindNotBefore }).where('id', '=', id).execute()
}
