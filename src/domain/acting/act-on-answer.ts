import { followUpHours, followUpOwner, followUpReasons, mayKeepFollowUp } from '../../core/acting/follow-up.ts'
import type { FollowUpReason } from '../../core/words.ts'
import type { AnswerContent } from '../../core/answering/answer-content.ts'
import { addWorkingHours, workingHoursOf } from '../../core/asking/working-hours.ts'
import type { Db } from '../../db/database.ts'
import { cancelPendingAlerts } from '../../db/sending/emails.ts'
import { queueWebhookMessages } from '../../db/sending/webhooks.ts'
import { insertFollowUpNote, markFollowUpClosed } from '../../db/acting/follow-up-detail.ts'
import {
  type FollowUpStaff,
  handOverFollowUp,
  insertFollowUp,
  leaseFollowUpOf,
  listFollowUpPeople,
  reopenFollowUp,
  skipUnusedKeys,
  updateFollowUpReasons,
} from '../../db/acting/follow-ups.ts'
import { leaseSilencesOf } from '../../db/acting/silences.ts'
import { listHolidays } from '../../db/asking/holidays.ts'
import { deleteNewOpportunity, upsertOpportunity } from '../../db/acting/opportunities.ts'
import { findLastCallFirst, type StoredResponse } from '../../db/answering/responses.ts'
import type { Row } from '../../db/schema.ts'
import type { Deps } from '../../deps.ts'
import type { Asked } from '../answering/asked-survey.ts'
import { queueAlert } from './queue-alert.ts'

async function keepOpportunity(deps: Deps, trx: Db, asked: Asked, response: StoredResponse): Promise<void> {
  const { needsNext: need, visibility } = response.content
  if (need === null) return asked.stored && deleteNewOpportunity(trx, response.id)
  // Words for leadership only are no account manager's to work on.
  const ownerId = visibility === 'team' ? asked.invitation.accountManagerId : null
  await upsertOpportunity(trx, { responseId: response.id, ownerId, need, openedAt: deps.now() })
}

/** Whoever answers is silent no more. */
async function endSilences(deps: Deps, trx: Db, contactId: number): Promise<void> {
  for (const { id } of await leaseSilencesOf(trx, contactId)) {
    await markFollowUpClosed(trx, id, { whatWeDid: 'The contact has answered', by: null, at: deps.now() })
    await cancelPendingAlerts(trx, id, 'the contact has answered')
  }
}

type Due = { reasons: FollowUpReason[]; owner: FollowUpStaff; dueAt: Date }

/** A closed follow-up is to be done once more. Its alert goes again, as a message of its own; what was done stays readable. */
async function openAgain(deps: Deps, trx: Db, asked: Asked, closed: Row<'followUp'>, due: Due): Promise<void> {
  const { id: followUpId } = closed
  // Notes belong to somebody of the firm: what was done to whose it was, what is to be done to whose it is.
  const done = { staffId: closed.ownerId, note: `Closed: ${closed.whatWeDid ?? ''}`, at: closed.closedAt ?? deps.now() }
  const asks = { staffId: due.owner.id, note: 'Opened again: the contact asked for a call', at: deps.now() }
  for (const note of [done, asks]) await insertFollowUpNote(trx, { followUpId, ...note })
  await reopenFollowUp(trx, followUpId, { ownerId: due.owner.id, reasons: due.reasons, dueAt: due.dueAt })
  await queueAlert(deps, trx, asked.firm, { followUpId, to: due.owner })
}

export type Reasons = {
  /** Why an answer needs a follow-up; without any reason it needs none. */
  all: FollowUpReason[]
  /** Those that tell nothing of an earlier answer for leadership only. */
  forTeam: FollowUpReason[]
}

