import type { AnswerContent } from '../../core/answering/answer-content.ts'
import { insertDecisions } from '../../db/asking/decisions.ts'
import type { Db } from '../../db/database.ts'
import { cancelPendingEmails } from '../../db/sending/emails.ts'
import { markInvitationAnswered } from '../../db/asking/invitations.ts'
import { findFreeRef, insertResponse, updateResponse } from '../../db/answering/responses.ts'
import type { Deps } from '../../deps.ts'
import { actOnAnswer } from '../acting/act-on-answer.ts'
import type { Asked } from './asked-survey.ts'

const inOneForm = (content: AnswerContent): string =>
  JSON.stringify([
    content.callFirst,
    content.comment,
    content.needsNext,
    content.callMe,
    content.visibility,
    content.firstCallRank,
    content.testimonial,
    content.experiences.map(({ key, rating }) => `${key}:${rating}`).sort(),
    content.answers.map(({ key, value }) => `${key}:${JSON.stringify(value)}`).sort(),
  ])

/** Stores an answer and what follows from it, in the caller's transaction; saying the same again is `same` and stores nothing. */
export async function saveAnswer(
  deps: Deps,
  trx: Db,
  asked: Asked,
  content: AnswerContent,
): Promise<'answered' | 'changed' | 'same'> {
  const { invitation, stored } = asked
  const at = deps.now()
  const line = { milestoneId: invitation.milestoneId, contactId: invitation.contactId, at }
  if (stored && inOneForm(stored.content) === inOneForm(content)) return 'same'
  if (stored) {
    await updateResponse(trx, stored.id, { at, content })
    await insertDecisions(trx, [{ ...line, kind: 'changed', reason: 'changed_by_contact' }])
    await actOnAnswer(deps, trx, asked, { id: stored.id, answeredAt: stored.answeredAt, content })
    return 'changed'
  }
  const ref = await findFreeRef(trx, `fc-${invitation.id}`)
  const id = await insertResponse(trx, { ref, invitationId: invitation.id, at, content })
  await markInvitationAnswered(trx, invitation.id)
  await cancelPendingEmails(trx, [invitation.id], 'the survey has been answered')
  await insertDecisions(trx, [{ ...line, kind: 'answered', reason: 'answered_by_contact' }])
  await actOnAnswer(deps, trx, asked, { id, answeredAt: at, content })
  return 'answered'
}
