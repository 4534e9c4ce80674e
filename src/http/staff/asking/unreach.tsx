import { Hono } from 'hono'
import { showUnreach, unreachMilestone } from '../../../domain/asking/unreach-milestone.ts'
import { findEngagementOf } from '../../../domain/asking/show-engagement.ts'
import { page } from '../../../views/layout.tsx'
import { paths } from '../../../views/paths.ts'
import { UnreachPage } from '../../../views/asking/unreach.tsx'
import type { AppEnv } from '../../env.ts'
import { frameOf } from '../../frame.ts'
import { refuse } from '../../refusals.tsx'
import { ID, idOf } from '../page-form.ts'

/** Saying that a milestone was not reached after all. */
export const unreachRoutes = new Hono<AppEnv>()
  .get(`/milestones/${ID}/unreached`, async (c) => {
    const shown = await showUnreach(c.var.deps, c.var.signedIn.viewer, idOf(c))
    if (shown.kind !== 'shown') return refuse(c, shown)
    const { milestone, unsent } = shown
    return c.html(page(UnreachPage({ frame: await frameOf(c), milestone, unsent })))
  })
  .post(`/milestones/${ID}/unreached`, async (c) => {
    const { deps, signedIn } = c.var
    const id = idOf(c)
    const result = await unreachMilestone(deps, signedIn.viewer, { id })
    if (result.kind === 'unknown' || result.kind === 'not_yours') return refuse(c, result)
    const engagementId = await findEngagementOf(deps, signedIn.viewer, id)
    if (engagementId === undefined) return refuse(c, { kind: 'unknown' })
    const said = `unreached-${result.kind === 'unreached' ? result.withdrawn : 0}`
    return c.redirect(`${paths.engagement(engagementId)}?said=${said}`, 303)
  })
