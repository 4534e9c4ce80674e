import { type Context, Hono } from 'hono'
import { BEHIND_FIGURES, type BehindFigure } from '../../../core/score/behind-figure.ts'
import { seesEverything } from '../../../core/viewer.ts'
import { writeAlongTable } from '../../../domain/score/accounts-along.ts'
import { type BehindRequest, showBehind, writeBehindTable } from '../../../domain/score/behind-figure.ts'
import { page } from '../../../views/layout.tsx'
import { paths } from '../../../views/paths.ts'
import { BehindPage } from '../../../views/score/behind-figure.tsx'
import type { AppEnv } from '../../env.ts'
import { scoreFrameOf } from '../../frame.ts'
import { refuse } from '../../refusals.tsx'
import { answerFilterOf, periodNotice } from '../answer-filter.ts'
import { table } from '../table.ts'

const requestOf = async (c: Context<AppEnv>, figure: BehindFigure): Promise<BehindRequest> => ({
  figure,
  filter: answerFilterOf(c),
  isPart: c.req.query('only') === 'part' && figure !== 'accounts',
  currency: /^[A-Z]{3}$/.exec(c.req.query('currency') ?? '')?.[0] ?? null,
})

/** The rows behind each figure of the overview, for whom the overview is. */
export const behindRoutes = new Hono<AppEnv>().get(paths.alongTable, async (c) => {
  const { viewer } = c.var.signedIn
  if (!seesEverything(viewer)) return refuse(c, { kind: 'not_yours' })
  return table(c, 'accounts-along', await writeAlongTable(c.var.deps, viewer, { filter: answerFilterOf(c) }))
})
for (const figure of BEHIND_FIGURES) {
  behindRoutes
    .get(paths.behind(figure), async (c) => {
      const { viewer } = c.var.signedIn
      if (!seesEverything(viewer)) return refuse(c, { kind: 'not_yours' })
      const { figure: _, ...props } = await showBehind(c.var.deps, viewer, await requestOf(c, figure))
      return c.html(page(BehindPage({ frame: await scoreFrameOf(c, periodNotice(c)), ...props })))
    })
    .get(paths.behindTable(figure), async (c) => {
      const { viewer } = c.var.signedIn
      if (!seesEverything(viewer)) return refuse(c, { kind: 'not_yours' })
      return table(c, figure, await writeBehindTable(c.var.deps, viewer, await requestOf(c, figure)))
    })
}
