import type { ExpressionBuilder } from 'kysely'
import type { Viewer } from '../../core/viewer.ts'
import type { Db } from '../database.ts'
import { heldBy } from './holds.ts'
import { contactTimeZone, suppressedBy } from './planning.ts'
import type { Row, Schema } from '../schema.ts'
import { visibleMilestones } from '../visible.ts'

/** A contact at a milestone: by keys from a page, by the firm's own identifiers from another program. */
export type PairKey = { milestoneId: number; contactId: number } | { milestoneRef: string; contactRef: string }

const isPair = (eb: ExpressionBuilder<Schema, 'milestone' | 'contact'>, which: PairKey) =>
  'milestoneId' in which
    ? eb.and([eb('milestone.id', '=', which.milestoneId), eb('contact.id', '=', which.contactId)])
    : eb.and([eb('milestone.ref', '=', which.milestoneRef), eb('contact.ref', '=', which.contactRef)])

/** Somebody who takes part, at a milestone that the viewer sees, with what speaks for and against asking now. */
export const findPair = (db: Db, viewer: Viewer, which: PairKey) =>
  visibleMilestones(db, viewer)
    .innerJoin('account', 'account.id', 'engagement.accountId')
    .innerJoin('engagementContact as part', 'part.engagementId', 'milestone.engagementId')
    .innerJoin('contact', 'contact.id', 'part.contactId')
    .innerJoin('firm', (join) => join.onTrue())
    .where((eb) => isPair(eb, which))
    .select(['milestone.id as milestoneId', 'milestone.kind as milestoneKind', 'milestone.reachedOn'])
    .select(['engagement.id as engagementId', 'engagement.pmId', 'account.accountManagerId'])
    .select(['contact.id as contactId', 'part.role'])
    .select([contactTimeZone.as('timeZone'), heldBy.as('heldBy'), suppressedBy.as('suppressedBy')])
    .executeTakeFirst()

export type Pair = NonNullable<Awaited<ReturnType<typeof findPair>>>

type At = { milestoneId: number; contactId: number }

/** Locks the invitation of a contact at a milestone, if there is one. */
export const leaseInvitationAt = (
  db: Db,
  at: At,
): Promise<Pick<Row<'invitation'>, 'id' | 'state' | 'dueAt'> | undefined> =>
  db
    .selectFrom('invitation')
    .select(['id', 'state', 'dueAt'])
    .where('milestoneId', '=', at.milestoneId)
    .where('contactId', '=', at.contactId)
    .forNoKeyUpdate()
    .executeTakeFirst()

/** What was held back may be planned again. */
export async function withdrawHeldBack(db: Db, id: number): Promise<void> {
  await db
    .updateTable('invitation')
    .set({ state: 'withdrawn' })
    .where('id', '=', id)
    .where('state', '=', 'held_back')
    .execute()
}

/** What was planned before is planned again, for the hour it was planned for. */
export async function planAsBefore(db: Db, id: number, dueAt: Date): Promise<void> {
  await db.updateTable('invitation').set({ state: 'planned', dueAt }).where('id', '=', id).execute()
}

/** The history of a contact at a milestone since an instant, newest first. */
export const listDecisionsSince = (db: Db, at: At, since: Date) =>
  db
    .selectFrom('decision')
    .select(['kind', 'reason', 'nextAllowedOn', 'dueAt'])
    .where('milestoneId', '=', at.milestoneId)
    .where('contactId', '=', at.contactId)
    .where('at', '>=', since)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .execute()
