import { kindsInOrder } from '../../core/asking/kinds-in-order.ts'
import { groupedBy } from '../../core/grouped-by.ts'
import type { AnswerFilter } from '../../core/score/answer-filter.ts'
import { tableText } from '../../core/table.ts'
import type { Leadership } from '../../core/viewer.ts'
import { scoreDayUntil } from '../../db/score/scores.ts'
import { listAnsweredAccounts, meansAlong } from '../../db/score/tally-sums.ts'
import type { Deps } from '../../deps.ts'
import { findShownScores, scoreCells, SCORE_COLUMNS } from './shown-score.ts'

/** Accounts shown before the list takes over. */
const ACCOUNTS = 20

type Which = { filter: AnswerFilter; until?: string; limit?: number | null }

/** Of the accounts heard from those with the lowest scores, then those with the most answers; `of` counts all. */
export async function listHeard(
  { db }: Deps,
  viewer: Leadership,
  { filter, until = 'infinity', limit = ACCOUNTS }: Which,
) {
  const accounts = await listAnsweredAccounts(db, viewer, filter, { scoresOf: scoreDayUntil(until), limit })
  const ids = accounts.map(({ id }) => id)
  return { accounts, ids, of: accounts[0]?.of ?? 0 }
}

/** Accounts along the project: their own score and the mean of their answers at each milestone kind. */
export async function readAccountsAlong(deps: Deps, viewer: Leadership, which: Which) {
  const { accounts, ids, of } = await listHeard(deps, viewer, which)
  const [scores, all] = await Promise.all([
    findShownScores(deps.db, viewer, 'account', { ids, ...(which.until && { until: which.until }) }),
    meansAlong(deps.db, viewer, ids, which.filter),
  ])
  const means = groupedBy(all, ({ accountId }) => accountId)
  const cells = (id: number) =>
    Object.fromEntries(
      (means.get(id) ?? []).map(({ milestoneKind, value, answers }) => [milestoneKind, { value, answers }]),
    )
  return {
    accounts: accounts.map(({ id, name }) => ({ id, name, score: scores.get(id) ?? null, cells: cells(id) })),
    accountCount: of,
    milestoneKinds: kindsInOrder(all.map(({ milestoneKind }) => milestoneKind)),
  }
}

/** All accounts heard from along the project as a table for a spreadsheet: at each milestone the mean in 100, and of how many answers. */
export async function writeAlongTable(deps: Deps, viewer: Leadership, which: Which): Promise<string> {
  const { accounts, milestoneKinds } = await readAccountsAlong(deps, viewer, { ...which, limit: null })
  const rows = accounts.map(({ name, score, cells }) => ({
    account: name,
    ...scoreCells(score),
    ...Object.fromEntries(
      milestoneKinds.flatMap((kind) => [
        [kind, cells[kind] && Math.round(cells[kind].value)],
        [`${kind}_answers`, cells[kind]?.answers ?? 0],
      ]),
    ),
  }))
  return tableText(['account', ...SCORE_COLUMNS, ...milestoneKinds.flatMap((kind) => [kind, `${kind}_answers`])], rows)
}
