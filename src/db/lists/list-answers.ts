import { sql } from 'kysely'
import type { OwnAnswer } from '../../core/answering/answer-content.ts'
import type { Viewer } from '../../core/viewer.ts'
import { isReportedByUs } from '../answering/reported-by-us.ts'
import type { Db } from '../database.ts'
import { visibleResponses } from '../visible.ts'
import { type LoopRequest, ofSubjects } from './list-request.ts'

/** Answers that the viewer may read, by key; `since` counts changes by the contact and imports too. */
export async function listResponses(db: Db, viewer: Viewer, request: LoopRequest) {
  const { since } = request
  return visibleResponses(db, viewer)
    .innerJoin('account', 'account.id', 'engagement.accountId')
    .innerJoin('contact', 'contact.id', 'invitation.contactId')
    .innerJoin('staff as pm', 'pm.id', 'invitation.pmId')
    .leftJoin('surveyVersion', 'surveyVersion.id', 'invitation.surveyVersionId')
    .select([
      'response.id',
      'response.ref',
      'response.invitationId',
      'engagement.ref as engagementRef',
      'account.ref as accountRef',
      'contact.ref as contactRef',
      'milestone.ref as milestoneRef',
      'milestone.kind as milestoneKind',
      'pm.ref as pmRef',
      'response.answeredAt',
      // What is stored for history is when it came in, since the scores follow it; nobody changed the answer then.
      sql<Date>`case invitation.origin when 'import' then response.answered_at else response.changed_at end`.as(
        'changedAt',
      ),
      'response.callFirst',
      'response.comment',
      'response.needsNext',
      'response.callMe',
      'response.visibility',
      'response.firstCallRank',
      'response.testimonial',
      isReportedByUs.as('reportedByUs'),
      'surveyVersion.surveyKey as survey',
      'surveyVersion.version as surveyVersion',
      sql<Record<string, number>>`(
        select coalesce(jsonb_object_agg(experience.key, experience.rating), '{}')
        from experience where experience.response_id = response.id)`.as('experiences'),
      sql<Record<string, OwnAnswer['value']>>`(
        select coalesce(jsonb_object_agg(answer.key, answer.value), '{}')
        from answer where answer.response_id = response.id)`.as('answers'),
    ])
    .where('response.id', '>', request.after)
    .where((eb) => ofSubjects(eb, request))
    .$if(since !== undefined, (query) => query.where('response.changedAt', '>=', since as Date))
    .orderBy('response.id')
    .limit(request.limit)
    .execute()
}
