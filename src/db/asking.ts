import { sql } from 'kysely'
import type { ContactRole, SuppressionReason } from '../core/words.ts'
import type { Db } from './database.ts'
import { contactTimeZone, suppressedBy } from './planning.ts'
import type { NewRow } from './schema.ts'

/** Plans an invitation, or moves the one planned for the same contact and milestone; others stay as they are. */
export async function upsertPlannedInvitation(
  db: Db,
  invitation: Pick<NewRow<'invitation'>, 'milestoneId' | 'contactId' | 'pmId' | 'surveyVersionId' | 'dueAt'>,
): Promise<void> {
  await db
    .insertInto('invitation')
    .values({ ...invitation, origin: 'plan', state: 'planned' })
    .onConflict((conflict) =>
      conflict
        .columns(['milestoneId', 'contactId'])
        .doUpdateSet((eb) => ({ dueAt: eb.ref('excluded.dueAt') }))
        .where('invitation.state', '=', 'planned'),
    )
    .execute()
}

export async function moveInvitation(db: Db, id: number, dueAt: Date): Promise<void> {
  await db.updateTable('invitation').set({ dueAt }).where('id', '=', id).execute()
}

export async function holdInvitationBack(db: Db, id: number): Promise<void> {
  await db.updateTable('invitation').set({ state: 'held_back' }).where('id', '=', id).execute()
}

/** From here on the link opens, even if a mail server delivers before we have marked it sent. */
export async function releaseInvitation(
  db: Db,
  id: number,
  release: { tokenHash: Uint8Array; closesAt: Date },
): Promise<void> {
  await db
    .updateTable('invitation')
    .set({ state: 'sent', ...release })
    .where('id', '=', id)
    .execute()
}

export async function markInvitationSent(db: Db, id: number, at: Date): Promise<void> {
  await db.updateTable('invitation').set({ sentAt: at }).where('id', '=', id).where('sentAt', 'is', null).execute()
}

/** An answer that came in all the same stays an answer. */
export async function markInvitationBounced(db: Db, id: number): Promise<void> {
  await db
    .updateTable('invitation')
    .set({ state: 'bounced' })
    .where('id', '=', id)
    .where('state', '=', 'sent')
    .execute()
}

export type Unanswered = {
  id: number
  milestoneId: number
  contactId: number
  contactRole: ContactRole | null
  contactName: string
  contactEmail: string
  locales: (string | null)[]
  timeZone: string
  suppressedBy: SuppressionReason | null
  milestoneKind: string
  sentAt: Date
  closesAt: Date
  /** How many reminders were queued so far. */
  reminded: number
}

/** Locks invitations that were sent before `sentBefore` and wait for an answer, fewer than `reminders` times reminded. */
export async function leaseUnanswered(
  db: Db,
  which: { milestoneKind: string; sentBefore: Date; reminders: number; closesAfter: Date },
): Promise<Unanswered[]> {
  const reminded = sql<number>`(select count(*)::int from email
    where email.invitation_id = invitation.id and email.kind = 'reminder')`
  return db
    .selectFrom('invitation')
    .innerJoin('milestone', 'milestone.id', 'invitation.milestoneId')
    .innerJoin('contact', 'contact.id', 'invitation.contactId')
    .innerJoin('account', 'account.id', 'contact.accountId')
    .innerJoin('firm', (join) => join.onTrue())
    .leftJoin('engagementContact', (join) =>
      join
        .onRef('engagementContact.engagementId', '=', 'milestone.engagementId')
        .onRef('engagementContact.contactId', '=', 'contact.id'),
    )
    .where('invitation.state', '=', 'sent')
    .where('invitation.sentAt', '<=', which.sentBefore)
    .where('invitation.closesAt', '>', which.closesAfter)
    .where('milestone.kind', '=', which.milestoneKind)
    .where(reminded, '<', which.reminders)
    .orderBy('invitation.id')
    .forUpdate('invitation')
    .skipLocked()
    .$narrowType<{ sentAt: Date; closesAt: Date }>()
    .select([
      'invitation.id as id',
      'milestone.id as milestoneId',
      'milestone.kind as milestoneKind',
      'contact.id as contactId',
      'contact.name as contactName',
      'contact.email as contactEmail',
      'engagementContact.role as contactRole',
      sql<(string | null)[]>`array[contact.locale, account.locale, firm.locale]`.as('locales'),
      contactTimeZone.as('timeZone'),
      suppressedBy.as('suppressedBy'),
      'invitation.sentAt as sentAt',
      'invitation.closesAt as closesAt',
      reminded.as('reminded'),
    ])
    .execute() as Promise<Unanswered[]>
}

/** Closes what waits for an answer past its closing time and says whom it concerned. */
export async function closeInvitations(
  db: Db,
  now: Date,
): Promise<{ id: number; milestoneId: number; contactId: number }[]> {
  return db
    .updateTable('invitation')
    .set({ state: 'closed' })
    .where('state', '=', 'sent')
    .where('closesAt', '<=', now)
    .returning(['id', 'milestoneId', 'contactId'])
    .execute()
}

/** Sent and not answered yet, in the order of asking. */
export const listWaitingInvitations = (db: Db): Promise<{ id: number }[]> =>
  db.selectFrom('invitation').select('id').where('state', '=', 'sent').orderBy('id').execute()
