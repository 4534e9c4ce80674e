import { type Context, Hono } from 'hono'
import { showPmComparison, writePmComparison } from '../../../domain/score/show-pm-comparison.ts'
import type { Fault } from '../../../views/field.tsx'
import { page } from '../../../views/layout.tsx'
import { paths } from '../../../views/paths.ts'
import { PmComparisonPage } from '../../../views/score/pm-comparison.tsx'
import type { AppEnv } from '../../env.ts'
import { scoreFrameOf } from '../../frame.ts'
import { refuse } from '../../refusals.tsx'
import { table } from '../table.ts'

type Asked = { a: string; b: string }

/** What is wrong with a choice that was sent; nothing where only the form was opened. */
function faultsOf(c: Context<AppEnv>, { a, b }: Asked): Fault[] {
  if (c.req.query('b') === undefined) return []
  if (a === '') return [{ field: 'a', message: 'Choose one PM' }]
  if (b === '') return [{ field: 'b', message: 'Choose another PM' }]
  return a === b ? [{ field: 'b', message: 'Choose two different PMs' }] : []
}

/** 0, which nobody has, for what is no key. */
const keyOf = (text: string): number | null => {
  if (text === '') return null
  return /^[1-9]\d{0,14}$/.test(text) ? Number(text) : 0
}

const chosenIn = (c: Context<AppEnv>): Asked => ({ a: c.req.query('a') ?? '', b: c.req.query('b') ?? '' })
const pairOf = ({ a, b }: Asked) => ({ a: keyOf(a), b: keyOf(b) })

async function comparisonPage(c: Context<AppEnv>): Promise<Response> {
  const chosen = chosenIn(c)
  const shown = await showPmComparison(c.var.deps, c.var.signedIn.viewer, pairOf(chosen))
  if (shown.kind !== 'shown') return refuse(c, shown)
  const { pms, comparison } = shown
  const faults = faultsOf(c, chosen)
  const frame = await scoreFrameOf(c)
  return c.html(page(PmComparisonPage({ frame, pms, chosen, faults, comparison })), faults.length > 0 ? 422 : 200)
}

/** Two PMs compared, for leadership. */
export const pmComparisonRoutes = new Hono<AppEnv>()
  .get(paths.comparePms, (c) => comparisonPage(c))
  .get(`${paths.comparePms}.csv`, async (c) => {
    const written = await writePmComparison(c.var.deps, c.var.signedIn.viewer, pairOf(chosenIn(c)))
    return written.kind === 'written' ? table(c, 'pms-compared', written.text) : refuse(c, written)
  })
