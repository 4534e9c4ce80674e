import { type RawBuilder, sql } from 'kysely'
import { isOpenNeed } from '../../core/acting/opportunity.ts'
import { MOST_COUNTED } from '../../core/most-counted.ts'
import type { AnswerFilter } from '../../core/score/answer-filter.ts'
import { seesEverything, type Viewer } from '../../core/viewer.ts'
import { OPPORTUNITY_STATES, type OpportunityState } from '../../core/words.ts'
import type { Db } from '../database.ts'
import { listAccountChoices } from '../firm/account-choices.ts'
import { nameOf } from '../name-of.ts'
import { unseenKey } from '../unseen.ts'
import { visibleNeeds, visibleOpportunities } from '../visible.ts'

export const OPPORTUNITY_SORTS = ['newest', 'oldest', 'value', 'account', 'moved'] as const
export type OpportunitySort = (typeof OPPORTUNITY_SORTS)[number]

/** Which needs; whatever is left out does not narrow. An owner of null: those of nobody. */
export type OpportunityChoice = {
  states?: readonly OpportunityState[]
  ownerId?: number | null
  accountId?: number
  managerId?: number
  q?: string
  /** Heard in one of these answers, given between these instants. */
  answers?: { filter: AnswerFilter; from: Date; until: Date }
}

const OPEN = OPPORTUNITY_STATES.filter(isOpenNeed)

const movedAt = sql<Date>`coalesce((
  select move.at from opportunity_move as move where move.opportunity_id = opportunity.id
    order by move.at desc limit 1), opportunity.opened_at)`

const ORDERS = {
  newest: sql`opportunity.heard_at desc`,
  oldest: sql`opportunity.heard_at`,
  value: sql`opportunity.value desc nulls last, opportunity.heard_at desc`,
  account: sql`account.name, opportunity.heard_at desc`,
  moved: sql`${movedAt} desc`,
} as const

/** Said word by word, so that the database sees whether its index of the open ones will do. */
const isIn = (states: readonly OpportunityState[]) =>
  sql<boolean>`opportunity.state in (${sql.join(states.map((state) => sql.lit(state)))})`

type Visible = ReturnType<typeof visibleOpportunities>

function chosen(query: Visible, { states, ownerId, accountId, managerId, q, answers }: OpportunityChoice): Visible {
  const pattern = `%${(q ?? '').replaceAll(/[\\%_]/g, '\\$&')}%`
  return (answers === undefined ? query : heardIn(query, answers))
    .$if(states !== undefined, (each) => each.where(isIn(states ?? [])))
    .$if(ownerId !== undefined, (each) => each.where('opportunity.ownerId', 'is not distinct from', ownerId ?? null))
    .$if(accountId !== undefined, (each) => each.where('opportunity.heardAccountId', '=', accountId ?? 0))
    .$if(managerId !== undefined, (each) => each.where('account.accountManagerId', '=', managerId ?? 0))
    .$if(q !== undefined && q !== '', (each) =>
      each.where((eb) =>
        eb.or([
          eb('opportunity.need', 'ilike', pattern),
          eb('account.name', 'ilike', pattern),
          eb('contact.name', 'ilike', pattern),
        ]),
      ),
    )
}

function heardIn(query: Visible, { filter, from, until }: NonNullable<OpportunityChoice['answers']>): Visible {
  const { pmId, accountId, engagementId, industry, milestoneKind, surveyKey } = filter
  const kind = sql<string>`(select milestone.kind from invitation join milestone on milestone.id = invitation.milestone_id
    where invitation.id = response.invitation_id)`
  const survey = sql<string>`coalesce((select survey_version.survey_key from invitation
    join survey_version on survey_version.id = invitation.survey_version_id
    where invitation.id = response.invitation_id), '')`
  return query
    .where('opportunity.responseId', 'is not', null)
    .where('opportunity.heardAt', '>=', from)
    .where('opportunity.heardAt', '<', until)
    .$if(pmId !== null, (each) => each.where('opportunity.heardPmId', '=', pmId ?? 0))
    .$if(accountId !== null, (each) => each.where('opportunity.heardAccountId', '=', accountId ?? 0))
    .$if(engagementId !== null, (each) => each.where('opportunity.heardEngagementId', '=', engagementId ?? 0))
    .$if(industry !== null, (each) => each.where('account.industry', '=', industry))
    .$if(milestoneKind !== null, (each) => each.where(kind, '=', milestoneKind ?? ''))
    .$if(surveyKey !== null, (each) => each.where(survey, '=', surveyKey ?? ''))
}

/** PMs don't open accounts: what stands there rests on the work of several of them. */
function opensAccount(viewer: Viewer): RawBuilder<boolean> {
  if (viewer.role !== 'account_manager') return sql`${sql.lit(seesEverything(viewer))}`
  return sql`coalesce(account.account_manager_id = ${unseenKey(viewer.staffId)}, false)`
}

