import { type RawBuilder, sql } from 'kysely'
import type { CoverageStanding } from '../../core/asking/coverage-ledger.ts'
import type { AnswerFilter } from '../../core/score/answer-filter.ts'
import { COUNTING, type Leadership, type Viewer } from '../../core/viewer.ts'
import type { Db } from '../database.ts'
import { visibleMilestones } from '../visible.ts'
import { leftOut } from './left-out.ts'

/** Those at milestones reached within the filter's months, by all it narrows but the survey: whom nobody asked, no survey has. */
export type CoverageChoice = { filter: AnswerFilter; standing?: CoverageStanding | undefined }

/** Written to, or answered in an earlier tool, before anything that kept others from being asked. */
const standing = sql<CoverageStanding>`case
  when invitation.state = 'answered' then 'answered'
  when invitation.sent_at is not null then 'unanswered'
  when held.hold_id is not null then 'held'
  when invitation.state = 'held_back' then 'held_back'
  when invitation.state = 'planned' then 'to_come'
  else 'not_asked' end`

/** All milestones or some of them, said wherever rows of theirs begin: the database does not carry it from one place to another. */
const isAmong = (milestone: string, ids: readonly number[] | RawBuilder<number[]> | null) =>
  ids === null ? sql<boolean>`true` : sql<boolean>`${sql.ref(milestone)} = any(${ids})`

/** Everybody who takes part in an engagement with a reached milestone, and whoever was asked there and has left since. */
function pairs(db: Db, viewer: Viewer, among: readonly number[] | RawBuilder<number[]> | null) {
  const people = sql<{ milestoneId: number; contactId: number }>`(
    select milestone.id as milestone_id, part.contact_id from milestone
      join engagement_contact as part on part.engagement_id = milestone.engagement_id
      where milestone.reached_on is not null and ${isAmong('milestone.id', among)}
    union select milestone_id, contact_id from invitation where ${isAmong('invitation.milestone_id', among)})`
  const held = leftOut(db, viewer)
    .where(isAmong('milestone.id', among))
    .distinctOn(['milestone.id', 'contact.id'])
    .orderBy('milestone.id')
    .orderBy('contact.id')
    .orderBy('hold.id', 'desc')
    .select(['milestone.id as milestoneId', 'contact.id as contactId', 'hold.id as holdId'])
    .as('held')
  return visibleMilestones(db, viewer)
    .innerJoin(people.as('person'), 'person.milestoneId', 'milestone.id')
    .leftJoin('invitation', (join) =>
      join.onRef('invitation.milestoneId', '=', 'milestone.id').onRef('invitation.contactId', '=', 'person.contactId'),
    )
    .leftJoin(held, (join) =>
      join.onRef('held.milestoneId', '=', 'milestone.id').onRef('held.contactId', '=', 'person.contactId'),
    )
    .where('milestone.reachedOn', 'is not', null)
}

const pmId = sql<number>`coalesce(invitation.pm_id, engagement.pm_id)`

/** How many of the people at the reached milestones of these engagements stand where, as rows of `coverage_tally`. */
export function peopleByStanding(trx: Db, engagementIds: readonly number[]) {
  const milestones = sql<number[]>`array(
    select counted.id from milestone as counted where counted.engagement_id = any(${engagementIds}))`
  return pairs(trx, COUNTING, milestones)
    .groupBy(['milestone.id', 'engagement.id', pmId, standing])
    .select(['milestone.id as milestoneId', 'engagement.id as engagementId', 'engagement.accountId'])
    .select(['milestone.kind as milestoneKind', 'milestone.reachedOn', pmId.as('pmId'), standing.as('standing')])
    .select(sql<number>`count(*)::int`.as('people'))
    .$narrowType<{ reachedOn: string }>()
}

/**
 * Each contact at each reached milestone, or at these, with who left them out, or the last decision about them; latest milestone
 * first.
 */
export const listLedger = (
  db: Db,
  viewer: Leadership,
  { filter, standing: only }: CoverageChoice,
  page?: { milestoneIds: readonly number[]; limit: number },
) =>
  pairs(db, viewer, page?.milestoneIds ?? null)
    .innerJoin('contact', 'contact.id', 'person.contactId')
    .innerJoin('account', 'account.id', 'engagement.accountId')
    .innerJoin('staff as pm', (join) => join.on(sql<boolean>`pm.id = ${pmId}`))
    .where('milestone.reachedOn', '>=', filter.months.from)
    .where('milestone.reachedOn', '<', filter.months.until)
    .$if(filter.pmId !== null, (query) => query.where('pm.id', '=', filter.pmId ?? 0))
    .$if(filter.accountId !== null, (query) => query.where('account.id', '=', filter.accountId ?? 0))
    .$if(filter.engagementId !== null, (query) => query.where('engagement.id', '=', filter.engagementId ?? 0))
    .$if(filter.industry !== null, (query) => query.where('account.industry', '=', filter.industry))
    .$if(filter.milestoneKind !== null, (query) => query.where('milestone.kind', '=', filter.milestoneKind ?? ''))
    .$if(only !== undefined, (query) => query.where(standing, '=', only ?? 'held'))
    .leftJoin('hold', 'hold.id', 'held.holdId')
    .leftJoin('staff as holder', 'holder.id', 'hold.placedBy')
    .leftJoinLateral(
      (eb) =>
        eb
          .selectFrom('decision')
          .whereRef('decision.milestoneId', '=', 'milestone.id')
          .where((each) =>
            each.or([each('decision.contactId', 'is', null), each('decision.contactId', '=', each.ref('contact.id'))]),
          )
          .orderBy('decision.at', 'desc')
          .orderBy('decision.id', 'desc')
          .limit(1)
          .select(['decision.kind', 'decision.reason', 'decision.nextAllowedOn', 'decision.note', 'decision.dueAt'])
          .as('last'),
      (join) => join.onTrue(),
    )
    .select(['contact.name as contactName', 'account.name as accountName', 'engagement.id as engagementId'])
    .select(['engagement.name as engagementName', 'milestone.kind as milestoneKind', 'milestone.reachedOn'])
    .select(['pm.name as pmName', standing.as('standing'), 'hold.reason as holdReason', 'holder.name as heldBy'])
    .select(['last.kind', 'last.reason', 'last.nextAllowedOn', 'last.note', 'last.dueAt'])
    .orderBy('milestone.reachedOn', 'desc')
    .orderBy('milestone.id')
    .orderBy('contact.name')
    .orderBy('contact.id')
    .$if(page !== undefined, (query) => query.limit(page?.limit ?? 0))
    .execute()
