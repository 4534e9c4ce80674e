import { sql } from 'kysely'
import type { Viewer } from '../../core/viewer.ts'
import type { ContactRole, InvitationState } from '../../core/words.ts'
import type { Db } from '../database.ts'
import { visibleContacts, visibleInvitations, visibleResponses } from '../visible.ts'

export type AccountPerson = { id: number; name: string; roles: ContactRole[]; suppressed: boolean }

/** The contacts of an account by name, with the roles they have in its engagements. */
export async function listAccountPeople(db: Db, viewer: Viewer, accountId: number): Promise<AccountPerson[]> {
  return visibleContacts(db, viewer)
    .where('contact.accountId', '=', accountId)
    .select(['contact.id', 'contact.name'])
    .select([
      sql<ContactRole[]>`array(
        select distinct part.role from engagement_contact as part
        where part.contact_id = contact.id order by part.role)`.as('roles'),
      sql<boolean>`exists (
        select from suppression where suppression.address = lower(contact.email))`.as('suppressed'),
    ])
    .orderBy('contact.name')
    .orderBy('contact.id')
    .execute()
}

export type AskedPerson = {
  contactId: number
  milestoneKind: string
  state: InvitationState
  sentAt: Date | null
  /** The three are null where there is no answer or the viewer may not read it. */
  responseId: number | null
  callFirst: number | null
  answeredAt: Date | null
}

/** Every invitation at an account, the latest milestone first, with the answer as far as the viewer may read it. */
export async function listAskedPeople(db: Db, viewer: Viewer, accountId: number): Promise<AskedPerson[]> {
  return visibleInvitations(db, viewer)
    .leftJoin(
      visibleResponses(db, viewer, 'few')
        .select(['response.id', 'response.invitationId', 'response.callFirst', 'response.answeredAt'])
        .as('readable'),
      (join) => join.onRef('readable.invitationId', '=', 'invitation.id'),
    )
    .where('engagement.accountId', '=', accountId)
    .select(['invitation.contactId', 'milestone.kind as milestoneKind', 'invitation.state', 'invitation.sentAt'])
    .select(['readable.id as responseId', 'readable.callFirst', 'readable.answeredAt'])
    .orderBy('milestone.reachedOn', (order) => order.desc().nullsLast())
    .orderBy('invitation.id', 'desc')
    .execute()
}
