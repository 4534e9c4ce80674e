import type { AnswerFilter } from '../../core/score/answer-filter.ts'
import { paths } from '../paths.ts'
import { answersPath } from './filter-query.ts'
import { estimateOf, points, type Score } from './score.ts'

/** An account along the project: its score, and the mean of its answers at each milestone kind. */
export type AccountAlong = {
  id: number
  name: string
  score: Score | null
  cells: Readonly<Record<string, { value: number; answers: number }>>
}

function scoreWords(score: Score | null): string {
  const estimate = estimateOf(score)
  if (estimate === undefined) return 'too early to say'
  return `score ${points(estimate.value)}, ${points(estimate.low)}–${points(estimate.high)}`
}

/** Accounts as rows of the heat table; each cell leads to the answers behind it. */
export const accountRows = (accounts: readonly AccountAlong[], filter: AnswerFilter) =>
  accounts.map(({ id, name, score, cells }) => ({
    name,
    href: paths.account(id),
    under: scoreWords(score),
    cells: Object.fromEntries(
      Object.entries(cells).map(([kind, cell]) => [
        kind,
        { ...cell, href: answersPath({ ...filter, accountId: id, milestoneKind: kind }) },
      ]),
    ),
  }))
