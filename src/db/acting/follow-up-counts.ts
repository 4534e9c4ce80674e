import { sql } from 'kysely'
import { MOST_COUNTED } from '../../core/most-counted.ts'
import { seesEverything, type Viewer } from '../../core/viewer.ts'
import type { Db } from '../database.ts'
import { listAccountChoices } from '../firm/account-choices.ts'
import { unseenTime } from '../unseen.ts'
import { visibleFollowUps } from '../visible.ts'
import { chosenFollowUps, type FollowUpChoice, type FollowUpExpressions, isOver, isToDo } from './follow-up-lines.ts'

export type FollowUpCounts = {
  open: number
  /** Of the open ones, those that are not put off. */
  today: number
  overdue: number
  escalated: number
  snoozed: number
  /** Up to `MOST_COUNTED`. */
  closed: number
  /** The median of the hours that people took to close, from opening; null where they closed none since `closedSince`. */
  hoursToClose: number | null
  /** How many that is the median of. */
  closedByPeople: number
}

/** Whatever the reason: which falls a viewer may know of, only the lines tell. */
function those(db: Db, viewer: Viewer, given: FollowUpChoice) {
  const choice = { ...given }
  delete choice.reason
  return visibleFollowUps(db, viewer).where((eb) => chosenFollowUps(eb as unknown as FollowUpExpressions, choice))
}

const toDo = (db: Db, viewer: Viewer, choice: FollowUpChoice, now: Date) =>
  those(db, viewer, choice)
    .where(isToDo)
    .select([
      sql<number>`count(*)::int`.as('open'),
      sql<number>`(count(*) filter (where follow_up.snoozed_until is null or follow_up.snoozed_until <= ${now}))::int`.as(
        'today',
      ),
      sql<number>`(count(*) filter (where follow_up.due_at < ${now}))::int`.as('overdue'),
      sql<number>`(count(*) filter (where follow_up.escalations > 0))::int`.as('escalated'),
      sql<number>`(count(*) filter (where follow_up.snoozed_until > ${now}))::int`.as('snoozed'),
    ])

/** How much is to be done, which the database finds without reading what is over. */
export const countToDo = (db: Db, viewer: Viewer, choice: FollowUpChoice, now: Date) =>
  toDo(db, viewer, choice, now).executeTakeFirstOrThrow()

const closed = (db: Db, viewer: Viewer, choice: FollowUpChoice) =>
  db
    .selectFrom(those(db, viewer, choice).where(isOver).select('followUp.id').limit(MOST_COUNTED).as('some'))
    .select(sql<number>`count(*)::int`.as('closed'))

const timeToClose = (db: Db, viewer: Viewer, choice: FollowUpChoice, closedSince: Date) =>
  those(db, viewer, choice)
    .where(isOver)
    .where('followUp.closedAt', '>=', unseenTime(closedSince))
    .where('followUp.closedBy', 'is not', null)
    .select([
      sql<number | null>`percentile_cont(0.5) within group (
        order by extract(epoch from follow_up.closed_at - follow_up.opened_at) / 3600)`.as('hoursToClose'),
      sql<number>`count(*)::int`.as('closedByPeople'),
    ])

/** How those chosen of the follow-ups that the viewer sees stand at `now`; open ones include the overdue, escalated and snoozed. */
export const countFollowUps = (
  db: Db,
  viewer: Viewer,
  choice: FollowUpChoice,
  { now, closedSince }: { now: Date; closedSince: Date },
): Promise<FollowUpCounts> =>
  db
    .selectFrom(toDo(db, viewer, choice, now).as('toDo'))
    .innerJoin(closed(db, viewer, choice).as('over'), (join) => join.onTrue())
    .innerJoin(timeToClose(db, viewer, choice, closedSince).as('time'), (join) => join.onTrue())
    .selectAll()
    .executeTakeFirstOrThrow()

/** Of these, whoever owns one that the viewer sees: each is asked about by key, so that nobody's are all read. */
const listOwners = (db: Db, viewer: Viewer) =>
  db
    .selectFrom('staff as owner')
    .innerJoinLateral(
      visibleFollowUps(db, viewer)
        .where('followUp.ownerId', '=', sql.ref<number>('owner.id'))
        .limit(1)
        .select('followUp.id')
        .as('one'),
      (join) => join.onTrue(),
    )
    .select(['owner.id', 'owner.name'])
    .orderBy('owner.name')
    .execute()

/** Whoever has something to do that the viewer sees. */
const listBusyOwners = (db: Db, viewer: Viewer) =>
  visibleFollowUps(db, viewer)
    .where(isToDo)
    .innerJoin('staff as owner', 'owner.id', 'followUp.ownerId')
    .select(['owner.id', 'owner.name'])
    .distinct()
    .orderBy('owner.name')
    .execute()

/** By whom and by which account the viewer can narrow the follow-ups, each by name. */
export async function listFollowUpSubjects(db: Db, viewer: Viewer) {
  const [owners, { accounts }] = await Promise.all([
    seesEverything(viewer) ? listOwners(db, viewer) : listBusyOwners(db, viewer),
    listAccountChoices(db, viewer),
  ])
  return { owners, accounts }
}
