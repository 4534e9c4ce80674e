import { Hono } from 'hono'
import { showOwnScore } from '../../../domain/score/show-pm.ts'
import { page } from '../../../views/layout.tsx'
import { paths } from '../../../views/paths.ts'
import { PmScorePage } from '../../../views/score/pm-score.tsx'
import type { AppEnv } from '../../env.ts'
import { scoreFrameOf } from '../../frame.ts'
import { refuse } from '../../refusals.tsx'

/** A PM's own page. */
export const myScoreRoutes = new Hono<AppEnv>().get(paths.myScore, async (c) => {
  const { viewer, name } = c.var.signedIn
  const shown = await showOwnScore(c.var.deps, viewer, name)
  if (shown.kind !== 'shown') return refuse(c, shown)
  const { kind: _, ...props } = shown
  return c.html(page(PmScorePage({ frame: await scoreFrameOf(c), own: true, ...props })))
})
