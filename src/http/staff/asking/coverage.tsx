import { type Context, Hono } from 'hono'
import { COVERAGE_BY, COVERAGE_STANDINGS } from '../../../core/asking/coverage-ledger.ts'
import {
  type CoverageFilter,
  showCoverage,
  writeCoverageRows,
  writeCoverageTable,
} from '../../../domain/asking/show-coverage.ts'
import { CoveragePage } from '../../../views/asking/coverage.tsx'
import { page } from '../../../views/layout.tsx'
import { paths } from '../../../views/paths.ts'
import type { AppEnv } from '../../env.ts'
import { frameOf } from '../../frame.ts'
import { refuse } from '../../refusals.tsx'
import { answerFilterOf, periodNotice } from '../answer-filter.ts'
import { table } from '../table.ts'

async function filterOf(c: Context<AppEnv>): Promise<CoverageFilter> {
  const { by, standing } = c.req.query()
  return {
    by: COVERAGE_BY.find((each) => each === by) ?? 'pm',
    // Whom nobody asked, no survey has.
    filter: { ...answerFilterOf(c), surveyKey: null },
    standing: COVERAGE_STANDINGS.find((each) => each === standing),
  }
}

async function ledger(
  c: Context<AppEnv>,
  name: string,
  write: (
    deps: AppEnv['Variables']['deps'],
    viewer: AppEnv['Variables']['signedIn']['viewer'],
    filter: CoverageFilter,
  ) => Promise<string | null>,
): Promise<Response> {
  const text = await write(c.var.deps, c.var.signedIn.viewer, await filterOf(c))
  if (text === null) return refuse(c, { kind: 'not_yours' })
  return table(c, name, text)
}

/** The ledger of who was asked and who was not, for leadership. */
export const coverageRoutes = new Hono<AppEnv>()
  .get(paths.coverage, async (c) => {
    const chosen = await filterOf(c)
    const shown = await showCoverage(c.var.deps, c.var.signedIn.viewer, chosen)
    if (shown.kind === 'not_yours') return refuse(c, shown)
    const { kind: _, ...props } = shown
    return c.html(page(CoveragePage({ frame: await frameOf(c, periodNotice(c)), chosen, ...props })))
  })
  .get(paths.coverageTable, (c) => ledger(c, 'coverage', writeCoverageTable))
  .get(paths.coverageRows, (c) => ledger(c, 'coverage-people', writeCoverageRows))
