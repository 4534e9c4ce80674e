import type { Viewer } from '../../core/viewer.ts'
import { listAccountLines } from '../../db/firm/account-lines.ts'
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

/** The accounts that the viewer sees, searched and in order. */
export async function showAccounts(deps: Deps, viewer: Viewer, filter: { q: string; sort: AccountSort }) {
  const { db } = deps
  const scores = await findShownScores(db, viewer, 'account')
  const lines = await listAccountLines(db, viewer, filter.q)
  const accounts = lines.map((line) => ({ ...line, score: scores.get(line.id) ?? null }))
  const rank = ORDERS[filter.sort]
  return {
    firmAverage: (await findFirmScore(db, viewer))?.value ?? null,
    accounts: accounts.sort((a, b) => rank(a) - rank(b)),
  }
}
