import { type Expression, type ExpressionBuilder, type SqlBool, sql } from 'kysely'
import type { HoldTarget } from '../../core/asking/hold.ts'
import type { Db } from '../database.ts'
import type { Schema } from '../schema.ts'

type Unsent = { id: number; milestoneId: number; contactId: number }

const ofTarget = (
  eb: ExpressionBuilder<Schema, 'invitation' | 'milestone'>,
  target: HoldTarget,
): Expression<SqlBool> => {
  if ('milestoneId' in target) return eb('milestone.id', '=', target.milestoneId)
  const ofContact = eb('invitation.contactId', '=', target.contactId)
  return target.engagementId === null
    ? ofContact
    : eb.and([ofContact, eb('milestone.engagementId', '=', target.engagementId)])
}

const invitationsOf = (db: Db, target: HoldTarget) =>
  db
    .selectFrom('invitation')
    .innerJoin('milestone', 'milestone.id', 'invitation.milestoneId')
    .where((eb) => ofTarget(eb, target))

/** Planned, or with its first message still waiting; what a server is just sending has left. */
const hasNotLeft = sql<boolean>`(invitation.state = 'planned' or (invitation.state = 'sent' and exists (
  select from email where email.invitation_id = invitation.id and email.kind = 'invitation' and email.state = 'due')))`

const unsentOf = (db: Db, target: HoldTarget) => invitationsOf(db, target).where(hasNotLeft)

const waitingRemindersOf = (db: Db, target: HoldTarget) =>
  invitationsOf(db, target)
    .innerJoin('email', 'email.invitationId', 'invitation.id')
    .where('email.kind', '=', 'reminder')
    .where('email.state', '=', 'due')

/** What would not be sent if the target were held: invitations planned or queued, and queued reminders. */
export async function countUnsent(db: Db, target: HoldTarget): Promise<{ invitations: number; reminders: number }> {
  const count = sql<number>`count(*)::int`.as('count')
  const invitations = await unsentOf(db, target).select(count).executeTakeFirstOrThrow()
  const reminders = await waitingRemindersOf(db, target).select(count).executeTakeFirstOrThrow()
  return { invitations: invitations.count, reminders: reminders.count }
}

/**
 * Takes back what has not left, and says which invitations. Their queued messages go, so that others can be queued should
 * they be planned again; a message that a server is just sending stays. The caller holds the lock on releases.
 */
export async function withdrawUnsent(db: Db, target: HoldTarget, why: string): Promise<Unsent[]> {
  const ids = invitationsOf(db, target).select('invitation.id')
  await db
    .updateTable('email')
    .set({ state: 'cancelled', lastError: why })
    .where('invitationId', 'in', ids)
    .where('kind', '=', 'reminder')
    .where('state', '=', 'due')
    .execute()
  const queued = await db
    .deleteFrom('email')
    .where('invitationId', 'in', ids)
    .where('kind', '=', 'invitation')
    .where('state', '=', 'due')
    .returning('invitationId')
    .execute()
  const planned = await invitationsOf(db, target)
    .where('invitation.state', '=', 'planned')
    .select('invitation.id')
    .execute()
  const unsent = [...planned.map(({ id }) => id), ...queued.flatMap(({ invitationId }) => invitationId ?? [])]
  if (unsent.length === 0) return []
  return db
    .updateTable('invitation')
    .set({ state: 'withdrawn', tokenHash: null, closesAt: null })
    .where('id', 'in', unsent)
    .where('state', 'in', ['planned', 'sent'])
    .returning(['id', 'milestoneId', 'contactId'])
    .execute()
}

/** Takes first messages that were given up out of the outbox, so that others can be queued. */
export async function deleteGivenUpMessages(db: Db, invitationIds: readonly number[]): Promise<void> {
  if (invitationIds.length === 0) return
  await db
    .deleteFrom('email')
    .where('invitationId', 'in', invitationIds)
    .where('kind', '=', 'invitation')
    .where('state', 'in', ['cancelled', 'failed'])
    .execute()
}
