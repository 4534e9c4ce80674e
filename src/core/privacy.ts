import type { Visibility } from './words.ts'

export type Attributed = { contactId: number; visibility: Visibility; answeredAt: Date }

/**
 * The answers that may enter a figure of the team's: all that the team may read, and those for leadership only in whole
 * groups of `threshold` respondents, in the order they came. So nobody who reads all the others, today or yesterday, can
 * find a single hidden answer by subtraction: two such figures always differ by none or by at least `threshold` respondents.
 */
export function answersForTeam<Answer extends Attributed>(answers: readonly Answer[], threshold: number): Answer[] {
  const hidden = answers
    .filter((answer) => answer.visibility === 'leadership')
    .sort((a, b) => a.answeredAt.getTime() - b.answeredAt.getTime())
  const respondents = [...new Set(hidden.map((answer) => answer.contactId))]
  const counted = new Set(respondents.slice(0, Math.floor(respondents.length / threshold) * threshold))
  // A later answer of somebody already counted would be a difference of one; it waits, so the first of each counts.
  const first = new Map(hidden.toReversed().map((answer) => [answer.contactId, answer]))
  return answers.filter(
    (answer) =>
      answer.visibility === 'team' || (counted.has(answer.contactId) && first.get(answer.contactId) === answer),
  )
}
