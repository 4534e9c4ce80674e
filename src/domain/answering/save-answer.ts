import type { AnswerContent } from '../../core/answering/answer-content.ts'
import { insertDecisions } from '../../db/asking/decisions.ts'
import type { Db } from '../../db/database.ts'
import { insertFirstAnswer } from '../../db/answering/first-answer.ts'
import { findFreeRef, updateResponse } from '../../db/answering/responses.ts'
import { settleSpokenReport } from '../../db/answering/spoken-reports.ts'
import type { Deps } from '../../deps.ts'
import { actOnAnswer, followUpOfFirst } from '../acting/act-on-answer.ts'
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

const refOf = ({ invitation }: Asked): string => `fc-${invitation.id}`

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
    const { id, answeredAt } = stored
    await actOnAnswer(deps, trx, asked, { id, answeredAt, changedAt: at, content })
    return 'changed'
  }
  // Whatever had been written down: these are the contact's own words.
  await settleSpokenReport(trx, invitation.id, { state: 'corrected', at })
  const ref = await findFreeRef(trx, refOf(asked))
  const id = await insertFirstAnswer(trx, { ref, invitationId: invitation.id, at, content, followUp: null })
  if (id === undefined) throw new Error(`invitation ${invitation.id} can not be answered`)
  await actOnAnswer(deps, trx, asked, { id, answeredAt: at, changedAt: at, content })
  return 'answered'
}

/**
 * Stores the answer that most people send: their first, of which nothing was kept or noted before. Most of them are stored by
 * one statement with all that follows from them. False, and nothing is stored, where it is another one or somebody was
 * quicker; then `saveAnswer` does.
 */
export async function saveFirstAnswer(deps: Deps, asked: Asked, content: AnswerContent): Promise<boolean> {
  const { stored, page } = asked
  if (stored || page.noted !== null || page.partial !== null) return false
  const at = deps.now()
  const first = { ref: refOf(asked), invitationId: asked.invitation.id, at, content }
  const followUp = await followUpOfFirst(deps, asked, content)
  if (followUp !== 'more') return (await insertFirstAnswer(deps.db, { ...first, followUp })) !== undefined
  return deps.db.transaction().execute(async (trx) => {
    const id = await insertFirstAnswer(trx, { ...first, followUp: null })
    if (id === undefined) return false
    await actOnAnswer(deps, trx, asked, { id, answeredAt: at, changedAt: at, content })
    return true
  })
}
