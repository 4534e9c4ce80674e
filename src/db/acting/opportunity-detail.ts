import { sql } from 'kysely'
import type { NeedStanding } from '../../core/acting/opportunity.ts'
import type { Viewer } from '../../core/viewer.ts'
import type { Db } from '../database.ts'
import type { NewRow } from '../schema.ts'
import { visibleAccounts, visibleContacts, visibleEngagements, visibleOpportunities } from '../visible.ts'

const leadershipOnly = sql<boolean>`not opportunity.for_team`

/** What one need has beside its line; undefined also where the viewer may not see it. */
export const findOpportunityDetail = (db: Db, viewer: Viewer, id: number) =>
  visibleOpportunities(db, viewer)
    .leftJoin('staff as pm', (join) =>
      join.on((eb) => eb('pm.id', '=', eb.fn.coalesce('opportunity.heardPmId', 'engagement.pmId'))),
    )
    .leftJoin('staff as adder', 'adder.id', 'opportunity.addedBy')
    .leftJoin('outcome', 'outcome.id', 'opportunity.outcomeId')
    .where('opportunity.id', '=', id)
    .select(['opportunity.note', 'opportunity.openedAt', 'account.accountManagerId'])
    .select(['contact.email as contactEmail', 'contact.phone as contactPhone', 'pm.name as pmName'])
    .select(['adder.name as addedByName', 'outcome.calledFirst', 'outcome.neededOn', 'outcome.note as outcomeNote'])
    .executeTakeFirst()

/** Every move of a need, the oldest first. */
export const listOpportunityMoves = (db: Db, opportunityId: number) =>
  db
    .selectFrom('opportunityMove as move')
    .leftJoin('staff as mover', 'mover.id', 'move.staffId')
    .leftJoin('staff as owner', 'owner.id', 'move.ownerId')
    .where('move.opportunityId', '=', opportunityId)
    .select(['move.at', 'move.state', 'move.ownerId', 'move.value', 'move.currency', 'move.note', 'move.keyName'])
    .select(['mover.name as moverName', 'owner.name as ownerName'])
    .orderBy('move.at')
    .orderBy('move.id')
    .execute()

/** A need that the viewer sees, locked until the transaction ends. */
export const leaseOpportunity = (trx: Db, viewer: Viewer, id: number) =>
  visibleOpportunities(trx, viewer)
    .where('opportunity.id', '=', id)
    .select(['opportunity.id', 'opportunity.state', 'opportunity.ownerId', 'opportunity.value'])
    .select(['opportunity.currency', 'opportunity.note', 'opportunity.openedAt', 'opportunity.outcomeId'])
    .select(['account.id as accountId', 'account.accountManagerId', leadershipOnly.as('leadershipOnly')])
    .forNoKeyUpdate('opportunity')
    .executeTakeFirst()

/** Who could own a need. */
export const listNeedOwners = (db: Db) =>
  db
    .selectFrom('staff')
    .select(['id', 'ref', 'name', 'role'])
    .where('role', '<>', 'pm')
    .orderBy('name')
    .orderBy('id')
    .execute()

type Move = NeedStanding & { at: Date; staffId: number | null; keyName: string | null }

/** Brings a need to where it stands now, and keeps the move; the first one keeps how it stood before, too. */
export async function moveOpportunity(
  trx: Db,
  need: NeedStanding & { id: number; openedAt: Date },
  move: Move,
): Promise<void> {
  const { id, openedAt, state, ownerId, value, currency, note } = need
  const moves = await trx.selectFrom('opportunityMove').select('id').where('opportunityId', '=', id).limit(1).execute()
  const first = { at: openedAt, staffId: null, keyName: null, state, ownerId, value, currency, note }
  await trx
    .insertInto('opportunityMove')
    .values([...(moves.length === 0 ? [first] : []), move].map((each) => ({ opportunityId: id, ...each })))
    .execute()
  const { at: _, staffId: __, keyName: ___, ...standing } = move
  await trx.updateTable('opportunity').set(standing).where('id', '=', id).execute()
}

export const linkOutcome = async (trx: Db, id: number, outcomeId: number): Promise<void> => {
  await trx.updateTable('opportunity').set({ outcomeId }).where('id', '=', id).execute()
}

/** The currency in which most engagements of the account are counted, else most of the firm's; null: no engagement has one. */
export async function findUsualCurrency(db: Db, accountId: number): Promise<string | null> {
  const most = db
    .selectFrom('engagement')
    .where('currency', 'is not', null)
    .groupBy('currency')
    .select('currency')
    .orderBy(sql`count(*)`, 'desc')
    .orderBy('currency')
    .limit(1)
  const own = await most.where('accountId', '=', accountId).executeTakeFirst()
  return (own ?? (await most.executeTakeFirst()))?.currency ?? null
}

/** Adds a need that was heard on a call; its key. */
export async function insertHeardOpportunity(trx: Db, need: NewRow<'opportunity'>): Promise<number> {
  const { id } = await trx.insertInto('opportunity').values(need).returning('id').executeTakeFirstOrThrow()
  return id
}

/** The accounts at which the viewer can have heard something. */
export const listHeardAccounts = (db: Db, viewer: Viewer) =>
  visibleAccounts(db, viewer).select(['account.id', 'account.ref', 'account.name']).orderBy('account.name').execute()

/** An account with the people and engagements that the viewer sees there; undefined where it is not theirs to see. */
export async function findHeardAt(db: Db, viewer: Viewer, accountId: number) {
  const account = await visibleAccounts(db, viewer)
    .where('account.id', '=', accountId)
    .select(['account.id', 'account.name', 'account.accountManagerId'])
    .executeTakeFirst()
  if (account === undefined) return undefined
  const engagements = await visibleEngagements(db, viewer)
    .where('engagement.accountId', '=', accountId)
    .select(['engagement.id', 'engagement.ref', 'engagement.name'])
    .orderBy('engagement.startedOn', 'desc')
    .orderBy('engagement.id')
    .execute()
  const contacts = await visibleContacts(db, viewer)
    .where('contact.accountId', '=', accountId)
    .select(['contact.id', 'contact.ref', 'contact.name'])
    .orderBy('contact.name')
    .execute()
  return { account, engagements, contacts }
}
