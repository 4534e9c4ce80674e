import { sql } from 'kysely'
import type { Viewer } from '../../core/viewer.ts'
import type { Db } from '../database.ts'
import { isReportedByUs } from './reported-by-us.ts'
import { nameOf } from '../name-of.ts'
import { unseenKey } from '../unseen.ts'
import { visibleAnswers } from '../visible.ts'

/** What clients wrote, newest first, as far as the viewer may read it. */
export async function listComments(
  db: Db,
  viewer: Viewer,
  choice: { pmId?: number; accountId?: number; engagementId?: number; limit: number },
) {
  const { pmId, accountId, engagementId, limit } = choice
  const page = visibleAnswers(db, viewer, 'few')
    .where('response.comment', '<>', sql.lit(''))
    .$if(pmId !== undefined, (query) => query.where('response.pmId', '=', unseenKey(pmId ?? 0)))
    .$if(accountId !== undefined, (query) => query.where('response.accountId', '=', unseenKey(accountId ?? 0)))
    .$if(engagementId !== undefined, (query) => query.where('response.engagementId', '=', unseenKey(engagementId ?? 0)))
    .orderBy('response.answeredAt', 'desc')
    .orderBy('response.id', 'desc')
    .limit(limit)
    .select('response.id')
  const rows = await visibleAnswers(db, viewer, 'few')
    .innerJoin('invitation', 'invitation.id', 'response.invitationId')
    .innerJoin('milestone', 'milestone.id', 'invitation.milestoneId')
    .where(sql<boolean>`response.id = any(array(${page}))`)
    .select(['response.id as responseId', 'response.comment', 'response.callFirst', 'response.visibility'])
    .select([nameOf('contact', 'response.contactId').as('contactName')])
    .select([nameOf('account', 'response.accountId').as('accountName')])
    .select([nameOf('engagement', 'response.engagementId').as('engagementName')])
    .select(['milestone.kind as milestoneKind', 'response.answeredAt', isReportedByUs.as('reportedByUs')])
    .orderBy('response.answeredAt', 'desc')
    .orderBy('response.id', 'desc')
    .$narrowType<{ comment: string }>()
    .execute()
  return rows.map(({ visibility, ...comment }) => ({ ...comment, leadershipOnly: visibility === 'leadership' }))
}
