import { Hono } from 'hono'
import { showFirstSteps } from '../../../domain/firm/show-first-steps.ts'
import { FirstStepsPage } from '../../../views/firm/first-steps.tsx'
import { page } from '../../../views/layout.tsx'
import { paths } from '../../../views/paths.ts'
import type { AppEnv } from '../../env.ts'
import { frameOf } from '../../frame.ts'
import { refuse } from '../../refusals.tsx'

/** What an administrator does first on an empty installation. */
export const firstStepsRoutes = new Hono<AppEnv>().get(paths.firstSteps, async (c) => {
  const shown = await showFirstSteps(c.var.deps, c.var.signedIn.viewer)
  if (shown.kind !== 'shown') return refuse(c, shown)
  const { kind: _, ...props } = shown
  return c.html(page(FirstStepsPage({ frame: await frameOf(c), ...props })))
})
