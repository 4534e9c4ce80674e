import type { Viewer } from '../../core/viewer.ts'
import type { ContactRole } from '../../core/words.ts'
import type { Db } from '../database.ts'
import { visibleInvitations } from '../visible.ts'

export type Silent = {
  accountId: number
  accountName: string
  contactName: string
  role: ContactRole
  engagementId: number
  engagementName: string
  askedAt: Date
}

/** Sponsors and decision makers with a question open since before an instant, the longest waiting first. */
export async function listSilentDeciders(
  db: Db,
  viewer: Viewer,
  choice: { askedBefore: Date; pmId: number | null; accountId: number | null; industry: string | null; limit: number },
): Promise<Silent[]> {
  const { askedBefore, pmId, accountId, industry, limit } = choice
  return visibleInvitations(db, viewer)
    .innerJoin('contact', 'contact.id', 'invitation.contactId')
    .innerJoin('account', 'account.id', 'engagement.accountId')
    .innerJoin('engagementContact as part', (join) =>
      join.onRef('part.engagementId', '=', 'engagement.id').onRef('part.contactId', '=', 'contact.id'),
    )
    .where('invitation.state', '=', 'sent')
    .where('invitation.sentAt', '<', askedBefore)
    .where('part.role', 'in', ['sponsor', 'decision_maker'])
    .$if(pmId !== null, (query) => query.where('invitation.pmId', '=', pmId ?? 0))
    .$if(accountId !== null, (query) => query.where('account.id', '=', accountId ?? 0))
    .$if(industry !== null, (query) => query.where('account.industry', '=', industry))
    .select(['account.id as accountId', 'account.name as accountName', 'contact.name as contactName', 'part.role'])
    .select(['engagement.id as engagementId', 'engagement.name as engagementName'])
    .select((eb) => eb.ref('invitation.sentAt').$notNull().as('askedAt'))
    .orderBy('invitation.sentAt')
    .orderBy('invitation.id')
    .limit(limit)
    .execute()
}
