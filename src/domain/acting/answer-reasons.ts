import { followUpReasons } from '../../core/acting/follow-up.ts'
import type { AnswerContent } from '../../core/answering/answer-content.ts'
import type { FollowUpReason } from '../../core/words.ts'
import { findLastCallFirst } from '../../db/answering/responses.ts'
import type { Db } from '../../db/database.ts'
import type { Asked } from '../answering/asked-survey.ts'

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
