import { sql } from 'kysely'
import { jsonArrayFrom } from 'kysely/helpers/postgres'
import type { FollowUpPeople } from '../../core/acting/follow-up.ts'
import type { FollowUpReason } from '../../core/words.ts'
import { anyKeyOf, keysText } from '../any-of.ts'
import { compiledOnce, type Slots } from '../compiled-once.ts'
import type { Db } from '../database.ts'
import { gathered } from '../gathered.ts'
import { templatesInForce } from '../sending/email-templates.ts'
import type { Row } from '../schema.ts'

export type FollowUpStaff = Pick<Row<'staff'>, 'id' | 'role' | 'name' | 'email' | 'timeZone' | 'locale'>

/** Whose answer somebody is to act on: its PM and its account's manager. */
type Team = { pmId: number; accountManagerId: number | null }

const byId = (one: { id: number }, other: { id: number }): number => one.id - other.id

/** Everybody who could own a follow-up about an answer of one of these teams, with what is needed to write to them. */
const candidatesOf = (db: Db, teams: Slots<{ pms: string; managers: string }>) =>
  db
    .selectFrom('staff')
    .select(['id', 'role', 'name', 'email', 'timeZone', 'locale', 'leaderId'])
    .where((eb) => {
      const pms = anyKeyOf(teams.pms)
      const leaders = eb.selectFrom('staff as pm').select('pm.leaderId').where('pm.id', '=', pms)
      const isOfTeam = eb.or([eb('id', '=', pms), eb('id', '=', anyKeyOf(teams.managers)), eb('id', 'in', leaders)])
      return eb.or([eb('role', 'in', ['leader', 'admin']), isOfTeam])
    })

const textOf = (teams: readonly Team[]) => ({
  pms: keysText(teams.map(({ pmId }) => pmId)),
  managers: keysText(teams.flatMap(({ accountManagerId }) => accountManagerId ?? [])),
})

type Candidate = FollowUpStaff & { leaderId: number | null }

function peopleOf(candidates: readonly Candidate[], { pmId, accountManagerId }: Team): FollowUpPeople<FollowUpStaff> {
  const byKey = new Map(candidates.map((candidate) => [candidate.id, candidate]))
  const pm = byKey.get(pmId)
  if (!pm) throw new Error(`no staff ${pmId}`)
  const inOrder = candidates.toSorted(byId)
  return {
    pm,
    pmLeader: byKey.get(pm.leaderId ?? 0) ?? null,
    accountManager: byKey.get(accountManagerId ?? 0) ?? null,
    leaders: inOrder.filter(({ role }) => role === 'leader'),
    admins: inOrder.filter(({ role }) => role === 'admin'),
  }
}

const listCandidates = compiledOnce(candidatesOf)

/** Everybody who could own a follow-up about an answer. */
export const listFollowUpPeople = async (db: Db, team: Team): Promise<FollowUpPeople<FollowUpStaff>> =>
  peopleOf(await listCandidates(db, textOf([team])), team)

/** Each candidate with what all have in common: the firm's holidays, and which version of the alert is in force in which language. */
const listOpeningFacts = compiledOnce((db, teams: Slots<{ pms: string; managers: string }>) =>
  candidatesOf(db, teams).select([
    jsonArrayFrom(db.selectFrom('holiday').select('day')).as('holidays'),
    jsonArrayFrom(templatesInForce(db, 'alert').select(['id', 'locale'])).as('templates'),
  ]),
)

/** Who could own a follow-up, on which days nobody works, and what the alert may be written in. */
export const findOpeningFacts = gathered(async (db, teams: readonly Team[]) => {
  const candidates = await listOpeningFacts(db, textOf(teams))
  const { holidays = [], templates = [] } = candidates[0] ?? {}
  return teams.map((team) => ({ people: peopleOf(candidates, team), holidays, templates }))
})

export type OpeningFacts = Awaited<ReturnType<typeof findOpeningFacts>>

export const findStaff = (db: Db, id: number): Promise<FollowUpStaff | undefined> =>
  db
    .selectFrom('staff')
    .select(['id', 'role', 'name', 'email', 'timeZone', 'locale'])
    .where('id', '=', id)
    .executeTakeFirst()

/** Everybody of the firm, by name. */
export const listStaffByName = (db: Db): Promise<{ id: number; name: string }[]> =>
  db.selectFrom('staff').select(['id', 'name']).orderBy('name').orderBy('id').execute()

/** The zone whose hours count for a follow-up's owner; null: the firm's. */
export async function getOwnerTimeZone(db: Db, id: number): Promise<string | null> {
  const row = await db
    .selectFrom('followUp')
    .innerJoin('staff', 'staff.id', 'followUp.ownerId')
    .select('staff.timeZone')
    .where('followUp.id', '=', id)
    .executeTakeFirst()
  return row?.timeZone ?? null
}

/** The follow-up that a response opened, locked until the transaction ends. */
export const leaseFollowUpOf = (trx: Db, responseId: number): Promise<Row<'followUp'> | undefined> =>
  trx.selectFrom('followUp').selectAll().where('responseId', '=', responseId).forNoKeyUpdate().executeTakeFirst()

export async function updateFollowUpReasons(
  db: Db,
  id: number,
  change: { reasons: FollowUpReason[]; dueAt: Date },
): Promise<void> {
  const { dueAt } = change
  await db
    .updateTable('followUp')
    .set((eb) => ({
      ...change,
      // Whoever was told that it is overdue is not told so once more.
      escalateAt: eb.case().when('escalations', '=', 0).then(dueAt).else(eb.ref('escalateAt')).end(),
      // Putting off does not outlast the new due time.
      snoozedUntil: eb.case().when('snoozedUntil', '<', dueAt).then(eb.ref('snoozedUntil')).end(),
    }))
    .where('id', '=', id)
    .execute()
}

/** Gives a follow-up to somebody else, who has yet to take it; false where no alert waits that would now go to them. */
export async function handOverFollowUp(db: Db, id: number, owner: FollowUpStaff): Promise<boolean> {
  await db
    .updateTable('followUp')
    .set({ ownerId: owner.id, state: 'open', takenAt: null })
    .where('id', '=', id)
    .execute()
  const { numUpdatedRows } = await db
    .updateTable('email')
    .set({ toName: owner.name, toAddress: owner.email, staffId: owner.id })
    .where('followUpId', '=', id)
    .where('kind', '=', 'alert')
    .where('state', '=', 'due')
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** Opens a closed follow-up again: due anew, to be taken anew; what was done about it before belongs into its notes. */
export async function reopenFollowUp(
  db: Db,
  id: number,
  again: { ownerId: number; reasons: FollowUpReason[]; dueAt: Date },
): Promise<void> {
  await db
    .updateTable('followUp')
    .set({ ...again, state: 'open', takenAt: null, closedAt: null, closedBy: null, whatWeDid: null })
    .set({ escalateAt: again.dueAt, escalations: 0 })
    .where('id', '=', id)
    .execute()
}

/**
 * Uses up the keys that an answer for leadership only has not used: each takes one of either kind, so that a gap between two keys
 * that a PM sees tells nothing of what it says.
 */
export async function skipUnusedKeys(db: Db, unused: { followUp: boolean; opportunity: boolean }): Promise<void> {
  for (const [table, isUnused] of [
    ['follow_up', unused.followUp],
    ['opportunity', unused.opportunity],
  ] as const) {
    if (isUnused) await sql`select nextval(pg_get_serial_sequence(${table}, 'id'))`.execute(db)
  }
}