/** Needs that the viewer may see, with the names around them. */
export const listOpportunityLines = (
  db: Db,
  viewer: Viewer,
  choice: OpportunityChoice & { sort: OpportunitySort; limit?: number; offset?: number; id?: number },
) =>
  chosen(visibleOpportunities(db, viewer), choice)
    .$if(choice.id !== undefined, (query) => query.where('opportunity.id', '=', choice.id ?? 0))
    .select(['opportunity.id', 'opportunity.state', 'opportunity.need', 'opportunity.value', 'opportunity.currency'])
    .select(['opportunity.ownerId', nameOf<string | null>('staff', 'opportunity.ownerId').as('ownerName')])
    .select('opportunity.responseId')
    .select(['account.id as accountId', 'account.name as accountName', 'contact.name as contactName'])
    .select(opensAccount(viewer).as('opensAccount'))
    .select(['engagement.id as engagementId', 'engagement.name as engagementName'])
    .select(['opportunity.heardAt', movedAt.as('movedAt')])
    .select(sql<boolean>`not opportunity.for_team`.as('leadershipOnly'))
    .orderBy(ORDERS[choice.sort])
    .orderBy('opportunity.id', 'desc')
    .$if(choice.limit !== undefined, (query) => query.limit(choice.limit ?? 0).offset(choice.offset ?? 0))
    .execute()

const COUNTED = [
  sql<number>`count(*)::int`.as('count'),
  sql<number>`coalesce(sum(opportunity.value), 0)::float8`.as('value'),
] as const

/** By what stands on the need alone, unless names are asked for: thousands are counted in no time. */
function counted(db: Db, viewer: Viewer, choice: OpportunityChoice) {
  const { managerId, q } = choice
  const needsNames = managerId !== undefined || (q !== undefined && q !== '')
  return needsNames ? chosen(visibleOpportunities(db, viewer), choice) : chosen(visibleNeeds(db, viewer), choice)
}

/** How many needs there are in each of the states chosen, and what they are worth by currency. */
export async function countOpportunities(db: Db, viewer: Viewer, choice: OpportunityChoice) {
  return counted(db, viewer, choice)
    .groupBy(['opportunity.state', 'opportunity.currency'])
    .select(['opportunity.state', 'opportunity.currency'])
    .select(COUNTED)
    .execute()
}

type ByState = Record<OpportunityState, number>

/** In each state, up to `MOST_COUNTED`. */
async function countUpTo(db: Db, viewer: Viewer, choice: OpportunityChoice): Promise<ByState> {
  const upTo = (state: OpportunityState) => {
    const some = counted(db, viewer, { ...choice, states: [state] })
      .select('opportunity.id')
      .limit(MOST_COUNTED)
    return db.selectFrom(some.as('some')).select(sql<number>`count(*)::int`.as('count'))
  }
  const counts = await db
    .selectNoFrom(OPPORTUNITY_STATES.map((state) => upTo(state).as(state)))
    .executeTakeFirstOrThrow()
  return counts as ByState
}

/**
 * How many there are in each state, and those of the states chosen with what they are worth. Whoever sees all has each state counted
 * up to `MOST_COUNTED` by itself; for everybody else each state would be looked for among all that they see, so that this is read once.
 */
export async function countByState(
  db: Db,
  viewer: Viewer,
  { states, ...choice }: OpportunityChoice & { states: readonly OpportunityState[] },
) {
  if (seesEverything(viewer)) {
    const [byState, shown] = await Promise.all([
      countUpTo(db, viewer, choice),
      countOpportunities(db, viewer, { ...choice, states }),
    ])
    return { byState, shown }
  }
  const all = await countOpportunities(db, viewer, choice)
  const count = (state: OpportunityState): number =>
    all.reduce((sum, each) => (each.state === state ? sum + each.count : sum), 0)
  const byState = Object.fromEntries(OPPORTUNITY_STATES.map((state) => [state, count(state)])) as ByState
  return { byState, shown: all.filter(({ state }) => states.includes(state)) }
}

/** Whose needs and whose accounts there are to choose from: owners who have something open, and all accounts in view. */
export async function listOpportunityChoices(db: Db, viewer: Viewer) {
  const owners = visibleNeeds(db, viewer)
    .innerJoin('staff as owner', 'owner.id', 'opportunity.ownerId')
    .where(isIn(OPEN))
    .select(['owner.id', 'owner.name'])
    .distinct()
    .orderBy('owner.name')
    .execute()
  const [found, { accounts }] = await Promise.all([owners, listAccountChoices(db, viewer)])
  return { owners: found, accounts }
}
