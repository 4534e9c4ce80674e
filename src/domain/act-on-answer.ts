import { addWorkingHours, workingHoursOf } from '../core/calendar.ts'
import { followUpHours, followUpOwner, followUpReasons, mayKeepFollowUp } from '../core/follow-up.ts'
import type { Db } from '../db/database.ts'
import {
  type FollowUpStaff,
  handOverFollowUp,
  insertFollowUp,
  leaseFollowUpOf,
  listFollowUpPeople,
  updateFollowUpReasons,
} from '../db/follow-ups.ts'
import { deleteNewOpportunity, upsertOpportunity } from '../db/opportunities.ts'
import { findLastCallFirst, type StoredResponse } from '../db/responses.ts'
import type { Deps } from '../deps.ts'
import type { Asked } from './asked-survey.ts'
import { queueEmail } from './queue-email.ts'

async function keepOpportunity(deps: Deps, trx: Db, asked: Asked, response: StoredResponse): Promise<void> {
  const { needsNext: need, visibility } = response.content
  if (need === null) return deleteNewOpportunity(trx, response.id)
  // Words for leadership only are no account manager's to work on.
  const ownerId = visibility === 'team' ? asked.invitation.accountManagerId : null
  await upsertOpportunity(trx, { responseId: response.id, ownerId, need, openedAt: deps.now() })
}

async function keepFollowUp(deps: Deps, trx: Db, asked: Asked, response: StoredResponse): Promise<void> {
  const { firm, invitation } = asked
  const { callFirst, callMe, visibility } = response.content
  const lastCallFirst = await findLastCallFirst(trx, invitation.contactId, response.answeredAt)
  const reasons = followUpReasons({ callFirst, callMe, lastCallFirst, lowAnswer: firm.lowAnswer, fall: firm.fall })
  const existing = await leaseFollowUpOf(trx, response.id)
  if (existing ? existing.state === 'closed' : reasons.length === 0) return
  const people = await listFollowUpPeople(trx, invitation)
  const dueFor = (owner: FollowUpStaff | null): Date =>
    addWorkingHours(deps.now(), followUpHours(reasons), owner?.timeZone ?? firm.timeZone, workingHoursOf(firm))

  if (existing) {
    const owner = followUpOwner(people, visibility, reasons)
    if (!mayKeepFollowUp(people, visibility, existing.ownerId) && owner) await handOverFollowUp(trx, existing.id, owner)
    if (reasons.length === 0) return
    const dueAt = new Date(Math.min(existing.dueAt.getTime(), dueFor(owner).getTime()))
    return updateFollowUpReasons(trx, existing.id, { reasons, dueAt })
  }

  const owner = followUpOwner(people, visibility, reasons)
  if (!owner) return deps.log.warn('follow-up without an owner', { invitation: invitation.id })
  const followUpId = await insertFollowUp(trx, {
    responseId: response.id,
    reasons,
    ownerId: owner.id,
    openedAt: deps.now(),
    dueAt: dueFor(owner),
  })
  await queueEmail(deps, trx, {
    kind: 'alert',
    followUpId,
    toName: owner.name,
    toAddress: owner.email,
    locales: [owner.locale, firm.locale],
    dueAt: deps.now(),
  })
}

/** What an answer asks the firm to do: an opportunity for a need, a follow-up with an alert to its owner. */
export async function actOnAnswer(deps: Deps, trx: Db, asked: Asked, response: StoredResponse): Promise<void> {
  await keepOpportunity(deps, trx, asked, response)
  await keepFollowUp(deps, trx, asked, response)
}
