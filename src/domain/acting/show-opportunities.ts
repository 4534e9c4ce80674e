import { isOpenNeed } from '../../core/acting/opportunity.ts'
import { PAGE_LINES } from '../../core/page-of.ts'
import type { Viewer } from '../../core/viewer.ts'
import { OPPORTUNITY_STATES, type OpportunityState } from '../../core/words.ts'
import { tableText } from '../../core/table.ts'
import {
  countByState,
  listOpportunityChoices,
  listOpportunityLines,
  type OpportunitySort,
} from '../../db/acting/opportunity-lines.ts'
import type { Deps } from '../../deps.ts'

export { OPPORTUNITY_SORTS, type OpportunitySort } from '../../db/acting/opportunity-lines.ts'

export type OpportunityFilter = {
  state: OpportunityState | 'open' | 'all'
  /** A key, nobody's, or everybody's. */
  owner: number | 'nobody' | undefined
  account: number | undefined
  q: string
  sort: OpportunitySort
  /** From 1. */
  page: number
}

const OPEN = OPPORTUNITY_STATES.filter(isOpenNeed)

const statesOf = (state: OpportunityFilter['state']): readonly OpportunityState[] =>
  state === 'all' ? OPPORTUNITY_STATES : state === 'open' ? OPEN : [state]

const choiceOf = ({ owner, account, q }: OpportunityFilter) => ({
  ...(owner !== undefined && { ownerId: owner === 'nobody' ? null : owner }),
  ...(account !== undefined && { accountId: account }),
  q,
})

/** What needs are worth together, by currency; amounts of different currencies are never added. */
const worthOf = (counts: readonly { currency: string | null; value: number }[]) => {
  const sums = new Map<string, number>()
  for (const { currency, value } of counts) {
    if (currency !== null) sums.set(currency, (sums.get(currency) ?? 0) + value)
  }
  return [...sums].map(([currency, value]) => ({ currency, value })).sort((a, b) => b.value - a.value)
}

/** The needs that the viewer sees: filtered and in order, with how many there are in each state and what they are worth. */
export async function showOpportunities(deps: Deps, viewer: Viewer, filter: OpportunityFilter) {
  const { db } = deps
  const states = statesOf(filter.state)
  const [{ byState, shown }, lines, choices] = await Promise.all([
    countByState(db, viewer, { ...choiceOf(filter), states }),
    listOpportunityLines(db, viewer, {
      ...choiceOf(filter),
      states,
      sort: filter.sort,
      limit: PAGE_LINES,
      offset: (filter.page - 1) * PAGE_LINES,
    }),
    listOpportunityChoices(db, viewer),
  ])
  const total = (of: readonly OpportunityState[]) => of.reduce((sum, state) => sum + byState[state], 0)
  const count = shown.reduce((sum, each) => sum + each.count, 0)
  return {
    lines,
    counts: {
      ...byState,
      open: total(OPEN),
      all: total(OPPORTUNITY_STATES),
    },
    total: count,
    worth: worthOf(shown),
    pages: Math.ceil(count / PAGE_LINES),
    ...choices,
  }
}

/** The same needs, all pages of them, as a table for a spreadsheet. */
export async function writeOpportunitiesTable(deps: Deps, viewer: Viewer, filter: OpportunityFilter): Promise<string> {
  const states = statesOf(filter.state)
  const lines = await listOpportunityLines(deps.db, viewer, { ...choiceOf(filter), states, sort: filter.sort })
  const rows = lines.map((line) => ({
    id: line.id,
    account: line.accountName,
    contact: line.contactName,
    engagement: line.engagementName,
    need: line.need,
    told_to: line.leadershipOnly ? 'leadership' : 'team',
    owner: line.ownerName,
    state: line.state,
    value: line.value,
    currency: line.currency,
    heard_at: line.heardAt.toISOString(),
    moved_at: line.movedAt.toISOString(),
  }))
  const columns = ['id', 'account', 'contact', 'engagement', 'need', 'told_to', 'owner', 'state', 'value', 'currency']
  return tableText([...columns, 'heard_at', 'moved_at'], rows)
}
