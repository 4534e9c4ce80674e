import { sql } from 'kysely'
import type { MilestoneFacts } from '../../core/asking/milestone-state.ts'
import { seesEverything, type Viewer } from '../../core/viewer.ts'
import { anyKey } from '../any-of.ts'
import type { Db } from '../database.ts'
import {
  visibleAnswers,
  visibleInvitations,
  visibleMilestones,
  visibleSealedResponses,
  visibleTallies,
} from '../visible.ts'

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

/** What became of the invitations at these milestones, read one by one. */
async function listExactFacts(db: Db, viewer: Viewer, milestoneIds: readonly number[]) {
  if (milestoneIds.length === 0) return []
  return visibleInvitations(db, viewer)
    .leftJoin(
      visibleAnswers(db, viewer, 'few').select(['response.invitationId', 'response.callFirst']).as('readable'),
      (join) => join.onRef('readable.invitationId', '=', 'invitation.id'),
    )
    .where('milestone.id', '=', anyKey(milestoneIds))
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
}

/**
 * Milestones of these engagements of which counts don't tell all: something has changed since they were counted, or an answer waits
 * for the viewer to open it.
 */
async function listToRead(db: Db, viewer: Viewer, engagementIds: readonly number[]): Promise<number[]> {
  const uncounted = visibleMilestones(db, viewer)
    .where('milestone.engagementId', '=', anyKey(engagementIds))
    .where(sql<boolean>`(select true from tally_due where tally_due.engagement_id = milestone.engagement_id limit 1)`)
    .select('milestone.id')
    .execute()
  const sealed = visibleSealedResponses(db, viewer)
    .where('response.engagementId', '=', anyKey(engagementIds))
    .select('milestone.id')
    .distinct()
    .execute()
  return [...new Set((await Promise.all([uncounted, sealed])).flat().map(({ id }) => id))]
}

/** The same as counted, and read where that does not do. */
async function listAskedFacts(
  db: Db,
  viewer: Viewer,
  engagementIds: readonly number[],
): Promise<Map<number, AskedFacts>> {
  const counting = visibleTallies(db, viewer)
    .where('tally.engagementId', '=', anyKey(engagementIds))
    .groupBy('tally.milestoneId')
    .select([
      'tally.milestoneId as id',
      sql<boolean>`sum(tally.answered) > 0`.as('answered'),
      sql<boolean>`sum(tally.written) > 0`.as('sent'),
      sql<boolean>`sum(tally.held_back) > 0`.as('heldBack'),
      sql<boolean>`sum(tally.planned) > 0`.as('planned'),
    ])
    .select((eb) => eb.fn.min(seesEverything(viewer) ? 'tally.lowest' : 'tally.lowestForTeam').as('lowest'))
    .execute()
  const [counted, toRead] = await Promise.all([counting, listToRead(db, viewer, engagementIds)])
  const exact = await listExactFacts(db, viewer, toRead)
  return new Map([...counted, ...exact].map(({ id, ...facts }) => [id, facts]))
}

/** Whether people were asked under another PM alone and the viewer, a PM, sees none of it. */
const isOthers = (viewer: Viewer) =>
  viewer.role !== 'pm'
    ? sql<boolean>`false`
    : sql<boolean>`(engagement.pm_id <> ${viewer.staffId}
        and exists (select from invitation where invitation.milestone_id = milestone.id)
        and not exists (select from invitation where invitation.milestone_id = milestone.id and invitation.pm_id = ${viewer.staffId}))`

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
  const on = sql<string | null>`coalesce(milestone.reached_on, milestone.planned_on)`
  const milestones = visibleMilestones(db, viewer)
    .where('milestone.engagementId', '=', anyKey(engagementIds))
    .select(['milestone.id', 'milestone.engagementId', 'milestone.kind', 'milestone.name'])
    .select(['milestone.plannedOn', 'milestone.reachedOn'])
    .select(on.as('on'))
    .where((eb) => eb.not(isOthers(viewer)))
    .orderBy(on, (order) => order.asc().nullsLast())
    .orderBy('milestone.id')
    .execute()
  const [asked, rows] = await Promise.all([listAskedFacts(db, viewer, engagementIds), milestones])
  return rows.map(({ id, engagementId, kind, name, on, plannedOn, reachedOn }) => {
    const facts = { ...(asked.get(id) ?? NOBODY), reached: reachedOn !== null }
    return { id, engagementId, kind, name, on, plannedOn, reachedOn, facts }
  })
}
