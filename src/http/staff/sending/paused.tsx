import { Hono } from 'hono'
import { adopt, showPause } from '../../../domain/sending/adopt.ts'
import { page } from '../../../views/layout.tsx'
import { MessagePage } from '../../../views/message.tsx'
import { PausedPage } from '../../../views/sending/paused.tsx'
import { paths } from '../../../views/paths.ts'
import type { AppEnv } from '../../env.ts'
import { frameOf } from '../../frame.ts'
import { refuse } from '../../refusals.tsx'
import { textFields } from '../page-form.ts'

const NOT_PAUSED = {
  title: 'Surveys are not paused',
  text: 'Whoever is due is asked and reminded as the plan says.',
  next: { label: 'To the outbox', path: paths.outbox },
}

/** Where an administrator says how to go on after a restore or a move. */
export const pausedRoutes = new Hono<AppEnv>()
  .get(paths.paused, async (c) => {
    const shown = await showPause(c.var.deps, c.var.signedIn.viewer)
    if (shown.kind === 'not_yours') return refuse(c, shown)
    // The page itself says what the banner says.
    const { paused: _banner, ...frame } = await frameOf(c)
    if (shown.kind === 'not_paused') return c.html(page(MessagePage({ frame, ...NOT_PAUSED })))
    const { kind: _, ...props } = shown
    return c.html(page(PausedPage({ frame, baseUrl: c.var.deps.config.baseUrl, ...props })))
  })
  .post(paths.paused, async (c) => {
    const { waiting } = await textFields(c, ['waiting'])
    const result = await adopt(c.var.deps, c.var.signedIn.viewer, waiting === 'send' ? 'send' : 'hold_back')
    return result.kind === 'not_yours' ? refuse(c, result) : c.redirect(paths.paused, 303)
  })
