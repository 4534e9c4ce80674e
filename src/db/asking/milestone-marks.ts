import { sql } from 'kysely'
import type { MilestoneFacts } from '../../core/asking/milestone-state.ts'
import type { Viewer } from '../../core/viewer.ts'
import type { Db } from '../database.ts'
import { visibleInvitations, visibleMilestones, visibleResponses } from '../visible.ts'

export type MilestoneMarkRow = {
  id: number
  engagementId: number
  kind: string
  name: string | null
  /** Reached, else planned; null where neither is known. */
  on: string | null
  plannedOn: string | null
  reachedOn: string | null
  facts: MilestoneFacts
}

type AskedFacts = Omit<MilestoneFacts, 'reached'>

const NOBODY: AskedFacts = { answered: false, sent: false, heldBack: false, planned: false, lowest: null }

async function listAskedFacts(
  db: Db,
  viewer: Viewer,
  engagementIds: readonly number[],
): Promise<Map<number, AskedFacts>> {
  const rows = await visibleInvitations(db, viewer)
    .leftJoin(
      visibleResponses(db, viewer).select(['response.invitationId', 'response.callFirst']).as('readable'),
      (join) => join.onRef('readable.invitationId', '=', 'invitation.id'),
    )
    .where('milestone.engagementId', 'in', engagementIds)
    .groupBy('milestone.id')
    .select((eb) => [
      'milestone.id',
      sql<boolean>`bool_or(invitation.state = 'answered')`.as('answered'),
      sql<boolean>`bool_or(invitation.state in ('sent', 'bounced', 'closed'))`.as('sent'),
      sql<boolean>`bool_or(invitation.state = 'held_back')`.as('heldBack'),
      sql<boolean>`bool_or(invitation.state = 'planned')`.as('planned'),
      eb.fn.min('readable.callFirst').as('lowest'),
    ])
    .execute()
  return new Map(rows.map(({ id, ...facts }) => [id, facts]))
}

/**
 * The milestones of these engagements that the viewer sees, in the order of their days; those without a day come last. Where
 * people were asked under another PM and the viewer sees none of it, the milestone is left out: 'nobody asked' would be untrue.
 */
export async function listMilestoneMarks(
  db: Db,
  viewer: Viewer,
  engagementIds: readonly number[],
): Promise<MilestoneMarkRow[]> {
  if (engagementIds.length === 0) return []
  const asked = await listAskedFacts(db, viewer, engagementIds)
  const on = sql<string | null>`coalesce(milestone.reached_on, milestone.planned_on)`
  const rows = await visibleMilestones(db, viewer)
    .where('milestone.engagementId', 'in', engagementIds)
    .select(['milestone.id', 'milestone.engagementId', 'milestone.kind', 'milestone.name'])
    .select(['milestone.plannedOn', 'milestone.reachedOn'])
    .select(on.as('on'))
    .select(sql<boolean>`exists (select from invitation where invitation.milestone_id = milestone.id)`.as('hasPlan'))
    .orderBy(on, (order) => order.asc().nullsLast())
    .orderBy('milestone.id')
    .execute()
  const seen = rows.filter(({ id, hasPlan }) => asked.has(id) || !hasPlan)
  return seen.map(({ id, engagementId, kind, name, on, plannedOn, reachedOn }) => {
    const facts = { ...(asked.get(id) ?? NOBODY), reached: reachedOn !== null }
    return { id, engagementId, kind, name, on, plannedOn, reachedOn, facts }
  })
}
