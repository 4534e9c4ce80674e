import { sql } from 'kysely'
import type { Viewer } from '../../core/viewer.ts'
import { PAGE_PEOPLE } from '../../core/page-of.ts'
import { CONTACT_ROLES, type ContactRole, type InvitationState } from '../../core/words.ts'
import { anyKey } from '../any-of.ts'
import type { Db } from '../database.ts'
import { visibleContacts, visibleInvitations, visibleAnswers } from '../visible.ts'

export type AccountPerson = { id: number; name: string; roles: ContactRole[]; suppressed: boolean }

/** Of somebody's roles the one that decides most, from 1; beyond all where there is none. */
const rank = sql<number>`coalesce((
  select min(array_position(${[...CONTACT_ROLES]}::text[], part.role)) from engagement_contact as part
    where part.contact_id = contact.id), ${CONTACT_ROLES.length + 1})`

/** A page of an account's contacts, or all, those who decide first, then by name, with the roles they have in its engagements; `total` counts all. */
export async function listAccountPeople(
  db: Db,
  viewer: Viewer,
  accountId: number,
  page: number | 'all',
): Promise<{ people: AccountPerson[]; total: number }> {
  const all = visibleContacts(db, viewer).where('contact.accountId', '=', accountId)
  const { total } = await all.select(sql<number>`count(*)::int`.as('total')).executeTakeFirstOrThrow()
  const inOrder = all
    .select(['contact.id', 'contact.name'])
    .select([
      sql<ContactRole[]>`array(
        select distinct part.role from engagement_contact as part
        where part.contact_id = contact.id order by part.role)`.as('roles'),
      sql<boolean>`exists (
        select from suppression where suppression.address = lower(contact.email))`.as('suppressed'),
    ])
    .orderBy(rank)
    .orderBy('contact.name')
    .orderBy('contact.id')
  const asked = page === 'all' ? inOrder : inOrder.limit(PAGE_PEOPLE).offset((page - 1) * PAGE_PEOPLE)
  return { people: await asked.execute(), total }
}

/** Of those who decide at an account the one whose last answer there that the viewer may read is the lowest. */
export function findLowestDecider(db: Db, viewer: Viewer, accountId: number) {
  const last = visibleAnswers(db, viewer, 'few')
    .where('response.contactId', '=', sql.ref<number>('decider.id'))
    .where('response.accountId', '=', accountId)
    .orderBy('response.answeredAt', 'desc')
    .orderBy('response.id', 'desc')
    .limit(1)
    .select(['response.callFirst', 'response.answeredAt'])
  const role = sql<ContactRole | null>`(
    select part.role from engagement_contact as part
      where part.contact_id = contact.id and part.role in ('sponsor', 'decision_maker') order by part.role desc limit 1)`
  const deciders = visibleContacts(db, viewer)
    .where('contact.accountId', '=', accountId)
    .select(['contact.id', 'contact.name', role.as('role')])
  return db
    .selectFrom(deciders.as('decider'))
    .innerJoinLateral(last.as('last'), (join) => join.onTrue())
    .where('decider.role', 'is not', null)
    .select(['decider.name', 'decider.role', 'last.callFirst'])
    .orderBy('last.callFirst')
    .orderBy('decider.role', 'desc')
    .orderBy('decider.name')
    .orderBy('decider.id')
    .limit(1)
    .$narrowType<{ role: ContactRole }>()
    .executeTakeFirst()
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

/** Every invitation of these people at an account, the latest milestone first, with the answer as far as the viewer may read it. */
export async function listAskedPeople(
  db: Db,
  viewer: Viewer,
  accountId: number,
  contactIds: readonly number[],
): Promise<AskedPerson[]> {
  if (contactIds.length === 0) return []
  return visibleInvitations(db, viewer)
    .leftJoin(
      visibleAnswers(db, viewer, 'few')
        .select(['response.id', 'response.invitationId', 'response.callFirst', 'response.answeredAt'])
        .as('readable'),
      (join) => join.onRef('readable.invitationId', '=', 'invitation.id'),
    )
    .where('engagement.accountId', '=', accountId)
    .where('invitation.contactId', '=', anyKey(contactIds))
    .select(['invitation.contactId', 'milestone.kind as milestoneKind', 'invitation.state', 'invitation.sentAt'])
    .select(['readable.id as responseId', 'readable.callFirst', 'readable.answeredAt'])
    .orderBy('milestone.reachedOn', (order) => order.desc().nullsLast())
    .orderBy('invitation.id', 'desc')
    .execute()
}
