import type { Viewer } from '../../core/viewer.ts'
import type { Db } from '../database.ts'
import { visibleFollowUps, visibleResponses } from '../visible.ts'

/** One answer with everything around it; undefined also where the viewer may not read it. */
export const findResponseDetail = (db: Db, viewer: Viewer, id: number) =>
  visibleResponses(db, viewer, 'few')
    .innerJoin('account', 'account.id', 'engagement.accountId')
    .innerJoin('contact', 'contact.id', 'invitation.contactId')
    .innerJoin('staff as pm', 'pm.id', 'invitation.pmId')
    .leftJoin('surveyVersion', 'surveyVersion.id', 'invitation.surveyVersionId')
    .where('response.id', '=', id)
    .select(['response.id', 'response.callFirst', 'response.comment', 'response.needsNext', 'response.callMe'])
    .select(['response.visibility', 'response.firstCallRank', 'response.testimonial'])
    .select([
      'response.answeredAt',
      'response.changedAt',
      'invitation.origin',
      'invitation.contactId',
      'invitation.id as invitationId',
    ])
    .select(['contact.name as contactName', 'account.id as accountId', 'account.name as accountName'])
    .select(['engagement.id as engagementId', 'engagement.name as engagementName', 'pm.name as pmName'])
    .select(['milestone.kind as milestoneKind', 'surveyVersion.definition as survey'])
    .select(['surveyVersion.surveyKey', 'surveyVersion.version as surveyVersion'])
    .executeTakeFirst()

/** What the contact answered before `before`, as far as the viewer may read it. */
export const findAnswerBefore = (db: Db, viewer: Viewer, contactId: number, before: Date) =>
  visibleResponses(db, viewer, 'few')
    .where('response.contactId', '=', contactId)
    .where('response.answeredAt', '<', before)
    .select(['response.id as responseId', 'response.callFirst', 'milestone.kind as milestoneKind'])
    .select('response.answeredAt')
    .orderBy('response.answeredAt', 'desc')
    .orderBy('response.id', 'desc')
    .limit(1)
    .executeTakeFirst()

export const listExperiencesOf = (db: Db, responseId: number) =>
  db.selectFrom('experience').select(['key', 'rating']).where('responseId', '=', responseId).orderBy('key').execute()

export const findFollowUpOf = (db: Db, viewer: Viewer, responseId: number) =>
  visibleFollowUps(db, viewer)
    .innerJoin('staff as owner', 'owner.id', 'followUp.ownerId')
    .where('response.id', '=', responseId)
    .select(['followUp.id', 'followUp.state', 'followUp.dueAt', 'owner.name as ownerName'])
    .executeTakeFirst()
