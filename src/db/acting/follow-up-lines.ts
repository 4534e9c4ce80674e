import { type Expression, type ExpressionBuilder, sql, type SqlBool } from 'kysely'
import type { FollowUpOrder } from '../../core/acting/follow-up-filter.ts'
import { seesEverything, unsealed, type Viewer } from '../../core/viewer.ts'
import type { FollowUpReason, FollowUpState, Visibility } from '../../core/words.ts'
import type { Db } from '../database.ts'
import type { Schema } from '../schema.ts'
import { nameOf } from '../name-of.ts'
import { followUpReaders, hasFallenForTeam, visibleFollowUps, visibleAnswers } from '../visible.ts'

export type FollowUpLineRow = {
  id: number
  state: FollowUpState
  reasons: FollowUpReason[]
  accountId: number
  accountName: string
  contactName: string
  engagementName: string
  /** Null: the contact has not answered. */
  callFirst: number | null
  /** Who may know of it. */
  readers: Visibility
  /** The contact's answer before this one; null where there is none or the viewer may not read it. */
  previousCallFirst: number | null
  comment: string | null
  /** When what is not answered was asked. */
  askedAt: Date | null
  ownerId: number
  ownerName: string
  openedAt: Date
  dueAt: Date
  closedAt: Date | null
  snoozedUntil: Date | null
  escalations: number
  /** How often it was put off. */
  snoozes: number
}

/** Which follow-ups; whatever is left out does not narrow. */
export type FollowUpChoice = {
  id?: number
  ownerId?: number
  accountId?: number
  /** The PM of the day. */
  pmId?: number
  engagementId?: number
  /** The account's. */
  industry?: string
  reason?: FollowUpReason
  isClosed?: boolean
  /** Past its due time and to be done. */
  overdueAt?: Date
  escalated?: true
  /** Put off beyond this instant. */
  snoozedAt?: Date
  /** Not put off beyond this instant. */
  awakeAt?: Date
  order?: FollowUpOrder
  limit?: number
  offset?: number
}

/** In the words of the indexes that hold nothing else. */
export const isToDo = sql<boolean>`follow_up.state <> 'closed'`
export const isOver = sql<boolean>`follow_up.state = 'closed'`

export type FollowUpExpressions = ExpressionBuilder<Schema, 'followUp'>

/** As conditions on what `visibleFollowUps` finds. */
export function chosenFollowUps(eb: FollowUpExpressions, choice: FollowUpChoice): Expression<SqlBool> {
  const {
    id,
    ownerId,
    accountId,
    pmId,
    engagementId,
    industry,
    reason,
    isClosed,
    overdueAt,
    escalated,
    snoozedAt,
    awakeAt,
  } = choice
  return eb.and([
    ...(id === undefined ? [] : [eb('followUp.id', '=', id)]),
    ...(ownerId === undefined ? [] : [eb('followUp.ownerId', '=', ownerId)]),
    ...(accountId === undefined ? [] : [eb('followUp.accountId', '=', accountId)]),
    ...(pmId === undefined ? [] : [eb('followUp.pmId', '=', pmId)]),
    ...(engagementId === undefined ? [] : [eb('followUp.engagementId', '=', engagementId)]),
    ...(industry === undefined
      ? []
      : [
          eb(
            'followUp.accountId',
            'in',
            eb.selectFrom('account as filtered').select('filtered.id').where('filtered.industry', '=', industry),
          ),
        ]),
    ...(reason === undefined ? [] : [sql<boolean>`${reason} = any(follow_up.reasons)`]),
    ...(isClosed === undefined ? [] : [isClosed ? isOver : isToDo]),
    ...(overdueAt === undefined ? [] : [isToDo, eb('followUp.dueAt', '<', overdueAt)]),
    ...(escalated === undefined ? [] : [isToDo, eb('followUp.escalations', '>', 0)]),
    ...(snoozedAt === undefined ? [] : [eb('followUp.snoozedUntil', '>', snoozedAt)]),
    ...(awakeAt === undefined
      ? []
      : [eb.or([eb('followUp.snoozedUntil', 'is', null), eb('followUp.snoozedUntil', '<=', awakeAt)])]),
  ])
}

