import type { AnswerFilter } from '../../core/score/answer-filter.ts'
import type { BehindFigure } from '../../core/score/behind-figure.ts'
import { type Cell, tableText } from '../../core/table.ts'
import type { Leadership } from '../../core/viewer.ts'
import { getFirm } from '../../db/firm/firms.ts'
import { listAsked, listReachedMilestones, listValuedEngagements } from '../../db/score/behind-figures.ts'
import { sumRevenue, sumTallies } from '../../db/score/tally-sums.ts'
import type { Deps } from '../../deps.ts'
import { listHeard } from './accounts-along.ts'
import { findFilterChoices } from './filter-choices.ts'
import { listNeedsHeard, spanOf } from './needs-heard.ts'
import { findShownScores, scoreCells, SCORE_COLUMNS } from './shown-score.ts'

/** Rows on a page; all of them are in the table to download. */
const ROWS = 50

/** Which figure, within which filter, and whether only the part that the figure puts first: who answered, what was asked about. */
export type BehindRequest = {
  figure: BehindFigure
  filter: AnswerFilter
  isPart: boolean
  /** Of revenue in several: which one. */
  currency: string | null
}

async function readAccounts(deps: Deps, viewer: Leadership, filter: AnswerFilter, limit: number | null) {
  const accounts = await listHeard(deps, viewer, { filter, limit })
  const ids = accounts.map(({ id }) => id)
  const scores = await findShownScores(deps.db, viewer, 'account', { ids })
  return accounts.map((account) => ({ ...account, score: scores.get(account.id) ?? null }))
}

async function readRows(deps: Deps, viewer: Leadership, request: BehindRequest, limit: number | null) {
  const { db } = deps
  const { figure, filter, isPart, currency } = request
  switch (figure) {
    case 'asked': {
      const span = spanOf(filter, await getFirm(db))
      return { figure, rows: await listAsked(db, viewer, filter, { span, onlyAnswered: isPart, limit }) }
    }
    case 'milestones':
      return { figure, rows: await listReachedMilestones(db, viewer, filter, { onlySurveyed: isPart, limit }) }
    case 'revenue':
      return { figure, rows: await listValuedEngagements(db, viewer, filter, { currency, onlyHeard: isPart, limit }) }
    case 'needs': {
      const states = isPart ? (['new'] as const) : undefined
      return { figure, rows: await listNeedsHeard(db, viewer, filter, { firm: await getFirm(db), states, limit }) }
    }
    default:
      return { figure, rows: await readAccounts(deps, viewer, filter, limit) }
  }
}

/** How many there are in all, and in the part, as counted for the figure; of accounts, the rows themselves tell. */
async function countRows({ db }: Deps, viewer: Leadership, { figure, filter, currency }: BehindRequest) {
  if (figure === 'revenue') {
    const all = await sumRevenue(db, viewer, filter)
    const revenue = all.filter((each) => currency === null || each.currency === currency)
    const total = (of: 'engagements' | 'heardEngagements') => revenue.reduce((sum, each) => sum + each[of], 0)
    return { all: total('engagements'), part: total('heardEngagements') }
  }
  const sums = await sumTallies(db, viewer, filter)
  if (figure === 'asked') return { all: sums.asked, part: sums.answered }
  if (figure === 'milestones') return { all: sums.reached, part: sums.surveyed }
  return { all: sums.needs, part: sums.newNeeds }
}

/** The rows behind a figure of the overview, by the same filter and from what was counted for it. */
export async function showBehind(deps: Deps, viewer: Leadership, request: BehindRequest) {
  const [choices, behind, counts] = await Promise.all([
    findFilterChoices(deps, viewer, await getFirm(deps.db)),
    readRows(deps, viewer, request, ROWS),
    request.figure === 'accounts' ? { all: 0, part: 0 } : countRows(deps, viewer, request),
  ])
  const accounts = behind.figure === 'accounts' ? (behind.rows[0]?.of ?? 0) : null
  return { ...request, choices, counts: accounts === null ? counts : { all: accounts, part: accounts }, behind }
}

type Read = Awaited<ReturnType<typeof readRows>>

function cellsOf(read: Read): Record<string, Cell>[] {
  switch (read.figure) {
    case 'asked':
      return read.rows.map((row) => ({
        asked_at: row.askedAt,
        contact: row.contactName,
        account: row.accountName,
        engagement: row.engagementName,
        milestone: row.name ?? row.kind,
        pm: row.pmName,
        answered: row.responseId !== null,
      }))
    case 'milestones':
      return read.rows.map((row) => ({
        reached_on: row.reachedOn,
        milestone: row.name ?? row.kind,
        engagement: row.engagementName,
        account: row.accountName,
        pm: row.pmName,
        asked: row.isSurveyed,
      }))
    case 'revenue':
      return read.rows.map((row) => ({
        engagement: row.name,
        account: row.accountName,
        pm: row.pmName,
        value: row.value,
        currency: row.currency,
        heard: row.isHeard,
      }))
    case 'needs':
      return read.rows.map((row) => ({
        heard_at: row.heardAt,
        need: row.need,
        account: row.accountName,
        contact: row.contactName,
        engagement: row.engagementName,
        owner: row.ownerName,
        state: row.state,
        value: row.value,
        currency: row.currency,
      }))
    default:
      return read.rows.map(({ name, answers, score }) => ({
        account: name,
        answers_in_period: answers,
        ...scoreCells(score),
      }))
  }
}

const COLUMNS: Record<BehindFigure, readonly string[]> = {
  asked: ['asked_at', 'contact', 'account', 'engagement', 'milestone', 'pm', 'answered'],
  milestones: ['reached_on', 'milestone', 'engagement', 'account', 'pm', 'asked'],
  revenue: ['engagement', 'account', 'pm', 'value', 'currency', 'heard'],
  needs: ['heard_at', 'need', 'account', 'contact', 'engagement', 'owner', 'state', 'value', 'currency'],
  accounts: ['account', 'answers_in_period', ...SCORE_COLUMNS],
}

/** All the rows as a table for a spreadsheet. */
export async function writeBehindTable(deps: Deps, viewer: Leadership, request: BehindRequest): Promise<string> {
  const read = await readRows(deps, viewer, request, null)
  return tableText(COLUMNS[request.figure], cellsOf(read))
}
