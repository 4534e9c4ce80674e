import { followUpOwner, mayKeepFollowUp, type Reasons, reasonsOf } from '../../core/acting/follow-up.ts'
import type { Visibility } from '../../core/words.ts'
import type { AnswerContent } from '../../core/answering/answer-content.ts'
import type { Db } from '../../db/database.ts'
import { cancelPendingAlerts, countEmailsOf, insertEmails } from '../../db/sending/emails.ts'
import { insertFollowUpNote, markFollowUpClosed } from '../../db/acting/follow-up-detail.ts'
import {
  findOpeningFacts,
  handOverFollowUp,
  leaseFollowUpOf,
  type OpeningFacts,
  reopenFollowUp,
  skipUnusedKeys,
  updateFollowUpReasons,
} from '../../db/acting/follow-ups.ts'
import { leaseSilencesOf } from '../../db/acting/silences.ts'
import { deleteNewOpportunity, upsertOpportunity } from '../../db/acting/opportunities.ts'
import { insertFollowUp, type NewFollowUp } from '../../db/acting/open-follow-ups.ts'
import type { StoredResponse } from '../../db/answering/responses.ts'
import type { Row } from '../../db/schema.ts'
import type { Deps } from '../../deps.ts'
import type { Asked } from '../answering/asked-survey.ts'
import { dueOf, newFollowUp } from './new-follow-up.ts'
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

/** A closed follow-up is to be done once more. Its alert goes again, as a message of its own; what was done stays readable. */
async function openAgain(deps: Deps, trx: Db, closed: Row<'followUp'>, again: NewFollowUp): Promise<void> {
  const { id: followUpId } = closed
  const { ownerId, reasons, dueAt, alert } = again
  // Notes belong to somebody of the firm: what was done to whose it was, what is to be done to whose it is.
  const done = { staffId: closed.ownerId, note: `Closed: ${closed.whatWeDid ?? ''}`, at: closed.closedAt ?? deps.now() }
  const asks = { staffId: ownerId, note: 'Opened again: the contact asked for a call', at: deps.now() }
  for (const note of [done, asks]) await insertFollowUpNote(trx, { followUpId, ...note })
  await reopenFollowUp(trx, followUpId, { ownerId, reasons, dueAt })
  await insertEmails(trx, [{ ...alert, followUpId, ordinal: await countEmailsOf(trx, followUpId, 'alert') }])
}

const reasonsFor = ({ firm, invitation }: Asked, { callFirst, callMe }: AnswerContent): Reasons =>
  reasonsOf({
    callFirst,
    callMe,
    lastCallFirst: invitation.lastCallFirst,
    lastCallFirstForTeam: invitation.lastCallFirstForTeam,
    lowAnswer: firm.lowAnswer,
    fall: firm.fall,
  })

/** A fall against an answer for leadership only is leadership's alone: who acts on it would tell of that answer. */
const readersOf = ({ visibility }: AnswerContent, { all, forTeam }: Reasons): Visibility =>
  all.length > 0 && forTeam.length === 0 ? 'leadership' : visibility

/** The follow-up that an answer opens; null where nobody may own it. */
function followUpOf(
  deps: Deps,
  { firm, invitation }: Asked,
  content: AnswerContent,
  reasons: Reasons,
  facts: OpeningFacts,
) {
  const owner = followUpOwner(facts.people, readersOf(content, reasons), reasons.forTeam, firm)
  if (owner) return newFollowUp(deps, firm, facts, { reasons: reasons.all, owner })
  deps.log.warn('follow-up without an owner', { invitation: invitation.id })
  return null
}

/**
 * What a first answer asks of the firm where that can be stored together with it: a follow-up, or nothing (null). 'more' is left
 * to `actOnAnswer`.
 */
export async function followUpOfFirst(
  deps: Deps,
  asked: Asked,
  content: AnswerContent,
): Promise<NewFollowUp | null | 'more'> {
  const reasons = reasonsFor(asked, content)
  if (content.needsNext !== null || content.visibility !== 'team' || asked.invitation.isSilent) return 'more'
  if (reasons.all.length === 0) return null
  return followUpOf(deps, asked, content, reasons, await findOpeningFacts(deps.db, asked.invitation))
}

/** What is still to be done goes to whom it may go to, and is due for what it is about now. */
async function adaptOpen(
  deps: Deps,
  trx: Db,
  asked: Asked,
  content: AnswerContent,
  reasons: Reasons,
  open: Row<'followUp'>,
): Promise<void> {
  const facts = await findOpeningFacts(trx, asked.invitation)
  const readers = readersOf(content, reasons)
  const owner = followUpOwner(facts.people, readers, reasons.forTeam, asked.firm)
  if (!mayKeepFollowUp(facts.people, readers, open.ownerId) && owner) {
    const hasAlert = await handOverFollowUp(trx, open.id, owner)
    if (!hasAlert) await queueAlert(deps, trx, asked.firm, { followUpId: open.id, to: owner })
  }
  if (reasons.all.length === 0) return
  const due = dueOf(deps, asked.firm, facts, { reasons: reasons.all, owner })
  const dueAt = new Date(Math.min(open.dueAt.getTime(), due.getTime()))
  await updateFollowUpReasons(trx, open.id, { reasons: reasons.all, dueAt })
}

/** Whether a follow-up was opened. */
async function keepFollowUp(deps: Deps, trx: Db, asked: Asked, { id, content }: StoredResponse): Promise<boolean> {
  const reasons = reasonsFor(asked, content)
  const existing = asked.stored && (await leaseFollowUpOf(trx, id))
  if (existing && existing.state !== 'closed') {
    await adaptOpen(deps, trx, asked, content, reasons, existing)
    return false
  }
  const asksAnew = content.callMe && asked.stored?.content.callMe !== true
  if (existing ? !asksAnew : reasons.all.length === 0) return false
  const facts = await findOpeningFacts(trx, asked.invitation)
  const followUp = followUpOf(deps, asked, content, reasons, facts)
  if (followUp === null) return false
  if (existing) await openAgain(deps, trx, existing, followUp)
  else await insertFollowUp(trx, { responseId: id, invitationId: asked.invitation.id }, followUp)
  return existing === undefined
}

/** What an answer asks the firm to do: an opportunity for a need, a follow-up with an alert to its owner. */
export async function actOnAnswer(deps: Deps, trx: Db, asked: Asked, response: StoredResponse): Promise<void> {
  if (asked.invitation.isSilent) await endSilences(deps, trx, asked.invitation.contactId)
  await keepOpportunity(deps, trx, asked, response)
  const opened = await keepFollowUp(deps, trx, asked, response)
  const { visibility, needsNext } = response.content
  if (visibility === 'leadership') await skipUnusedKeys(trx, { followUp: !opened, opportunity: needsNext === null })
}
