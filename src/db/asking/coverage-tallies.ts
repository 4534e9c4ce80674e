import { sql } from 'kysely'
import type { CoverageBy } from '../../core/asking/coverage-ledger.ts'
import type { Leadership } from '../../core/viewer.ts'
import type { Db } from '../database.ts'
import { visibleCoverageTallies } from '../visible.ts'
import { type CoverageChoice, peopleByStanding } from './coverage-ledger.ts'

function chosen(db: Db, viewer: Leadership, { filter, standing }: CoverageChoice) {
  const { months, pmId, accountId, engagementId, industry, milestoneKind: kind } = filter
  return visibleCoverageTallies(db, viewer)
    .where('coverageTally.reachedOn', '>=', months.from)
    .where('coverageTally.reachedOn', '<', months.until)
    .$if(pmId !== null, (query) => query.where('coverageTally.pmId', '=', pmId ?? 0))
    .$if(accountId !== null, (query) => query.where('coverageTally.accountId', '=', accountId ?? 0))
    .$if(engagementId !== null, (query) => query.where('coverageTally.engagementId', '=', engagementId ?? 0))
    .$if(kind !== null, (query) => query.where('coverageTally.milestoneKind', '=', kind ?? ''))
    .$if(standing !== undefined, (query) => query.where('coverageTally.standing', '=', standing ?? 'held'))
    .$if(industry !== null, (query) =>
      query.where((eb) =>
        eb(
          'coverageTally.accountId',
          'in',
          eb.selectFrom('account').select('account.id').where('account.industry', '=', industry),
        ),
      ),
    )
}

const SUBJECTS = {
  pm: { key: sql<string>`coverage_tally.pm_id::text`, name: sql<string>`min(pm.name)` },
  account: { key: sql<string>`coverage_tally.account_id::text`, name: sql<string>`min(account.name)` },
  kind: { key: sql<string>`coverage_tally.milestone_kind`, name: sql<string>`coverage_tally.milestone_kind` },
} as const

const counted = (db: Db, viewer: Leadership, by: CoverageBy, choice: CoverageChoice) =>
  chosen(db, viewer, choice)
    .$if(by === 'pm', (query) => query.innerJoin('staff as pm', 'pm.id', 'coverageTally.pmId'))
    .$if(by === 'account', (query) => query.innerJoin('account', 'account.id', 'coverageTally.accountId'))
    .groupBy([SUBJECTS[by].key, 'coverageTally.standing'])
    .select([SUBJECTS[by].key.as('key'), SUBJECTS[by].name.as('name'), 'coverageTally.standing'])
    .select(sql<number>`sum(coverage_tally.people)::int`.as('count'))

/** How many stand where, of each PM, account or milestone kind, as last counted. */
export const countCoverage = (db: Db, viewer: Leadership, by: CoverageBy, choice: CoverageChoice) =>
  counted(db, viewer, by, choice).execute()

/** Said word by word, so that the database sees that its index of these will do. */
const isKept = sql<boolean>`coverage_tally.standing in ('held', 'held_back')`

/** The same of accounts, those alone at which the rules or a hold kept somebody from being asked. */
export const countWhereKept = (db: Db, viewer: Leadership, choice: CoverageChoice) =>
  counted(db, viewer, 'account', choice)
    .where('coverageTally.accountId', 'in', chosen(db, viewer, choice).where(isKept).select('coverageTally.accountId'))
    .execute()

/** The latest milestones at which the first `people` of those chosen stand. */
export async function listMilestonesOf(
  db: Db,
  viewer: Leadership,
  choice: CoverageChoice,
  people: number,
): Promise<number[]> {
  const each = chosen(db, viewer, choice)
    .groupBy(['coverageTally.milestoneId', 'coverageTally.reachedOn'])
    .select(['coverageTally.milestoneId', 'coverageTally.reachedOn'])
    .select(sql<number>`sum(coverage_tally.people)`.as('people'))
  const latest = sql`each.reached_on desc, each.milestone_id`
  const before = sql<number>`sum(each.people) over (order by ${latest}) - each.people`
  const rows = await db
    .selectFrom(
      db
        .selectFrom(each.as('each'))
        .select(['each.milestoneId', before.as('before')])
        .as('added'),
    )
    .where('added.before', '<', people)
    .select('added.milestoneId')
    .execute()
  return rows.map(({ milestoneId }) => milestoneId)
}

/** Counts where people stand at the reached milestones of these engagements anew, in place of what was counted before. */
export async function recountCoverage(trx: Db, engagementIds: readonly number[]): Promise<void> {
  await trx.deleteFrom('coverageTally').where('engagementId', 'in', engagementIds).execute()
  await trx
    .insertInto('coverageTally')
    .columns(['milestoneId', 'engagementId', 'accountId', 'milestoneKind', 'reachedOn', 'pmId', 'standing', 'people'])
    .expression(peopleByStanding(trx, engagementIds))
    .execute()
}
