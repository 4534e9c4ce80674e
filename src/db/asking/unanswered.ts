import { sql } from 'kysely'
import type { Waiting } from '../../core/asking/reminders.ts'
import type { Db } from '../database.ts'
import { heldBy } from './holds.ts'
import { contactTimeZone, suppressedBy } from './planning.ts'

/** An invitation that waits for its answer, with what a reminder needs. */
export type Unanswered = Waiting & { contactName: string; contactEmail: string; locales: (string | null)[] }

/**
 * Locks up to `limit` invitations of a milestone kind, those behind `after` by key, that left by `sentBefore`, close later than
 * `closesAfter`, wait for an answer, and have not come to the last of their `reminders`.
 */
export async function leaseUnanswered(
  db: Db,
  which: { milestoneKind: string; sentBefore: Date; closesAfter: Date; reminders: number; after: number },
  limit: number,
): Promise<Unanswered[]> {
  return db
    .selectFrom('invitation')
    .innerJoin('milestone', 'milestone.id', 'invitation.milestoneId')
    .innerJoin('contact', 'contact.id', 'invitation.contactId')
    .innerJoin('account', 'account.id', 'contact.accountId')
    .innerJoin('firm', (join) => join.onTrue())
    .innerJoinLateral(
      (eb) =>
        eb
          .selectFrom('email')
          .whereRef('email.invitationId', '=', 'invitation.id')
          .where('email.kind', '=', 'reminder')
          .select((of) => [of.fn.max('email.createdAt').as('lastAt')])
          .select(sql<number>`coalesce(max(email.ordinal), 0)::int`.as('lastOrdinal'))
          .as('reminded'),
      (join) => join.onTrue(),
    )
    .where('invitation.state', '=', 'sent')
    .where('invitation.origin', '<>', 'spoken')
    .where('invitation.sentAt', '<=', which.sentBefore)
    .where('invitation.closesAt', '>', which.closesAfter)
    .where('invitation.id', '>', which.after)
    .where('milestone.kind', '=', which.milestoneKind)
    .where('reminded.lastOrdinal', '<', which.reminders)
    .orderBy('invitation.id')
    .limit(limit)
    .forNoKeyUpdate('invitation')
    .skipLocked()
    .select(['invitation.id', 'milestone.id as milestoneId', 'milestone.kind as milestoneKind', 'milestone.reachedOn'])
    .select(['contact.name as contactName', 'contact.email as contactEmail', 'contact.accountId'])
    .select(sql<string>`lower(contact.email)`.as('mailbox'))
    .select(sql<(string | null)[]>`array[contact.locale, account.locale, firm.locale]`.as('locales'))
    .select([contactTimeZone.as('timeZone'), suppressedBy.as('suppressedBy'), heldBy.as('heldBy')])
    .select(['invitation.sentAt', 'invitation.closesAt', 'invitation.remindNotBefore'])
    .select(['reminded.lastOrdinal', 'reminded.lastAt as lastRemindedAt'])
    .$narrowType<{ sentAt: Date; closesAt: Date }>()
    .execute()
}
