import { sql } from 'kysely'
import type { HeardOutcome } from '../../core/score/checked-outcomes.ts'
import type { Viewer } from '../../core/viewer.ts'
import type { Audience } from '../../core/words.ts'
import type { Db } from '../database.ts'
import type { NewRow, Row } from '../schema.ts'
import { visibleAccounts, visibleEngagements } from '../visible.ts'

/**
 * Every outcome up to a day with what was said before it: the last answer of each contact of the engagement that the outcome
 * names, else of the account, in the year before the need. An answer of the same day or later is never used, nor one that
 * was changed then; an imported answer counts from the day it was given, not from that of the import.
 */
export async function listHeardOutcomes(
  db: Db,
  which: { until: string; audience: Audience; timeZone: string },
): Promise<HeardOutcome[]> {
  const { rows } = await sql<HeardOutcome>`
    select outcome.id as outcome_id, outcome.called_first, said.call_first
    from outcome
    left join lateral (
      select distinct on (invitation.contact_id) response.call_first
      from engagement
      join milestone on milestone.engagement_id = engagement.id
      join invitation on invitation.milestone_id = milestone.id
      join response on response.invitation_id = invitation.id
      cross join lateral (
        select case invitation.origin when 'import' then response.answered_at else response.changed_at end as at
      ) as stood
      where engagement.account_id = outcome.account_id
        and engagement.id = coalesce(outcome.engagement_id, engagement.id)
        and (stood.at at time zone ${which.timeZone})::date < outcome.needed_on
        and (response.answered_at at time zone ${which.timeZone})::date >= outcome.needed_on - interval '1 year'
        and (${which.audience} = 'leadership' or response.visibility = 'team')
      order by invitation.contact_id, response.answered_at desc, response.id desc
    ) as said on true
    where outcome.needed_on <= ${which.until}::date
    order by outcome.id`.execute(db)
  return rows
}

/** The account that an outcome is recorded for, if the viewer sees it; nobody else records there until the transaction ends. */
export async function leaseOutcomeAccount(
  db: Db,
  viewer: Viewer,
  id: number,
): Promise<Pick<Row<'account'>, 'id' | 'ref'> | undefined> {
  return visibleAccounts(db, viewer)
    .where('account.id', '=', id)
    .select(['account.id', 'account.ref'])
    .forNoKeyUpdate()
    .executeTakeFirst()
}

/** An engagement of the account, if the viewer sees it. */
export async function findOutcomeEngagement(
  db: Db,
  viewer: Viewer,
  which: { id: number; accountId: number },
): Promise<Pick<Row<'engagement'>, 'id' | 'ref'> | undefined> {
  return visibleEngagements(db, viewer)
    .where('engagement.id', '=', which.id)
    .where('engagement.accountId', '=', which.accountId)
    .select(['engagement.id', 'engagement.ref'])
    .executeTakeFirst()
}

type Need = { accountId: number; engagementId: number | null; neededOn: string }

/** What is recorded already of the same need. */
export async function findOutcomeOf(
  db: Db,
  { accountId, engagementId, neededOn }: Need,
): Promise<Pick<Row<'outcome'>, 'id' | 'calledFirst'> | undefined> {
  return db
    .selectFrom('outcome')
    .select(['id', 'calledFirst'])
    .where('accountId', '=', accountId)
    .where('engagementId', 'is not distinct from', engagementId)
    .where('neededOn', '=', neededOn)
    .limit(1)
    .executeTakeFirst()
}

/** Its key. */
export async function insertOutcome(db: Db, outcome: NewRow<'outcome'>): Promise<number> {
  const { id } = await db.insertInto('outcome').values(outcome).returning('id').executeTakeFirstOrThrow()
  return id
}
