import { Hono } from 'hono'
import { showTrust, writeSaidTable, writeTrustTable } from '../../../domain/score/show-trust.ts'
import { page } from '../../../views/layout.tsx'
import { paths } from '../../../views/paths.ts'
import { TrustPage } from '../../../views/score/trust.tsx'
import type { AppEnv } from '../../env.ts'
import { scoreFrameOf } from '../../frame.ts'
import { refuse } from '../../refusals.tsx'
import { pageNumber } from '../page-form.ts'
import { table } from '../table.ts'

/** What clients said against what they did. */
export const trustRoutes = new Hono<AppEnv>()
  .get(paths.trust, async (c) => {
    const number = pageNumber(c)
    const shown = await showTrust(c.var.deps, c.var.signedIn.viewer, number)
    if (shown.kind === 'not_yours') return refuse(c, shown)
    const { kind: _, ...props } = shown
    return c.html(page(TrustPage({ frame: await scoreFrameOf(c), page: number, ...props })))
  })
  .get(paths.saidTable, async (c) => {
    const text = await writeSaidTable(c.var.deps, c.var.signedIn.viewer)
    return text === undefined ? refuse(c, { kind: 'not_yours' }) : table(c, 'said-and-done', text)
  })
  .get(paths.trustTable, async (c) => {
    const text = await writeTrustTable(c.var.deps, c.var.signedIn.viewer)
    return text === undefined ? refuse(c, { kind: 'not_yours' }) : table(c, 'scores-checked', text)
  })
