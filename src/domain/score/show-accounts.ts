import { tableText } from '../../core/table.ts'
import type { Viewer } from '../../core/viewer.ts'
import { pageOf } from '../../core/page-of.ts'
import { countOpenFollowUpsAt, listAccountLines, listLastAnswersAt } from '../../db/firm/account-lines.ts'
import type { Deps } from '../../deps.ts'
import { findFirmScore, findShownScores, type ShownScore, scoreCells, SCORE_COLUMNS } from './shown-score.ts'

export type AccountSort = 'name' | 'lowest' | 'last_answer'

export type AccountFilter = { q: string; sort: AccountSort }

type Sortable = { score: ShownScore | null; lastAnsweredAt: Date | null }

/** Sorting is stable: accounts that tie stay by name. Too early to say comes last, never heard from first. */
const ORDERS: Record<AccountSort, (account: Sortable) => number> = {
  name: () => 0,
  lowest: ({ score }) => score?.value ?? 101,
  last_answer: ({ lastAnsweredAt }) => lastAnsweredAt?.getTime() ?? 0,
}

/** A page of the accounts that the viewer sees, searched and in order, with how many there are. */
export async function showAccounts(deps: Deps, viewer: Viewer, filter: AccountFilter & { page: number | 'all' }) {
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

/** The same accounts as a table for a spreadsheet, all pages. */
export async function writeAccountsTable(deps: Deps, viewer: Viewer, { q, sort }: AccountFilter): Promise<string> {
  const { accounts } = await showAccounts(deps, viewer, { q, sort, page: 'all' })
  return tableText(
    ['account', 'industry', ...SCORE_COLUMNS, 'last_answer_at', 'account_manager', 'open_follow_ups'],
    accounts.map((line) => ({
      account: line.name,
      industry: line.industry,
      ...scoreCells(line.score),
      last_answer_at: line.lastAnsweredAt,
      account_manager: line.accountManagerName,
      open_follow_ups: line.openFollowUps,
    })),
  )
}
