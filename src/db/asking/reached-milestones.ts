import { sql } from 'kysely'
import { seesEverything, type Viewer } from '../../core/viewer.ts'
import type { Db } from '../database.ts'
import { visibleMilestones } from '../visible.ts'

/** Pages name a milestone by key, other programs by the firm's own identifier. */
export type MilestoneKey = { id: number } | { ref: string }

export type MilestoneToReach = {
  id: number
  kind: string
  name: string | null
  reachedOn: string | null
  engagementId: number
  engagementName: string
  isTheirs: boolean
}

/** A milestone that the viewer sees, and whether it is theirs to change: leadership's always, otherwise while they lead it. */
export async function findMilestoneToReach(
  db: Db,
  viewer: Viewer,
  which: MilestoneKey,
): Promise<MilestoneToReach | undefined> {
  const row = await visibleMilestones(db, viewer)
    .select(['milestone.id', 'milestone.kind', 'milestone.name', 'milestone.reachedOn', 'engagement.pmId'])
    .select(['engagement.id as engagementId', 'engagement.name as engagementName'])
    .where((eb) => ('id' in which ? eb('milestone.id', '=', which.id) : eb('milestone.ref', '=', which.ref)))
    .executeTakeFirst()
  if (row === undefined) return undefined
  const { pmId, ...milestone } = row
  return { ...milestone, isTheirs: seesEverything(viewer) || (viewer.role === 'pm' && pmId === viewer.staffId) }
}

/** Sets the day, null: not reached after all; false where it is that day already. A changed day is to be decided afresh. */
export async function markReached(db: Db, id: number, reachedOn: string | null): Promise<boolean> {
  const result = await db
    .updateTable('milestone')
    .set({ reachedOn, decidedAt: null })
    .where('id', '=', id)
    .where('reachedOn', 'is distinct from', reachedOn)
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

/** Held back before any message was made; one that a restored database held back may have left in days it does not know. */
export const neverLeft = sql<boolean>`(invitation.state = 'held_back'
  and not exists (select from email where email.invitation_id = invitation.id)
  and not exists (select from decision where decision.milestone_id = invitation.milestone_id
    and decision.contact_id = invitation.contact_id and decision.reason = 'restored'))`

/** Milestones not reached, at which something is planned, waits in the outbox or is held back all the same. */
export async function listUnreachedWithUnsent(db: Db): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select distinct milestone.id from milestone join invitation on invitation.milestone_id = milestone.id
    where milestone.reached_on is null and (invitation.state = 'planned' or ${neverLeft} or invitation.id in
      (select invitation_id from email where state = 'due' and invitation_id is not null))
    order by milestone.id`.execute(db)
  return rows.map(({ id }) => id)
}

/** Lets a milestone's next day of being reached decide anew about everybody who was held back and never written to. */
export async function reopenHeldBack(db: Db, milestoneId: number): Promise<void> {
  await db
    .updateTable('invitation')
    .set({ state: 'withdrawn' })
    .where('milestoneId', '=', milestoneId)
    .where(neverLeft)
    .execute()
}
