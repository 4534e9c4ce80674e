import { deleteClosedPartialAnswers } from '../../db/answering/partial-answers.ts'
import { closeInvitations } from '../../db/asking/asking.ts'
import { insertDecisions } from '../../db/asking/decisions.ts'
import { cancelPendingEmails } from '../../db/sending/emails.ts'
import type { Deps } from '../../deps.ts'

/** Closes surveys past their day that nobody answered; how many. What was kept before sending is forgotten wherever a survey is closed. */
export async function closeSurveys(deps: Deps): Promise<number> {
  const now = deps.now()
  return deps.db.transaction().execute(async (trx) => {
    const closed = await closeInvitations(trx, now)
    const lines = closed.map(({ milestoneId, contactId }) => ({ milestoneId, contactId, at: now }))
    await insertDecisions(
      trx,
      lines.map((line) => ({ ...line, kind: 'closed' as const, reason: 'unanswered' })),
    )
    await cancelPendingEmails(
      trx,
      closed.map((each) => each.id),
      'the survey has closed',
    )
    await deleteClosedPartialAnswers(trx, now)
    return closed.length
  })
}
