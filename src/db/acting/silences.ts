import { sql } from 'kysely'
import { MISSED_ROLES } from '../../core/acting/silence.ts'
import { heldBy } from '../asking/holds.ts'
import { suppressedBy } from '../asking/planning.ts'
import type { Db } from '../database.ts'

export type Silence = { invitationId: number; pmId: number; accountManagerId: number | null; askedAt: Date }

/** When the contact of an invitation last answered anything; before all time for never. */
const lastAnsweredAt = sql<Date>`coalesce((
  select max(heard.answered_at) from response heard join invitation answered on answered.id = heard.invitation_id
  where answered.contact_id = invitation.contact_id), '-infinity')`

/**
 * Decision makers and sponsors who have answered nothing since they were asked: the first invitation of each since their
 * last answer, where it left within the window. None that has been acted on, whom somebody holds, who gets no mail or who
 * is away.
 */
export async function listSilences(db: Db, window: { since: Date; until: Date }, now: Date): Promise<Silence[]> {
  const rows = await db
    .selectFrom('invitation')
    .innerJoin('milestone', 'milestone.id', 'invitation.milestoneId')
    .innerJoin('engagement', 'engagement.id', 'milestone.engagementId')
    .innerJoin('contact', 'contact.id', 'invitation.contactId')
    .innerJoin('account', 'account.id', 'contact.accountId')
    .innerJoin('engagementContact as part', (join) =>
      join.onRef('part.engagementId', '=', 'engagement.id').onRef('part.contactId', '=', 'contact.id'),
    )
    .where('invitation.state', 'in', ['sent', 'closed'])
    .where('invitation.sentAt', '>', window.since)
    .where('invitation.sentAt', '<=', window.until)
    .where('part.role', 'in', [...MISSED_ROLES])
    .where((eb) => eb.or([eb('invitation.remindNotBefore', 'is', null), eb('invitation.remindNotBefore', '<=', now)]))
    .where(suppressedBy, 'is', null)
    .where(heldBy, 'is', null)
    .where('invitation.sentAt', '>', lastAnsweredAt)
    .where(
      sql<boolean>`not exists (
        select 1 from invitation earlier join milestone at on at.id = earlier.milestone_id
          join engagement_contact missed on missed.engagement_id = at.engagement_id
            and missed.contact_id = earlier.contact_id and missed.role in (${sql.join([...MISSED_ROLES])})
        where earlier.contact_id = invitation.contact_id and earlier.state in ('sent', 'closed')
          and (earlier.sent_at, earlier.id) < (invitation.sent_at, invitation.id)
          and earlier.sent_at > ${lastAnsweredAt})`,
    )
    .where(
      sql<boolean>`not exists (select 1 from follow_up where follow_up.invitation_id = invitation.id
        and follow_up.response_id is null)`,
    )
    .select(['invitation.id as invitationId', 'invitation.pmId', 'account.accountManagerId'])
    .select('invitation.sentAt as askedAt')
    .orderBy('invitation.sentAt')
    .limit(200)
    .$narrowType<{ askedAt: Date }>()
    .execute()
  return rows
}

/** The follow-ups to be done about a contact's silence, locked until the transaction ends. */
export const leaseSilencesOf = (trx: Db, contactId: number) =>
  trx
    .selectFrom('followUp')
    .innerJoin('invitation', 'invitation.id', 'followUp.invitationId')
    .select('followUp.id')
    .where('invitation.contactId', '=', contactId)
    .where('followUp.responseId', 'is', null)
    .where('followUp.state', '<>', 'closed')
    .forNoKeyUpdate('followUp')
    .execute()

/** One server at a time opens follow-ups of silences; the lock ends with the transaction. */
export async function lockSilences(trx: Db): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('firstcall silences'))`.execute(trx)
}
