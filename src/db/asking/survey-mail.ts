import { sql } from 'kysely'
import type { MailLine } from '../../core/asking/survey-caps.ts'
import type { Db } from '../database.ts'

/** Whose mail is looked for: these mailboxes, in lower case, and everybody of these accounts. */
export type MailSubjects = { mailboxes: readonly string[]; accountIds: readonly number[] }

/**
 * Survey mail to these mailboxes and accounts after `since`, also mail that a clock has put after now. What is queued counts as
 * sent `now`; an answer of an earlier tool counts as its mail.
 */
export async function listSurveyMail(
  db: Db,
  { mailboxes, accountIds }: MailSubjects,
  at: { since: Date; now: Date },
): Promise<MailLine[]> {
  const addresses = sql`(select jsonb_array_elements_text(${JSON.stringify(mailboxes)}::text::jsonb))`
  const accounts = sql`(select value::bigint from jsonb_array_elements_text(${JSON.stringify(accountIds)}::text::jsonb))`
  const { rows } = await sql<MailLine>`
    with person as (
      select id from contact where account_id in ${accounts}
      union select id from contact where lower(email) in ${addresses}),
    asked as (
      select invitation.id from invitation join person on person.id = invitation.contact_id
      where invitation.state not in ('planned', 'withdrawn')
      union select invitation_id from email where lower(to_address) in ${addresses} and invitation_id is not null)
    select invitation.id as invitation_id, contact.account_id, lower(email.to_address) as "to",
      lower(contact.email) as person, coalesce(email.sent_at, ${at.now}::timestamptz) as at
    from asked
      join invitation on invitation.id = asked.id
      join contact on contact.id = invitation.contact_id
      join email on email.invitation_id = invitation.id
    where email.state in ('due', 'leased', 'sent', 'kept') and (email.sent_at is null or email.sent_at > ${at.since})
    union all
    select invitation.id, contact.account_id, lower(contact.email), lower(contact.email), response.answered_at
    from asked
      join invitation on invitation.id = asked.id
      join contact on contact.id = invitation.contact_id
      join response on response.invitation_id = invitation.id
    where invitation.origin = 'import' and response.answered_at > ${at.since}`.execute(db)
  return rows
}
