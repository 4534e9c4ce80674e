import { tableText } from '../../core/table.ts'
import type { Viewer } from '../../core/viewer.ts'
import { pagesOf, windowOf } from '../../core/page-of.ts'
import {
  type AccountSort,
  countAccounts,
  countOpenFollowUpsAt,
  listAccountLines,
  listLastAnswersAt,
} from '../../db/firm/account-lines.ts'
import type { Deps } from '../../deps.ts'
import { findFirmScore, findShownScores, scoreCells, SCORE_COLUMNS } from './shown-score.ts'

export type AccountFilter = { q: string; sort: AccountSort }

/** A page of the accounts that the viewer sees, searched and in order, with how many there are. */
export async function showAccounts(deps: Deps, viewer: Viewer, filter: AccountFilter & { page: number | 'all' }) {
  const { db } = deps
  const [total, rows, firm] = await Promise.all([
    countAccounts(db, viewer, filter.q),
    listAccountLines(db, viewer, filter, windowOf(filter.page)),
    findFirmScore(db, viewer),
  ])
  const ids = rows.map(({ id }) => id)
  const [scores, last, due] = await Promise.all([
    findShownScores(db, viewer, 'account', { ids }),
    listLastAnswersAt(db, viewer, ids),
    countOpenFollowUpsAt(db, viewer, ids),
  ])
  return {
    firmAverage: firm?.value ?? null,
    accounts: rows.map((row) => ({
      ...row,
      score: scores.get(row.id) ?? null,
      lastAnsweredAt: last.get(row.id) ?? null,
      openFollowUps: due.get(row.id) ?? 0,
    })),
    total,
    pages: pagesOf(total, filter.page),
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
