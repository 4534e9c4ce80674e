import { Hono } from 'hono'
import { showScoreMethod, writeDifferencesTable } from '../../../domain/score/show-score-method.ts'
import { page } from '../../../views/layout.tsx'
import { paths } from '../../../views/paths.ts'
import { ScoreMethodPage } from '../../../views/score/score-method.tsx'
import type { AppEnv } from '../../env.ts'
import { scoreFrameOf } from '../../frame.ts'
import { refuse } from '../../refusals.tsx'
import { table } from '../table.ts'

/** How the score works, for everybody of the firm; what differences come from, for leadership. */
export const scoreMethodRoutes = new Hono<AppEnv>()
  .get(paths.howTheScoreWorks, async (c) => {
    const method = await showScoreMethod(c.var.deps, c.var.signedIn.viewer)
    return c.html(page(ScoreMethodPage({ frame: await scoreFrameOf(c), ...method })))
  })
  .get(paths.differencesTable, async (c) => {
    const text = await writeDifferencesTable(c.var.deps, c.var.signedIn.viewer)
    return text === undefined ? refuse(c, { kind: 'not_yours' }) : table(c, 'differences', text)
  })