/** Why an answer, which was first given at an instant, needs a follow-up. */
export async function reasonsOf(
  db: Db,
  { firm, invitation }: Asked,
  content: AnswerContent,
  answeredAt: Date,
): Promise<Reasons> {
  const { callFirst, callMe } = content
  const reasonsSince = (lastCallFirst: number | null) =>
    followUpReasons({ callFirst, callMe, lastCallFirst, lowAnswer: firm.lowAnswer, fall: firm.fall })
  const last = invitation.hasAnsweredOthers
    ? await findLastCallFirst(db, { contactId: invitation.contactId, before: answeredAt })
    : { any: null, forTeam: null }
  const forTeam = reasonsSince(last.forTeam)
  const all = last.any === null ? forTeam : reasonsSince(Math.max(last.any, last.forTeam ?? 0))
  return { all, forTeam }
}

/** Whether `actOnAnswer` would find nothing to do about a first answer. */
export const asksForNothing = (asked: Asked, content: AnswerContent, reasons: Reasons): boolean =>
  content.needsNext === null && content.visibility === 'team' && !asked.invitation.isSilent && reasons.all.length === 0

/** Whether a follow-up was opened. */
async function keepFollowUp(
  deps: Deps,
  trx: Db,
  asked: Asked,
  response: StoredResponse,
  { all: reasons, forTeam }: Reasons,
): Promise<boolean> {
  const { firm, invitation } = asked
  const { callMe, visibility } = response.content
  // A fall against an answer for leadership only is leadership's alone: who acts on it would tell of that answer.
  const readers = reasons.length > 0 && forTeam.length === 0 ? 'leadership' : visibility
  const existing = asked.stored && (await leaseFollowUpOf(trx, response.id))
  const asksAnew = callMe && asked.stored?.content.callMe !== true
  if (existing ? existing.state === 'closed' && !asksAnew : reasons.length === 0) return false
  const people = await listFollowUpPeople(trx, invitation)
  const owner = followUpOwner(people, readers, forTeam, firm)
  const hours = workingHoursOf(firm, await listHolidays(trx))
  const dueFor = (person: FollowUpStaff | null): Date =>
    addWorkingHours(deps.now(), followUpHours(reasons), person?.timeZone ?? firm.timeZone, hours)

  if (existing && existing.state !== 'closed') {
    if (!mayKeepFollowUp(people, readers, existing.ownerId) && owner) {
      const hasAlert = await handOverFollowUp(trx, existing.id, owner)
      if (!hasAlert) await queueAlert(deps, trx, firm, { followUpId: existing.id, to: owner })
    }
    if (reasons.length === 0) return false
    const dueAt = new Date(Math.min(existing.dueAt.getTime(), dueFor(owner).getTime()))
    await updateFollowUpReasons(trx, existing.id, { reasons, dueAt })
    return false
  }

  if (!owner) {
    deps.log.warn('follow-up without an owner', { invitation: invitation.id })
    return false
  }
  const due = { reasons, owner, dueAt: dueFor(owner) }
  if (existing) {
    await openAgain(deps, trx, asked, existing, due)
    return false
  }
  const followUpId = await insertFollowUp(trx, {
    responseId: response.id,
    invitationId: invitation.id,
    reasons,
    ownerId: owner.id,
    openedAt: deps.now(),
    dueAt: due.dueAt,
  })
  await queueAlert(deps, trx, firm, { followUpId, to: owner })
  await queueWebhookMessages(trx, { event: 'follow_up.opened', followUpId, at: deps.now() })
  return true
}

/** What an answer asks the firm to do: an opportunity for a need, a follow-up with an alert to its owner. */
export async function actOnAnswer(
  deps: Deps,
  trx: Db,
  asked: Asked,
  response: StoredResponse,
  reasons: Reasons,
): Promise<void> {
  if (asked.invitation.isSilent) await endSilences(deps, trx, asked.invitation.contactId)
  await keepOpportunity(deps, trx, asked, response)
  const opened = await keepFollowUp(deps, trx, asked, response, reasons)
  const { visibility, needsNext } = response.content
  if (visibility === 'leadership') await skipUnusedKeys(trx, { followUp: !opened, opportunity: needsNext === null })
}
