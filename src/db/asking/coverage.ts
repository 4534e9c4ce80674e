import { sql } from 'kysely'
import type { Viewer } from '../../core/viewer.ts'
import type { Db } from '../database.ts'
import { leftOut } from './left-out.ts'
import { visibleInvitations, visibleMilestones } from '../visible.ts'

/**
 * How many were asked and answered, and how many reached milestones were surveyed. `held`: contacts at reached milestones whom a
 * hold left out, though the plan would have asked them; they are not among those asked.
 */
export type Coverage = { asked: number; answered: number; held: number; milestones: number; surveyed: number }

export type CoverageSubject = 'firm' | 'pm' | 'account' | 'engagement'

/** Of a subject that nothing was reached or asked about. */
export const NOTHING_ASKED: Coverage = { asked: 0, answered: 0, held: 0, milestones: 0, surveyed: 0 }

/** Written to, or answered in an earlier tool. */
const wasAsked = sql<boolean>`(invitation.sent_at is not null or invitation.state = 'answered')`

/** Who led the engagement when people were asked at this milestone; where nobody was, who leads it now. */
const milestonePm = sql<number>`coalesce(
  (select min(one.pm_id) from invitation as one where one.milestone_id = milestone.id), engagement.pm_id)`

/** Who led the engagement when asking was planned, else who leads it now. */
const heldPm = sql<number>`coalesce(invitation.pm_id, engagement.pm_id)`

/** The firm is subject 1, as among the scores. */
const SUBJECTS = {
  firm: { ofInvitation: sql<number>`1`, ofMilestone: sql<number>`1`, ofHeld: sql<number>`1` },
  pm: { ofInvitation: sql<number>`invitation.pm_id`, ofMilestone: milestonePm, ofHeld: heldPm },
  account: {
    ofInvitation: sql<number>`engagement.account_id`,
    ofMilestone: sql<number>`engagement.account_id`,
    ofHeld: sql<number>`engagement.account_id`,
  },
  engagement: {
    ofInvitation: sql<number>`engagement.id`,
    ofMilestone: sql<number>`engagement.id`,
    ofHeld: sql<number>`engagement.id`,
  },
} as const

const countAsked = (db: Db, viewer: Viewer, by: CoverageSubject, id: number | undefined) =>
  visibleInvitations(db, viewer)
    .where(wasAsked)
    .$if(id !== undefined, (query) => query.where(SUBJECTS[by].ofInvitation, '=', id ?? 0))
    .groupBy(sql`1`)
    .select([
      SUBJECTS[by].ofInvitation.as('id'),
      sql<number>`count(*)::int`.as('asked'),
      sql<number>`count(*) filter (where invitation.state = 'answered')::int`.as('answered'),
    ])
    .execute()

const countMilestones = (db: Db, viewer: Viewer, by: CoverageSubject, id: number | undefined) =>
  visibleMilestones(db, viewer)
    .leftJoin(
      db
        .selectFrom('invitation')
        .where(wasAsked)
        .groupBy('invitation.milestoneId')
        .select('invitation.milestoneId')
        .as('surveyed'),
      'surveyed.milestoneId',
      'milestone.id',
    )
    .where('milestone.reachedOn', 'is not', null)
    .$if(id !== undefined, (query) => query.where(SUBJECTS[by].ofMilestone, '=', id ?? 0))
    .groupBy(sql`1`)
    .select([
      SUBJECTS[by].ofMilestone.as('id'),
      sql<number>`count(*)::int`.as('milestones'),
      sql<number>`count(surveyed.milestone_id)::int`.as('surveyed'),
    ])
    .execute()

const countHeld = (db: Db, viewer: Viewer, by: CoverageSubject, id: number | undefined) =>
  leftOut(db, viewer)
    .$if(id !== undefined, (query) => query.where(SUBJECTS[by].ofHeld, '=', id ?? 0))
    .groupBy(sql`1`)
    .select([SUBJECTS[by].ofHeld.as('id'), sql<number>`count(distinct (milestone.id, contact.id))::int`.as('held')])
    .execute()

/** Coverage by subject as far as the viewer sees it; a subject with nothing asked and nothing reached is left out. */
export async function listCoverage(
  db: Db,
  viewer: Viewer,
  by: CoverageSubject,
  id?: number,
): Promise<Map<number, Coverage>> {
  const coverage = new Map<number, Coverage>()
  const counted = [
    await countAsked(db, viewer, by, id),
    await countHeld(db, viewer, by, id),
    await countMilestones(db, viewer, by, id),
  ]
  for (const { id: subject, ...counts } of counted.flat()) {
    coverage.set(subject, { ...(coverage.get(subject) ?? NOTHING_ASKED), ...counts })
  }
  return coverage
}

/** One subject's coverage. */
export const getCoverage = async (db: Db, viewer: Viewer, by: CoverageSubject, id: number): Promise<Coverage> =>
  (await listCoverage(db, viewer, by, id)).get(id) ?? NOTHING_ASKED
