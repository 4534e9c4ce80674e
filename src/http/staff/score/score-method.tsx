import { Hono } from 'hono'
import { showScoreMethod } from '../../../domain/score/show-score-method.ts'
import { page } from '../../../views/layout.tsx'
import { paths } from '../../../views/paths.ts'
import { ScoreMethodPage } from '../../../views/score/score-method.tsx'
import type { AppEnv } from '../../env.ts'
import { scoreFrameOf } from '../../frame.ts'

/** How the score works, for everybody of the firm. */
export const scoreMethodRoutes = new Hono<AppEnv>().get(paths.howTheScoreWorks, async (c) => {
  const method = await showScoreMethod(c.var.deps, c.var.signedIn.viewer)
  return c.html(page(ScoreMethodPage({ frame: await scoreFrameOf(c), ...method })))
})
