import { sql } from 'kysely'
import { seesEverything, unsealed, type Viewer } from '../../core/viewer.ts'
import type { FollowUpReason, FollowUpState } from '../../core/words.ts'
import type { Db } from '../database.ts'
import { hasFallenForTeam, visibleFollowUps, visibleResponses } from '../visible.ts'

export type FollowUpLineRow = {
  id: number
  state: FollowUpState
  reasons: FollowUpReason[]
  accountName: string
  contactName: string
  engagementName: string
  callFirst: number
  /** The contact's answer before this one; null where there is none or the viewer may not read it. */
  previousCallFirst: number | null
  comment: string | null
  ownerName: string
  dueAt: Date
}

/** Which follow-ups; whatever is left out does not narrow. */
export type FollowUpChoice = {
  id?: number
  ownerId?: number
  accountId?: number
  /** The PM of the day. */
  pmId?: number
  engagementId?: number
  states?: readonly FollowUpState[]
  limit?: number
}

/**
 * Follow-ups that the viewer may see, the earliest due first. A fall against an answer that the viewer may not read is left
 * out of the reasons: it would tell that this answer was higher.
 */
export async function listFollowUpLines(db: Db, viewer: Viewer, choice: FollowUpChoice): Promise<FollowUpLineRow[]> {
  const { id, ownerId, accountId, pmId, engagementId, states, limit } = choice
  // Who has to act on a fall must know from where.
  const previous = visibleResponses(db, unsealed(viewer))
    .innerJoin('response as later', (join) => join.onRef('later.id', '=', sql.ref('follow_up.response_id')))
    .innerJoin('invitation as laterAsked', 'laterAsked.id', 'later.invitationId')
    .whereRef('invitation.contactId', '=', 'laterAsked.contactId')
    .whereRef('response.answeredAt', '<', 'later.answeredAt')
    .orderBy('response.answeredAt', 'desc')
    .orderBy('response.id', 'desc')
    .limit(1)
    .select('response.callFirst')
  const rows = await visibleFollowUps(db, viewer)
    .innerJoin('account', 'account.id', 'engagement.accountId')
    .innerJoin('contact', 'contact.id', 'invitation.contactId')
    .innerJoin('staff as owner', 'owner.id', 'followUp.ownerId')
    .$if(id !== undefined, (query) => query.where('followUp.id', '=', id ?? 0))
    .$if(ownerId !== undefined, (query) => query.where('followUp.ownerId', '=', ownerId ?? 0))
    .$if(accountId !== undefined, (query) => query.where('engagement.accountId', '=', accountId ?? 0))
    .$if(pmId !== undefined, (query) => query.where('invitation.pmId', '=', pmId ?? 0))
    .$if(engagementId !== undefined, (query) => query.where('engagement.id', '=', engagementId ?? 0))
    .$if(states !== undefined, (query) => query.where('followUp.state', 'in', states ?? []))
    .select(['followUp.id', 'followUp.state', 'followUp.reasons', 'followUp.dueAt', 'owner.name as ownerName'])
    .select(['account.name as accountName', 'contact.name as contactName', 'engagement.name as engagementName'])
    .select(['response.callFirst', 'response.comment', previous.as('previousCallFirst')])
    .select(seesEverything(viewer) ? sql<boolean>`true`.as('mayTellFall') : hasFallenForTeam.as('mayTellFall'))
    .orderBy('followUp.dueAt')
    .orderBy('followUp.id')
    .$if(limit !== undefined, (query) => query.limit(limit ?? 0))
    .execute()
  return rows.map(({ mayTellFall, ...row }) => {
    const tellsFall = mayTellFall && row.previousCallFirst !== null
    return { ...row, reasons: tellsFall ? row.reasons : row.reasons.filter((reason) => reason !== 'fall') }
  })
}
