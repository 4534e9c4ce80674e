import { mayKeepFollowUp } from '../../core/acting/follow-up.ts'
import { findStaffByRef } from '../../db/access/staff-sign-in.ts'
import { insertFollowUpStep } from '../../db/acting/follow-up-steps.ts'
import { findStaff, handOverFollowUp, listFollowUpPeople } from '../../db/acting/follow-ups.ts'
import { getFirm } from '../../db/firm/firms.ts'
import type { Deps } from '../../deps.ts'
import { type Actor, actOnFollowUp, type Leased } from './act-on-follow-up.ts'
import { queueAlert } from './queue-alert.ts'
import type { Db } from '../../db/database.ts'

/** Whether somebody may own a follow-up: nobody of the team where the answer is for leadership only. */
export async function mayOwn(db: Db, { pmId, accountManagerId, readers }: Leased, staffId: number): Promise<boolean> {
  const people = await listFollowUpPeople(db, { pmId, accountManagerId })
  return mayKeepFollowUp(people, readers, staffId)
}

const fault = (message: string) => ({ kind: 'fault' as const, message })

/** Gives a follow-up to somebody else, who is told and has yet to take it. It stays due when it was. */
export async function reassignFollowUp(deps: Deps, actor: Actor, id: number, typed: string) {
  const owner = /^[1-9]\d{0,17}$/.test(typed) ? await findStaff(deps.db, Number(typed)) : undefined
  if (owner === undefined) return fault('Choose who is to look after it')
  return actOnFollowUp(deps, actor, id, 'follow_up_reassigned', async (trx, followUp) => {
    if (followUp.ownerId === owner.id) return { kind: 'reassigned' as const }
    if (!(await mayOwn(trx, followUp, owner.id))) {
      return fault(`${owner.name} may not read this answer, which is for leadership only`)
    }
    const hasAlert = await handOverFollowUp(trx, id, owner)
    const step = { kind: 'reassigned' as const, staffId: actor.staffId, toStaffId: owner.id, at: deps.now() }
    await insertFollowUpStep(trx, { followUpId: id, ...step })
    const isTold = hasAlert || owner.id === actor.staffId
    if (!isTold) await queueAlert(deps, trx, await getFirm(trx), { followUpId: id, to: owner })
    return { kind: 'reassigned' as const }
  })
}

/** The same by the firm's own identifier. */
export async function reassignFollowUpByRef(deps: Deps, actor: Actor, id: number, ownerRef: string) {
  const owner = await findStaffByRef(deps.db, ownerRef)
  if (owner === undefined) return fault(`${JSON.stringify(ownerRef)} is no member of staff`)
  return reassignFollowUp(deps, actor, id, `${owner.id}`)
}
