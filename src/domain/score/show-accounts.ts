import type { Viewer } from '../../core/viewer.ts'
import { pageOf } from '../../core/page-of.ts'
import { countOpenFollowUpsAt, listAccountLines, listLastAnswersAt } from '../../db/firm/account-lines.ts'
import type { Deps } from '../../deps.ts'
import { findFirmScore, findShownScores, type ShownScore } from './shown-score.ts'

export type AccountSort = 'name' | 'lowest' | 'last_answer'

type Sortable = { score: ShownScore | null; lastAnsweredAt: Date | null }

/** Sorting is stable: accounts that tie stay by name. Too early to say comes last, never heard from first. */
const ORDERS: Record<AccountSort, (account: Sortable) => number> = {
  name: () => 0,
  lowest: ({ score }) => score?.value ?? 101,
  last_answer: ({ lastAnsweredAt }) => lastAnsweredAt?.getTime() ?? 0,
}

/** A page of the accounts that the viewer sees, searched and in order, with how many there are. */
export async function showAccounts(deps: Deps, viewer: Viewer, filter: { q: string; sort: AccountSort; page: number }) {
  const { db } = deps
  const scores = await findShownScores(db, viewer, 'account')
  const lines = await listAccountLines(db, viewer, filter.q)
  const listLast = (of: readonly { id: number }[]) =>
    listLastAnswersAt(
      db,
      viewer,
      of.map(({ id }) => id),
    )
  // Only this order must know of all.
  const all = filter.sort === 'last_answer' ? await listLast(lines) : new Map<number, Date>()
  const rank = ORDERS[filter.sort]
  const ranked = lines
    .map((line) => ({ ...line, score: scores.get(line.id) ?? null, lastAnsweredAt: all.get(line.id) ?? null }))
    .sort((a, b) => rank(a) - rank(b))
  const { rows, pages } = pageOf(ranked, filter.page)
  const last = await listLast(rows)
  const due = await countOpenFollowUpsAt(
    db,
    viewer,
    rows.map(({ id }) => id),
  )
  return {
    firmAverage: (await findFirmScore(db, viewer))?.value ?? null,
    accounts: rows.map((row) => ({
      ...row,
      lastAnsweredAt: last.get(row.id) ?? null,
      openFollowUps: due.get(row.id) ?? 0,
    })),
    total: lines.length,
    pages,
  }
}
