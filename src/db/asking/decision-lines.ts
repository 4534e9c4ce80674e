import type { Viewer } from '../../core/viewer.ts'
import { anyKey } from '../any-of.ts'
import type { Db } from '../database.ts'
import { visibleDecisions, visibleResponses } from '../visible.ts'

/** About whom something was decided at which milestones of an engagement; null: about the milestone as a whole. */
export const listDecidedAbout = (db: Db, viewer: Viewer, engagementId: number) =>
  visibleDecisions(db, viewer)
    .where('engagement.id', '=', engagementId)
    .select(['decision.milestoneId', 'decision.contactId'])
    .distinct()
    .execute()

/** Everything decided on an engagement about these contacts, oldest first; a contact of null: said of the milestone as a whole. */
export const listDecisionLines = (db: Db, viewer: Viewer, engagementId: number, contactIds: readonly number[]) =>
  visibleDecisions(db, viewer)
    .leftJoin('contact', 'contact.id', 'decision.contactId')
    .leftJoin('engagementContact as part', (join) =>
      join.onRef('part.engagementId', '=', 'milestone.engagementId').onRef('part.contactId', '=', 'decision.contactId'),
    )
    .where('engagement.id', '=', engagementId)
    .where((eb) => eb.or([eb('decision.contactId', 'is', null), eb('decision.contactId', '=', anyKey(contactIds))]))
    .select(['decision.milestoneId', 'decision.contactId', 'contact.name as contactName', 'part.role'])
    .select(['decision.kind', 'decision.reason', 'decision.nextAllowedOn', 'decision.note', 'decision.dueAt'])
    .select('decision.at')
    .orderBy('decision.at')
    .orderBy('decision.id')
    .execute()

/** The answers of these contacts on an engagement that the viewer may read, by who gave them at which milestone. */
export const listAnswersOn = (db: Db, viewer: Viewer, engagementId: number, contactIds: readonly number[]) =>
  visibleResponses(db, viewer, 'few')
    .where('response.engagementId', '=', engagementId)
    .where('response.contactId', '=', anyKey(contactIds))
    .select(['response.id as responseId', 'response.callFirst', 'invitation.milestoneId', 'invitation.contactId'])
    .execute()
