import { sql } from 'kysely'
import type { CoverageBy, CoverageStanding } from '../../core/asking/coverage-ledger.ts'
import type { Viewer } from '../../core/viewer.ts'
import type { Db } from '../database.ts'
import { visibleMilestones } from '../visible.ts'
import { leftOut } from './left-out.ts'

/** Which of those at reached milestones; whatever is left out does not narrow. `since` is a day. */
export type LedgerChoice = {
  since: string | null
  pmId?: number
  accountId?: number
  kind?: string
  standing?: CoverageStanding
}

/** Written to, or answered in an earlier tool, before anything that kept others from being asked. */
const standing = sql<CoverageStanding>`case
  when invitation.state = 'answered' then 'answered'
  when invitation.sent_at is not null then 'unanswered'
  when held.hold_id is not null then 'held'
  when invitation.state = 'held_back' then 'held_back'
  when invitation.state = 'planned' then 'to_come'
  else 'not_asked' end`

/** Everybody who takes part in an engagement with a reached milestone, and whoever was asked there and has left since. */
function pairs(db: Db, viewer: Viewer, { since, pmId, accountId, kind, standing: only }: LedgerChoice) {
  const people = sql<{ milestoneId: number; contactId: number }>`(
    select milestone.id as milestone_id, part.contact_id from milestone
      join engagement_contact as part on part.engagement_id = milestone.engagement_id
      where milestone.reached_on is not null
    union select milestone_id, contact_id from invitation)`
  const held = leftOut(db, viewer)
    .distinctOn(['milestone.id', 'contact.id'])
    .orderBy('milestone.id')
    .orderBy('contact.id')
    .orderBy('hold.id', 'desc')
    .select(['milestone.id as milestoneId', 'contact.id as contactId', 'hold.id as holdId'])
    .as('held')
  return visibleMilestones(db, viewer)
    .innerJoin(people.as('person'), 'person.milestoneId', 'milestone.id')
    .innerJoin('contact', 'contact.id', 'person.contactId')
    .innerJoin('account', 'account.id', 'engagement.accountId')
    .leftJoin('invitation', (join) =>
      join.onRef('invitation.milestoneId', '=', 'milestone.id').onRef('invitation.contactId', '=', 'contact.id'),
    )
    .innerJoin('staff as pm', (join) =>
      join.on((eb) => eb('pm.id', '=', eb.fn.coalesce('invitation.pmId', 'engagement.pmId'))),
    )
    .leftJoin(held, (join) =>
      join.onRef('held.milestoneId', '=', 'milestone.id').onRef('held.contactId', '=', 'contact.id'),
    )
    .where('milestone.reachedOn', 'is not', null)
    .$if(since !== null, (query) => query.where('milestone.reachedOn', '>=', since ?? ''))
    .$if(pmId !== undefined, (query) => query.where('pm.id', '=', pmId ?? 0))
    .$if(accountId !== undefined, (query) => query.where('account.id', '=', accountId ?? 0))
    .$if(kind !== undefined, (query) => query.where('milestone.kind', '=', kind ?? ''))
    .$if(only !== undefined, (query) => query.where(standing, '=', only ?? 'held'))
}

const SUBJECTS = {
  pm: { key: sql<string>`pm.id::text`, name: sql<string>`pm.name` },
  account: { key: sql<string>`account.id::text`, name: sql<string>`account.name` },
  kind: { key: sql<string>`milestone.kind`, name: sql<string>`milestone.kind` },
} as const

/** How many stand where, of each PM, account or milestone kind. */
export const countLedger = (db: Db, viewer: Viewer, by: CoverageBy, choice: LedgerChoice) =>
  pairs(db, viewer, choice)
    .groupBy([SUBJECTS[by].key, SUBJECTS[by].name, standing])
    .select([SUBJECTS[by].key.as('key'), SUBJECTS[by].name.as('name'), standing.as('standing')])
    .select(sql<number>`count(*)::int`.as('count'))
    .execute()

/** Each contact at each reached milestone with who left them out, or the last decision about them; latest milestone first. */
export const listLedger = (db: Db, viewer: Viewer, choice: LedgerChoice & { limit?: number }) =>
  pairs(db, viewer, choice)
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
    .$if(choice.limit !== undefined, (query) => query.limit(choice.limit ?? 0))
    .execute()
