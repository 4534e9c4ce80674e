import { changesOfNeed, mayMoveNeed, mayOwnNeed, type NeedStanding } from '../../core/acting/opportunity.ts'
import { readMove, type TypedMove } from '../../core/acting/opportunity-form.ts'
import type { FieldFault } from '../../core/firm/parse-record.ts'
import type { Viewer } from '../../core/viewer.ts'
import type { Db } from '../../db/database.ts'
import { insertAudit } from '../../db/access/staff-sign-in.ts'
import { leaseOpportunity, listNeedOwners, moveOpportunity as move } from '../../db/acting/opportunity-detail.ts'
import type { Deps } from '../../deps.ts'

export type OpportunityRefusal =
  | { kind: 'unknown' }
  | { kind: 'not_yours' }
  /** Faults name the form's fields; `owner` stands for who owns it. */
  | { kind: 'faults'; faults: FieldFault[] }

/** A person of the firm, or a key of the API by its name. */
export type Mover = { viewer: Viewer; keyName: string | null }

type Leased = NonNullable<Awaited<ReturnType<typeof leaseOpportunity>>>

/** A new owner has to be somebody who may read the need; the owner of before may stay. */
async function ownerFaults(trx: Db, before: Leased, { ownerId }: NeedStanding): Promise<FieldFault[]> {
  if (ownerId === null || ownerId === before.ownerId) return []
  const owner = (await listNeedOwners(trx)).find(({ id }) => id === ownerId)
  if (owner !== undefined && mayOwnNeed(owner.role, before.leadershipOnly)) return []
  const reason = before.leadershipOnly
    ? 'may not read it: it was told to leadership only; choose a leader'
    : 'is no leader, account manager or administrator; choose one of the list'
  return [{ column: 'owner', reason }]
}

/** Whom a ref names, as a form would name them; of nobody of the firm, no key. */
export async function findOwnerKey(deps: Deps, ref: string): Promise<string> {
  const owner = (await listNeedOwners(deps.db)).find((each) => each.ref === ref)
  return owner === undefined ? 'nobody' : `${owner.id}`
}

/** Moves a need on: its state, owner, value or note; what is typed as it stands already moves nothing. */
export async function moveOpportunity(
  deps: Deps,
  mover: Mover,
  id: number,
  typed: TypedMove,
): Promise<{ kind: 'moved' | 'same' } | OpportunityRefusal> {
  const { viewer, keyName } = mover
  return deps.db.transaction().execute(async (trx) => {
    const before = await leaseOpportunity(trx, viewer, id)
    if (before === undefined) return { kind: 'unknown' }
    if (!mayMoveNeed(viewer, before)) return { kind: 'not_yours' }
    const { standing, faults } = readMove(before, typed)
    const found = faults.length > 0 ? faults : await ownerFaults(trx, before, standing)
    if (found.length > 0) return { kind: 'faults', faults: found }
    const changed = changesOfNeed(before, standing)
    if (changed.length === 0) return { kind: 'same' }
    await move(trx, before, { ...standing, at: deps.now(), staffId: viewer.staffId, keyName })
    await insertAudit(trx, {
      at: deps.now(),
      staffId: viewer.staffId,
      action: 'opportunity_moved',
      detail: { opportunity: id, changed, state: standing.state },
    })
    return { kind: 'moved' }
  })
}
