import { Hono } from 'hono'
import { instant } from '../../../core/firm/field-kinds.ts'
import { markSeen } from '../../../domain/score/show-news.ts'
import { showOwnScore, writeOwnTable } from '../../../domain/score/show-pm.ts'
import { page } from '../../../views/layout.tsx'
import type { Notice } from '../../../views/notice.tsx'
import { paths } from '../../../views/paths.ts'
import { PmScorePage } from '../../../views/score/pm-score.tsx'
import type { AppEnv } from '../../env.ts'
import { scoreFrameOf } from '../../frame.ts'
import { refuse } from '../../refusals.tsx'
import { textFields } from '../page-form.ts'
import { table } from '../table.ts'

const SAID: Partial<Record<string, Notice>> = {
  seen: { tone: 'done', text: 'Noted. Below stands what comes from now on.' },
}

/** A PM's own page, and the press that says what has been read of it. */
export const myScoreRoutes = new Hono<AppEnv>()
  .get(paths.myScore, async (c) => {
    const [shown, frame] = await Promise.all([
      showOwnScore(c.var.deps, c.var.signedIn),
      scoreFrameOf(c, SAID[c.req.query('said') ?? '']),
    ])
    if (shown.kind !== 'shown') return refuse(c, shown)
    const { kind: _, ...props } = shown
    return c.html(page(PmScorePage({ frame, own: true, ...props })))
  })
  .post(paths.seen, async (c) => {
    const { until } = await textFields(c, ['until'])
    const read = instant(until)
    await markSeen(c.var.deps, c.var.signedIn.viewer, 'value' in read ? new Date(read.value) : c.var.deps.now())
    return c.redirect(`${paths.myScore}?said=seen`, 303)
  })
for (const which of ['drivers', 'history', 'steps', 'engagements'] as const) {
  myScoreRoutes.get(paths.myTable(which), async (c) => {
    const text = await writeOwnTable(c.var.deps, c.var.signedIn.viewer, which)
    return text === undefined ? refuse(c, { kind: 'not_yours' }) : table(c, `my-${which}`, text)
  })
}
