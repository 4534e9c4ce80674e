import { sql } from 'kysely'
import type { Viewer } from '../../core/viewer.ts'
import type { Db } from '../database.ts'
import { askableDays } from './held-milestones.ts'
import { suppressedBy } from './planning.ts'
import { visibleMilestones } from '../visible.ts'

/** The end of the last day on which a milestone may be asked about. */
const askableUntil = sql<Date>`((milestone.reached_on + ${askableDays} + 1)::timestamp at time zone firm.time_zone)`

/**
 * Contacts at reached milestones whom the plan would have asked and a hold has left out, a row for each such hold: nobody was
 * written to, and the hold stands, or stood until it was too late to ask. Who gets no mail anyway is left out by that.
 */
export const leftOut = (db: Db, viewer: Viewer) =>
  visibleMilestones(db, viewer)
    .innerJoin('firm', (join) => join.onTrue())
    .innerJoin('engagementContact as part', 'part.engagementId', 'milestone.engagementId')
    .innerJoin('contact', 'contact.id', 'part.contactId')
    .innerJoin('planRule', (join) =>
      join
        .onRef('planRule.milestoneKind', '=', 'milestone.kind')
        .on(sql<boolean>`part.role = any(plan_rule.contact_roles)`),
    )
    .innerJoin('hold', (join) =>
      join.on(sql<boolean>`(hold.milestone_id = milestone.id or (hold.contact_id = contact.id
        and coalesce(hold.engagement_id, milestone.engagement_id) = milestone.engagement_id))`),
    )
    .leftJoin('invitation', (join) =>
      join.onRef('invitation.milestoneId', '=', 'milestone.id').onRef('invitation.contactId', '=', 'contact.id'),
    )
    .where('milestone.reachedOn', 'is not', null)
    .where(sql<boolean>`coalesce(invitation.state in ('planned', 'withdrawn', 'held_back'), true)`)
    .where(sql<boolean>`${suppressedBy} is null`)
    .where('hold.placedAt', '<', askableUntil)
    .where(sql<boolean>`coalesce(hold.lifted_at >= ${askableUntil}, true)`)