const ORDERS = {
  due: sql`follow_up.due_at`,
  newest: sql`follow_up.opened_at desc`,
  closed: sql`follow_up.closed_at desc nulls last`,
  client: sql`(select lower(account.name) from account where account.id = follow_up.account_id),
    (select lower(contact.name) from contact where contact.id = follow_up.contact_id)`,
  owner: sql`(select lower(staff.name) from staff where staff.id = follow_up.owner_id), follow_up.due_at`,
} satisfies Record<FollowUpOrder, unknown>

/**
 * Follow-ups that the viewer may see, the earliest due first unless ordered otherwise. A fall against an answer that the
 * viewer may not read is left out of the reasons: it would tell that this answer was higher.
 */
export async function listFollowUpLines(db: Db, viewer: Viewer, choice: FollowUpChoice): Promise<FollowUpLineRow[]> {
  const { order = 'due', limit, offset = 0 } = choice
  // Who has to act on a fall must know from where.
  const previous = visibleAnswers(db, unsealed(viewer), 'few')
    .innerJoin('response as later', (join) => join.onRef('later.id', '=', sql.ref('follow_up.response_id')))
    .where('response.contactId', '=', sql.ref<number>('follow_up.contact_id'))
    .whereRef('response.answeredAt', '<', 'later.answeredAt')
    .orderBy('response.answeredAt', 'desc')
    .orderBy('response.id', 'desc')
    .limit(1)
    .select('response.callFirst')
  // Found first, so that what stands around them is read for one page alone.
  const page = visibleFollowUps(db, viewer)
    .where((eb) => chosenFollowUps(eb as unknown as FollowUpExpressions, choice))
    // Nor may the filter tell of a fall that the line does not.
    .$if(choice.reason === 'fall', (query) => query.where(previous, 'is not', null))
    .$if(choice.reason === 'fall' && !seesEverything(viewer), (query) => query.where(hasFallenForTeam))
    .orderBy(ORDERS[order])
    .orderBy('followUp.id')
    .$if(limit !== undefined, (query) => query.limit(limit ?? 0).offset(offset))
    .select('followUp.id')
  const rows = await visibleFollowUps(db, viewer)
    .where(sql<boolean>`follow_up.id = any(array(${page}))`)
    .select(['followUp.id', 'followUp.state', 'followUp.reasons', 'followUp.openedAt', 'followUp.dueAt'])
    .select(['followUp.closedAt', 'followUp.snoozedUntil', 'followUp.escalations', 'followUp.ownerId'])
    .select([nameOf('staff', 'followUp.ownerId').as('ownerName'), 'followUp.accountId'])
    .select([nameOf('account', 'followUp.accountId').as('accountName')])
    .select([nameOf('contact', 'followUp.contactId').as('contactName')])
    .select([nameOf('engagement', 'followUp.engagementId').as('engagementName')])
    .select(['response.callFirst', 'response.comment', previous.as('previousCallFirst')])
    .select(followUpReaders.as('readers'))
    .select(seesEverything(viewer) ? sql<boolean>`true`.as('mayTellFall') : hasFallenForTeam.as('mayTellFall'))
    .select(
      sql<Date | null>`case when follow_up.response_id is null then (
        select invitation.sent_at from invitation where invitation.id = follow_up.invitation_id) end`.as('askedAt'),
    )
    .select(
      sql<number>`(select count(*)::int from follow_up_step as step
        where step.follow_up_id = follow_up.id and step.kind = 'snoozed')`.as('snoozes'),
    )
    .orderBy(ORDERS[order])
    .orderBy('followUp.id')
    .execute()
  return rows.map(({ mayTellFall, ...row }) => {
    const tellsFall = mayTellFall && row.previousCallFirst !== null
    return { ...row, reasons: tellsFall ? row.reasons : row.reasons.filter((reason) => reason !== 'fall') }
  })
}
