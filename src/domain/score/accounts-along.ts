import { kindsInOrder } from '../../core/asking/kinds-in-order.ts'
import { groupedBy } from '../../core/grouped-by.ts'
import type { AnswerFilter } from '../../core/score/answer-filter.ts'
import type { Leadership } from '../../core/viewer.ts'
import { meansAlong } from '../../db/score/tally-sums.ts'
import type { Deps } from '../../deps.ts'
import type { ShownScore } from './shown-score.ts'

/** Accounts shown before the list takes over. */
const ACCOUNTS = 20

/** Of the accounts heard from, those with the lowest scores, then those with the most answers. */
export function accountsInOrder(
  heard: readonly { accountId: number; answers: number }[],
  scores: ReadonlyMap<number, ShownScore>,
  names: ReadonlyMap<number, string>,
) {
  const valueOf = (id: number): number => scores.get(id)?.value ?? 101
  return heard
    .filter(({ answers }) => answers > 0)
    .map(({ accountId: id, answers }) => ({ id, name: names.get(id) ?? '', answers, score: scores.get(id) ?? null }))
    .toSorted((a, b) => valueOf(a.id) - valueOf(b.id) || b.answers - a.answers || a.name.localeCompare(b.name, 'en'))
}

/** The accounts along the project: their own score and the mean of their answers at each milestone kind. */
export async function readAccountsAlong(
  deps: Deps,
  viewer: Leadership,
  filter: AnswerFilter,
  all: ReturnType<typeof accountsInOrder>,
  most = ACCOUNTS,
) {
  const some = all.slice(0, most)
  const ids = some.map(({ id }) => id)
  const means = groupedBy(await meansAlong(deps.db, viewer, ids, filter), ({ accountId }) => accountId)
  const cells = (id: number) =>
    Object.fromEntries(
      (means.get(id) ?? []).map(({ milestoneKind, value, answers }) => [milestoneKind, { value, answers }]),
    )
  return {
    accounts: some.map((account) => ({ ...account, cells: cells(account.id) })),
    accountCount: all.length,
    milestoneKinds: kindsInOrder([...means.values()].flat().map(({ milestoneKind }) => milestoneKind)),
  }
}
