import { type Context, Hono } from 'hono'
import { OPPORTUNITY_STATES } from '../../../core/words.ts'
import { addOpportunity, showHeardAccounts, showHeardAt } from '../../../domain/acting/add-opportunity.ts'
import { moveOpportunity, type OpportunityRefusal } from '../../../domain/acting/move-opportunity.ts'
import { recordNeedOutcome } from '../../../domain/acting/record-need-outcome.ts'
import {
  OPPORTUNITY_SORTS,
  type OpportunityFilter,
  showOpportunities,
  writeOpportunitiesTable,
} from '../../../domain/acting/show-opportunities.ts'
import { showOpportunity } from '../../../domain/acting/show-opportunity.ts'
import { AddOpportunityPage, ChooseAccountPage, type TypedNeedProps } from '../../../views/acting/opportunity-add.tsx'
import { OpportunitiesPage } from '../../../views/acting/opportunities.tsx'
import { OpportunityPage, type OpportunityProps } from '../../../views/acting/opportunity.tsx'
import { page } from '../../../views/layout.tsx'
import { paths } from '../../../views/paths.ts'
import type { AppEnv } from '../../env.ts'
import { frameOf } from '../../frame.ts'
import { refuse } from '../../refusals.tsx'
import { faultsOf, ID, idOf, textFields } from '../page-form.ts'
import { table } from '../table.ts'

const SHOWS = ['open', 'all', ...OPPORTUNITY_STATES] as const

const keyIn = (text: string | undefined): number | undefined =>
  /^[1-9]\d{0,14}$/.test(text ?? '') ? Number(text) : undefined

function filterOf(c: Context<AppEnv>): OpportunityFilter {
  const { state, owner, account, q, sort, page: at } = c.req.query()
  return {
    state: SHOWS.find((each) => each === state) ?? 'open',
    owner: owner === 'nobody' ? owner : keyIn(owner),
    account: keyIn(account),
    q: (q ?? '').trim().slice(0, 200).replaceAll('\0', ''),
    sort: OPPORTUNITY_SORTS.find((each) => each === sort) ?? 'newest',
    page: Math.min(keyIn(at) ?? 1, 10_000),
  }
}

const NAMES = {
  state: 'State',
  owner: 'Owner',
  value: 'Value',
  currency: 'Currency',
  note: 'Note',
  need: 'The need',
  contact: 'Who said it',
  engagement: 'Engagement',
  called_first: 'The choice whether they called us first',
  needed_on: 'Needed on',
  outcome_note: 'Note',
} as const

const SAID: Partial<Record<string, string>> = {
  moved: 'Saved.',
  same: 'Nothing had changed.',
  added: 'Added. Its owner is the account’s manager.',
  recorded: 'The outcome is recorded; from the next fit on, scores are held against it.',
  linked: 'This outcome had been recorded before; it is linked now.',
  before: 'An outcome stands here already; nothing was changed.',
}

type Typed = Pick<OpportunityProps, 'typed' | 'typedOutcome'>

async function onePage(c: Context<AppEnv>, typed: Typed = {}): Promise<Response> {
  const shown = await showOpportunity(c.var.deps, c.var.signedIn.viewer, idOf(c))
  if (shown.kind === 'unknown') return refuse(c, shown)
  const { kind: _, ...props } = shown
  const said = SAID[c.req.query('said') ?? '']
  const frame = await frameOf(c, said === undefined ? undefined : { tone: 'done', text: said })
  const isFaulty = typed.typed !== undefined || typed.typedOutcome !== undefined
  return c.html(page(OpportunityPage({ frame, ...props, ...typed })), isFaulty ? 422 : 200)
}

/** Back to the need after something was done, or why it was not. */
function answer(
  c: Context<AppEnv>,
  result:
    | Exclude<OpportunityRefusal, { kind: 'faults' }>
    | { kind: 'moved' | 'same' | 'recorded' | 'linked' | 'before' },
): Response | Promise<Response> {
  if (result.kind === 'unknown' || result.kind === 'not_yours') return refuse(c, { kind: result.kind })
  return c.redirect(`${paths.opportunity(idOf(c))}?said=${result.kind}`, 303)
}

async function addPage(c: Context<AppEnv>, accountId: number, typed?: TypedNeedProps): Promise<Response> {
  const shown = await showHeardAt(c.var.deps, c.var.signedIn.viewer, accountId)
  if (shown.kind === 'unknown') return refuse(c, shown)
  const { kind: _, ...props } = shown
  const content = AddOpportunityPage({ frame: await frameOf(c), ...props, ...(typed && { typed }) })
  return c.html(page(content), typed ? 422 : 200)
}

/** What clients need next: the list, one need, moving it on, and adding one by hand. */
export const opportunityRoutes = new Hono<AppEnv>()
  .get(paths.opportunities, async (c) => {
    const filter = filterOf(c)
    const shown = await showOpportunities(c.var.deps, c.var.signedIn.viewer, filter)
    const written = { ...filter, owner: `${filter.owner ?? ''}`, account: `${filter.account ?? ''}` }
    return c.html(page(OpportunitiesPage({ frame: await frameOf(c), filter: written, ...shown })))
  })
  .get(paths.opportunitiesTable, async (c) => {
    const text = await writeOpportunitiesTable(c.var.deps, c.var.signedIn.viewer, filterOf(c))
    return table(c, 'opportunities', text)
  })
  .get(paths.newOpportunity, async (c) => {
    const account = keyIn(c.req.query('account'))
    if (account !== undefined) return addPage(c, account)
    const accounts = await showHeardAccounts(c.var.deps, c.var.signedIn.viewer)
    return c.html(page(ChooseAccountPage({ frame: await frameOf(c), accounts })))
  })
  .post(paths.newOpportunity, async (c) => {
    const account = keyIn(c.req.query('account')) ?? 0
    const typed = await textFields(c, ['need', 'contact', 'engagement', 'value', 'currency', 'note'])
    const result = await addOpportunity(c.var.deps, c.var.signedIn.viewer, account, typed)
    if (result.kind === 'unknown') return refuse(c, result)
    if (result.kind === 'faults') return addPage(c, account, { ...typed, faults: faultsOf(result.faults, NAMES) })
    return c.redirect(`${paths.opportunity(result.id)}?said=added`, 303)
  })
  .get(`${paths.opportunities}/${ID}`, (c) => onePage(c))
  .post(`${paths.opportunities}/${ID}`, async (c) => {
    const typed = await textFields(c, ['state', 'owner', 'value', 'currency', 'note'])
    const mover = { viewer: c.var.signedIn.viewer, keyName: null }
    const result = await moveOpportunity(c.var.deps, mover, idOf(c), typed)
    if (result.kind !== 'faults') return answer(c, result)
    return onePage(c, { typed: { ...typed, faults: faultsOf(result.faults, NAMES) } })
  })
  .post(`${paths.opportunities}/${ID}/outcome`, async (c) => {
    const fields = await textFields(c, ['called_first', 'needed_on', 'outcome_note'])
    const { called_first, needed_on, outcome_note: note } = fields
    const typed = { called_first, needed_on, note, engagement: '' }
    const result = await recordNeedOutcome(c.var.deps, c.var.signedIn.viewer, idOf(c), typed)
    if (result.kind !== 'faults') return answer(c, result)
    const faults = faultsOf(
      result.faults.map(({ column, reason }) => ({ column: column === 'note' ? 'outcome_note' : column, reason })),
      NAMES,
    )
    return onePage(c, { typedOutcome: { calledFirst: called_first, neededOn: needed_on, note, faults } })
  })
