import { groupedBy } from './grouped-by.ts'
import type { Visibility } from './words.ts'

/** A group of hidden answers that are told together: its key, and of how many answers it was formed. */
export type HiddenGroup = { id: number; size: number }

export type Attributed = {
  callFirst: number
  contactId: number
  visibility: Visibility
  answeredAt: Date
  /** Of an answer for leadership only that has not changed since its group was formed; else null. */
  group: HiddenGroup | null
}

/** So many sums of a group's answers look alike at least, so that each of its answers has as many values that fit. */
export const SUMS_ALIKE = 3

/**
 * Takes hidden answers together: whole groups of `threshold` respondents of one PM, in the order given, none twice; what is
 * left over waits for others. Who is grouped must not depend on what was answered: that a group is missing would tell it.
 */
export function groupsToForm<Candidate extends { pmId: number; contactId: number }>(
  candidates: readonly Candidate[],
  threshold: number,
): Candidate[][] {
  const groups: Candidate[][] = []
  for (const own of groupedBy(candidates, ({ pmId }) => pmId).values()) {
    let left = own
    for (;;) {
      // Of each respondent the first answer that waits.
      const firsts = new Map(left.toReversed().map((each) => [each.contactId, each]))
      const group = left.filter((each) => firsts.get(each.contactId) === each).slice(0, threshold)
      if (group.length < threshold) break
      groups.push(group)
      left = left.filter((each) => !group.includes(each))
    }
  }
  return groups
}

/**
 * What every answer of a group counts as, 0..10: the mean of the middle sum among those that look alike. A group of nothing but tens
 * looks like one with an eight in it.
 */
export function sharedAnswer(answers: readonly number[]): number {
  const most = 10 * answers.length
  const sum = answers.reduce((total, each) => total + each, 0)
  const last = Math.floor((most + 1) / SUMS_ALIKE) - 1
  const band = Math.min(last, Math.floor(sum / SUMS_ALIKE))
  const [low, high] = [band * SUMS_ALIKE, band === last ? most : (band + 1) * SUMS_ALIKE - 1]
  return (low + high) / 2 / answers.length
}

/** Members of groups that count: as many as were grouped, and not below the threshold of today. Else none of them counts. */
function sharedAnswers(answers: readonly Attributed[], threshold: number): Map<number, number> {
  const hidden = answers.filter(({ visibility, group }) => visibility === 'leadership' && group !== null)
  const shared = new Map<number, number>()
  for (const [id, members] of groupedBy(hidden, ({ group }) => group?.id ?? 0)) {
    const size = members[0]?.group?.size ?? 0
    if (members.length !== size || size < threshold) continue
    shared.set(id, sharedAnswer(members.map(({ callFirst }) => callFirst)))
  }
  return shared
}

/**
 * The answers behind a figure of the team's: those the team may read, and whole groups of hidden ones, each of whose answers counts
 * as what the group shares. Every figure made of them says of hidden answers nothing but these shared values, whichever other
 * figures it is subtracted from: members of a group never change, and what changes, closes or is erased takes its group along.
 */
export function answersForTeam<Answer extends Attributed>(answers: readonly Answer[], threshold: number): Answer[] {
  const shared = sharedAnswers(answers, threshold)
  return answers.flatMap((answer) => {
    if (answer.visibility === 'team') return [answer]
    const callFirst = answer.group === null ? undefined : shared.get(answer.group.id)
    return callFirst === undefined ? [] : [{ ...answer, callFirst }]
  })
}
