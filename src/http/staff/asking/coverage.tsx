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
import { table } from '../table.ts'

const keyIn = (text: string | undefined): number | undefined =>
  /^[1-9]\d{0,14}$/.test(text ?? '') ? Number(text) : undefined

function filterOf(c: Context<AppEnv>): CoverageFilter {
  const { by, days, pm, account, kind, standing } = c.req.query()
  return {
    by: COVERAGE_BY.find((each) => each === by) ?? 'pm',
    days: days === '90' || days === '365' ? Number(days) : null,
    pm: keyIn(pm),
    account: keyIn(account),
    kind: /^[a-z][a-z0-9_]{0,99}$/.test(kind ?? '') ? kind : undefined,
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
  const text = await write(c.var.deps, c.var.signedIn.viewer, filterOf(c))
  if (text === null) return refuse(c, { kind: 'not_yours' })
  return table(c, name, text)
}

/** The ledger of who was asked and who was not, for leadership. */
export const coverageRoutes = new Hono<AppEnv>()
  .get(paths.coverage, async (c) => {
    const filter = filterOf(c)
    const shown = await showCoverage(c.var.deps, c.var.signedIn.viewer, filter)
    if (shown.kind === 'not_yours') return refuse(c, shown)
    const { kind: _, ...props } = shown
    const written = {
      by: filter.by,
      days: `${filter.days ?? ''}`,
      pm: `${filter.pm ?? ''}`,
      account: `${filter.account ?? ''}`,
      kind: filter.kind ?? '',
      standing: filter.standing ?? '',
    }
    return c.html(page(CoveragePage({ frame: await frameOf(c), filter: written, ...props })))
  })
  .get(paths.coverageTable, (c) => ledger(c, 'coverage', writeCoverageTable))
  .get(paths.coverageRows, (c) => ledger(c, 'coverage-people', writeCoverageRows))
