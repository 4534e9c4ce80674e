import { sql } from 'kysely'
import type { Viewer } from '../../core/viewer.ts'
import type { Db } from '../database.ts'
import { leftOut } from './left-out.ts'
import { visibleHolds } from '../visible.ts'

export type HoldChoice = { state: 'open' | 'lifted' | 'all'; id?: number; engagementId?: number }

/** The holds that the viewer sees with the names around them, newest first. Everywhere: neither milestone nor engagement. */
export const listHoldLines = (db: Db, viewer: Viewer, { state, id, engagementId }: HoldChoice) =>
  visibleHolds(db, viewer)
    .leftJoin('milestone', 'milestone.id', 'hold.milestoneId')
    .leftJoin('engagement', (join) =>
      join.on((eb) => eb('engagement.id', '=', eb.fn.coalesce('hold.engagementId', 'milestone.engagementId'))),
    )
    .leftJoin('contact', 'contact.id', 'hold.contactId')
    .innerJoin('account', (join) =>
      join.on((eb) => eb('account.id', '=', eb.fn.coalesce('engagement.accountId', 'contact.accountId'))),
    )
    .innerJoin('staff as placer', 'placer.id', 'hold.placedBy')
    .leftJoin('staff as lifter', 'lifter.id', 'hold.liftedBy')
    .$if(state !== 'all', (query) => query.where('hold.liftedAt', state === 'open' ? 'is' : 'is not', null))
    .$if(id !== undefined, (query) => query.where('hold.id', '=', id ?? 0))
    .$if(engagementId !== undefined, (query) =>
      query.where((eb) =>
        eb.or([
          eb('engagement.id', '=', engagementId ?? 0),
          eb.and([
            eb('engagement.id', 'is', null),
            eb.exists(
              eb
                .selectFrom('engagementContact as part')
                .select('part.contactId')
                .whereRef('part.contactId', '=', 'hold.contactId')
                .where('part.engagementId', '=', engagementId ?? 0),
            ),
          ]),
        ]),
      ),
    )
    .select(['hold.id', 'hold.reason', 'hold.placedAt', 'hold.liftedAt', 'hold.milestoneId', 'hold.contactId'])
    .select(['milestone.kind as milestoneKind', 'milestone.name as milestoneName', 'milestone.ref as milestoneRef'])
    .select(['engagement.id as engagementId', 'engagement.name as engagementName', 'engagement.ref as engagementRef'])
    .select(['engagement.pmId', 'account.accountManagerId'])
    .select(['contact.name as contactName', 'contact.ref as contactRef'])
    .select(['account.name as accountName', 'account.ref as accountRef'])
    .select(['placer.name as placedBy', 'lifter.name as liftedBy'])
    .orderBy('hold.placedAt', 'desc')
    .orderBy('hold.id', 'desc')
    .execute()

/** How many contacts at reached milestones each hold left out, by hold; as coverage counts them. */
export async function countLeftOut(db: Db, viewer: Viewer): Promise<Map<number, number>> {
  // Holds are few: looked at are the engagements of theirs, not whoever takes part in any.
  const concerned = sql<number>`any (array (
    select coalesce(concerns.engagement_id, at.engagement_id, theirs.engagement_id)
    from hold as concerns left join milestone as at on at.id = concerns.milestone_id
      left join engagement_contact as theirs on theirs.contact_id = concerns.contact_id
        and concerns.engagement_id is null and concerns.milestone_id is null))`
  const rows = await leftOut(db, viewer)
    .where('milestone.engagementId', '=', concerned)
    .groupBy('hold.id')
    .select(['hold.id', sql<number>`count(*)::int`.as('count')])
    .execute()
  return new Map(rows.map(({ id, count }) => [id, count]))
}
