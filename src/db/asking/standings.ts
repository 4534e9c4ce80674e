import { sql } from 'kysely'
import type { Viewer } from '../../core/viewer.ts'
import { anyKey } from '../any-of.ts'
import type { Db } from '../database.ts'
import { askableDays } from './held-milestones.ts'
import { heldBy } from './holds.ts'
import { suppressedBy } from './planning.ts'
import { visibleEngagements, visibleInvitations, visibleMilestones } from '../visible.ts'

/** The milestones of an engagement at which somebody is still to be asked or may still answer. */
export async function listOpenMilestones(db: Db, viewer: Viewer, engagementId: number): Promise<number[]> {
  const rows = await visibleInvitations(db, viewer)
    .where('engagement.id', '=', engagementId)
    .where('invitation.state', 'in', ['planned', 'sent'])
    .select('invitation.milestoneId')
    .distinct()
    .execute()
  return rows.map(({ milestoneId }) => milestoneId)
}

/** Where the invitations of these contacts on an engagement stand, as far as the viewer sees them. */
export const listInvitationsOn = (db: Db, viewer: Viewer, engagementId: number, contactIds: readonly number[]) =>
  visibleInvitations(db, viewer)
    .innerJoin('firm', (join) => join.onTrue())
    .leftJoin('planRule', 'planRule.milestoneKind', 'milestone.kind')
    .leftJoin('partialAnswer', 'partialAnswer.invitationId', 'invitation.id')
    .where('engagement.id', '=', engagementId)
    .where('invitation.contactId', '=', anyKey(contactIds))
    .select('partialAnswer.begunAt')
    .select(['invitation.milestoneId', 'invitation.contactId', 'invitation.state'])
    .select(['invitation.dueAt', 'invitation.sentAt', 'invitation.closesAt'])
    .select(sql<string | null>`(milestone.reached_on + ${askableDays})::date`.as('askableUntil'))
    .execute()

/**
 * Whom the plan asks at a reached milestone and who has not been asked, though neither a hold, nor a suppression, nor the time
 * since then speaks against it: `today` is the firm's day, `now` tells what is due anyway.
 */
export const listAskable = (db: Db, viewer: Viewer, engagementId: number, at: { today: string; now: Date }) =>
  visibleMilestones(db, viewer)
    .innerJoin('firm', (join) => join.onTrue())
    .innerJoin('engagementContact as part', 'part.engagementId', 'milestone.engagementId')
    .innerJoin('contact', 'contact.id', 'part.contactId')
    .innerJoin('planRule', (join) =>
      join
        .onRef('planRule.milestoneKind', '=', 'milestone.kind')
        .on(sql<boolean>`part.role = any(plan_rule.contact_roles)`),
    )
    .leftJoin('invitation', (join) =>
      join.onRef('invitation.milestoneId', '=', 'milestone.id').onRef('invitation.contactId', '=', 'contact.id'),
    )
    .where('engagement.id', '=', engagementId)
    .where(sql<boolean>`milestone.reached_on + ${askableDays} >= ${at.today}::date`)
    .where(
      sql<boolean>`coalesce(invitation.state in ('withdrawn', 'held_back')
        or (invitation.state = 'planned' and invitation.due_at > ${at.now}), true)`,
    )
    .where(heldBy, 'is', null)
    .where(suppressedBy, 'is', null)
    .select(['milestone.id as milestoneId', 'contact.id as contactId'])
    .execute()

export type LastAsked = {
  contactId: number
  at: Date
  milestoneId: number
  milestoneKind: string
  milestoneName: string | null
  engagementId: number
  /** Null where the viewer does not see that engagement. */
  engagementName: string | null
}

/** The newest survey mail to the mailboxes of those among these contacts who take part, and what it was about. */
export async function listLastAsked(
  db: Db,
  viewer: Viewer,
  engagementId: number,
  contactIds: readonly number[],
): Promise<LastAsked[]> {
  const seen = visibleEngagements(db, viewer).select('engagement.id')
  return db
    .selectFrom('engagementContact as part')
    .innerJoin('contact', 'contact.id', 'part.contactId')
    .innerJoinLateral(
      (eb) =>
        eb
          .selectFrom('contact as same')
          .innerJoin('invitation', 'invitation.contactId', 'same.id')
          .innerJoin('email', 'email.invitationId', 'invitation.id')
          .innerJoin('milestone', 'milestone.id', 'invitation.milestoneId')
          .innerJoin('engagement', 'engagement.id', 'milestone.engagementId')
          .where(sql<boolean>`lower(same.email) = lower(contact.email)`)
          .where('email.state', 'in', ['due', 'leased', 'sent', 'kept'])
          .select(sql<Date>`coalesce(email.sent_at, email.created_at)`.as('at'))
          .select(['milestone.id as milestoneId', 'milestone.kind as milestoneKind', 'milestone.name as milestoneName'])
          .select('engagement.id as engagementId')
          .select((name) =>
            name
              .case()
              .when('engagement.id', 'in', seen)
              .then(name.ref('engagement.name'))
              .else(null)
              .end()
              .as('engagementName'),
          )
          .orderBy('at', 'desc')
          .limit(1)
          .as('mail'),
      (join) => join.onTrue(),
    )
    .where('part.engagementId', '=', engagementId)
    .where('part.contactId', '=', anyKey(contactIds))
    .select('part.contactId')
    .select(['mail.at', 'mail.milestoneId', 'mail.milestoneKind', 'mail.milestoneName'])
    .select(['mail.engagementId', 'mail.engagementName'])
    .execute()
}
