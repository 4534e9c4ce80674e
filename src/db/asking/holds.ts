import { sql } from 'kysely'
import type { HoldTarget, InCharge } from '../../core/asking/hold.ts'
import type { Viewer } from '../../core/viewer.ts'
import type { ContactRole, HoldScope } from '../../core/words.ts'
import type { Db } from '../database.ts'
import type { Row } from '../schema.ts'
import { visibleContacts, visibleEngagements, visibleHolds, visibleMilestones } from '../visible.ts'

/** What holds a contact at a milestone, as a scalar subquery over `milestone` and `contact`; null where nothing does. */
export const heldBy = sql<HoldScope | null>`(
  select max(case when hold.milestone_id is null then 'contact_held' else 'milestone_held' end) from hold
  where hold.lifted_at is null and (hold.milestone_id = milestone.id or
    (hold.contact_id = contact.id and coalesce(hold.engagement_id, milestone.engagement_id) = milestone.engagement_id)))`

/** What a hold is about, in names. Without a milestone it is the contact; without an engagement, everywhere. */
export type HoldSubject = InCharge & {
  engagementId: number | null
  engagementName: string | null
  accountName: string
  milestoneKind: string | null
  milestoneName: string | null
  reachedOn: string | null
  contactName: string | null
  role: ContactRole | null
}

const findMilestoneSubject = (db: Db, viewer: Viewer, milestoneId: number): Promise<HoldSubject | undefined> =>
  visibleMilestones(db, viewer)
    .innerJoin('account', 'account.id', 'engagement.accountId')
    .where('milestone.id', '=', milestoneId)
    .select(['engagement.id as engagementId', 'engagement.name as engagementName', 'engagement.pmId'])
    .select(['account.name as accountName', 'account.accountManagerId'])
    .select(['milestone.kind as milestoneKind', 'milestone.name as milestoneName', 'milestone.reachedOn'])
    .select([sql<null>`null`.as('contactName'), sql<null>`null`.as('role')])
    .executeTakeFirst()

const findParticipantSubject = (
  db: Db,
  viewer: Viewer,
  { contactId, engagementId }: { contactId: number; engagementId: number },
): Promise<HoldSubject | undefined> =>
  visibleEngagements(db, viewer)
    .innerJoin('account', 'account.id', 'engagement.accountId')
    .innerJoin('engagementContact as part', 'part.engagementId', 'engagement.id')
    .innerJoin('contact', 'contact.id', 'part.contactId')
    .where('engagement.id', '=', engagementId)
    .where('contact.id', '=', contactId)
    .select(['engagement.id as engagementId', 'engagement.name as engagementName', 'engagement.pmId'])
    .select(['account.name as accountName', 'account.accountManagerId'])
    .select(['contact.name as contactName', 'part.role'])
    .select([sql<null>`null`.as('milestoneKind'), sql<null>`null`.as('milestoneName'), sql<null>`null`.as('reachedOn')])
    .executeTakeFirst()

async function findContactSubject(db: Db, viewer: Viewer, contactId: number): Promise<HoldSubject | undefined> {
  const contact = await visibleContacts(db, viewer)
    .innerJoin('account', 'account.id', 'contact.accountId')
    .where('contact.id', '=', contactId)
    .select(['contact.name as contactName', 'account.name as accountName'])
    .executeTakeFirst()
  const everywhere = { pmId: null, accountManagerId: null, engagementId: null, engagementName: null }
  const noMilestone = { milestoneKind: null, milestoneName: null, reachedOn: null, role: null }
  return contact && { ...contact, ...everywhere, ...noMilestone }
}

/** What could be held, as far as the viewer sees it. */
export function findHoldSubject(db: Db, viewer: Viewer, target: HoldTarget): Promise<HoldSubject | undefined> {
  if ('milestoneId' in target) return findMilestoneSubject(db, viewer, target.milestoneId)
  const { contactId, engagementId } = target
  return engagementId === null
    ? findContactSubject(db, viewer, contactId)
    : findParticipantSubject(db, viewer, { contactId, engagementId })
}

const columnsOf = (target: HoldTarget) =>
  'milestoneId' in target
    ? { milestoneId: target.milestoneId, contactId: null, engagementId: null }
    : { milestoneId: null, contactId: target.contactId, engagementId: target.engagementId }

/** What a stored hold is about. */
export const holdTargetOf = (hold: Pick<Row<'hold'>, 'milestoneId' | 'contactId' | 'engagementId'>): HoldTarget =>
  hold.milestoneId === null
    ? { contactId: hold.contactId ?? 0, engagementId: hold.engagementId }
    : { milestoneId: hold.milestoneId }

export type NewHold = { target: HoldTarget; reason: string; placedBy: number; placedAt: Date }

/** Undefined where it is held already. */
export async function insertHold(db: Db, { target, ...hold }: NewHold): Promise<number | undefined> {
  const row = await db
    .insertInto('hold')
    .values({ ...columnsOf(target), ...hold })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  return row?.id
}

const openHolds = (db: Db, target: HoldTarget) =>
  db
    .selectFrom('hold')
    .innerJoin('staff as placer', 'placer.id', 'hold.placedBy')
    .where('hold.liftedAt', 'is', null)
    .where((eb) =>
      eb.and(
        Object.entries(columnsOf(target)).map(([name, value]) =>
          eb(`hold.${name as 'milestoneId'}`, 'is not distinct from', value),
        ),
      ),
    )
    .select(['hold.id', 'hold.reason', 'hold.placedAt', 'placer.name as placedBy'])

/** The open hold of exactly this target, with who placed it. */
export const findOpenHold = (db: Db, target: HoldTarget) => openHolds(db, target).executeTakeFirst()

/** The same. @throws where nobody holds it. */
export const getOpenHold = (db: Db, target: HoldTarget) => openHolds(db, target).executeTakeFirstOrThrow()

/** A hold that the viewer sees, lifted or not. */
export const findHold = (db: Db, viewer: Viewer, id: number): Promise<Row<'hold'> | undefined> =>
  visibleHolds(db, viewer).where('hold.id', '=', id).selectAll('hold').executeTakeFirst()

/** False where somebody has lifted it before. */
export async function markLifted(db: Db, id: number, lifted: { liftedBy: number; liftedAt: Date }): Promise<boolean> {
  const result = await db
    .updateTable('hold')
    .set(lifted)
    .where('id', '=', id)
    .where('liftedAt', 'is', null)
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}
