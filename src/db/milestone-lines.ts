import { groupedBy } from '../core/grouped-by.ts'
import type { AskedMilestone } from '../core/milestone-state.ts'
import type { Viewer } from '../core/viewer.ts'
import type { Db } from './database.ts'
import { visibleInvitations, visibleMilestones, visibleResponses } from './visible.ts'

export type MilestoneLine = AskedMilestone & {
  id: number
  engagementId: number
  kind: string
  name: string | null
  plannedOn: string | null
  asked: (AskedMilestone['asked'][number] & { answeredAt: Date | null })[]
}

const listAsked = (db: Db, viewer: Viewer, engagementIds: readonly number[]) =>
  visibleInvitations(db, viewer)
    .leftJoin(
      visibleResponses(db, viewer)
        .select(['response.invitationId', 'response.callFirst', 'response.answeredAt'])
        .as('seen'),
      'seen.invitationId',
      'invitation.id',
    )
    .where('engagement.id', 'in', engagementIds)
    .select(['invitation.milestoneId', 'invitation.state', 'seen.callFirst', 'seen.answeredAt'])
    .execute()

/** The milestones of these engagements in the order of their days, undated ones last, with who was asked at each. */
export async function listMilestoneLines(
  db: Db,
  viewer: Viewer,
  engagementIds: readonly number[],
): Promise<MilestoneLine[]> {
  if (engagementIds.length === 0) return []
  const milestones = await visibleMilestones(db, viewer)
    .where('engagement.id', 'in', engagementIds)
    .select(['milestone.id', 'milestone.engagementId', 'milestone.kind', 'milestone.name'])
    .select(['milestone.plannedOn', 'milestone.reachedOn'])
    .select((eb) => eb('milestone.decidedAt', 'is not', null).as('isDecided'))
    .orderBy(
      (eb) => eb.fn.coalesce('milestone.reachedOn', 'milestone.plannedOn'),
      (order) => order.asc().nullsLast(),
    )
    .orderBy('milestone.id')
    .execute()
  const asked = groupedBy(await listAsked(db, viewer, engagementIds), (row) => row.milestoneId)
  return milestones.map((milestone) => ({
    ...milestone,
    isDecided: Boolean(milestone.isDecided),
    asked: (asked.get(milestone.id) ?? []).map(({ state, callFirst, answeredAt }) => ({
      state,
      callFirst,
      answeredAt,
    })),
  }))
}
