import { kindsInOrder } from '../../core/asking/kinds-in-order.ts'
import { groupedBy } from '../../core/grouped-by.ts'
import type { AnswerFilter, Months } from '../../core/score/answer-filter.ts'
import { tableText } from '../../core/table.ts'
import { contrastPeriods } from '../../core/score/period-contrast.ts'
import type { Leadership } from '../../core/viewer.ts'
import { scoreDayUntil } from '../../db/score/scores.ts'
import { sumHeard } from '../../db/score/period-sums.ts'
import { listAnsweredAccounts, meansAlong, type RankedAccount } from '../../db/score/tally-sums.ts'
import type { Deps } from '../../deps.ts'
import { findShownScores, scoreCells, SCORE_COLUMNS } from './shown-score.ts'

/** Accounts shown before the list takes over. */
const ACCOUNTS = 20

type Which = { filter: AnswerFilter; until?: string; limit?: number | null }

/** Of the accounts heard from those with the lowest scores, then those with the most answers; `of` counts all. */
export const listHeard = (
  { db }: Deps,
  viewer: Leadership,
  { filter, until = 'infinity', limit = ACCOUNTS }: Which,
): Promise<RankedAccount[]> => listAnsweredAccounts(db, viewer, filter, { scoresOf: scoreDayUntil(until), limit })

/** These accounts along the project: their own score and the mean of their answers at each milestone kind. */
async function along(
  { db }: Deps,
  viewer: Leadership,
  accounts: readonly RankedAccount[],
  { filter, until }: Pick<Which, 'filter' | 'until'>,
) {
  const ids = accounts.map(({ id }) => id)
  const [scores, all] = await Promise.all([
    findShownScores(db, viewer, 'account', { ids, ...(until && { until }) }),
    meansAlong(db, viewer, ids, filter),
  ])
  const means = groupedBy(all, ({ accountId }) => accountId)
  const cells = (id: number) =>
    Object.fromEntries(
      (means.get(id) ?? []).map(({ milestoneKind, value, answers }) => [milestoneKind, { value, answers }]),
    )
  return {
    accounts: accounts.map(({ id, name }) => ({ id, name, score: scores.get(id) ?? null, cells: cells(id) })),
    accountCount: accounts[0]?.of ?? 0,
    milestoneKinds: kindsInOrder(all.map(({ milestoneKind }) => milestoneKind)),
  }
}

/** What clients said in a period and in the one before, and the first of the accounts heard from along the project. */
export async function readSaid(
  deps: Deps,
  viewer: Leadership,
  { filter, before, until = 'infinity' }: { filter: AnswerFilter; before: Months; until?: string },
) {
  const which = { before, scoresOf: scoreDayUntil(until), limit: ACCOUNTS }
  const { said, accounts } = await sumHeard(deps.db, viewer, filter, which)
  return {
    said: contrastPeriods(said),
    saidBefore: said.reduce((sum, { answersBefore }) => sum + answersBefore, 0),
    ...(await along(deps, viewer, accounts, { filter, until })),
  }
}

/** All accounts heard from along the project as a table for a spreadsheet: at each milestone the mean in 100, and of how many answers. */
export async function writeAlongTable(deps: Deps, viewer: Leadership, which: Which): Promise<string> {
  const heard = await listHeard(deps, viewer, { ...which, limit: null })
  const { accounts, milestoneKinds } = await along(deps, viewer, heard, which)
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
