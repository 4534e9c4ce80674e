import { Hono } from 'hono'
import { seesEverything } from '../../../core/viewer.ts'
import { showOverview, writeFirmTable } from '../../../domain/score/show-overview.ts'
import { showPm, writePmTable } from '../../../domain/score/show-pm.ts'
import { showReport, writeReportTable } from '../../../domain/score/show-report.ts'
import { showPms, writePmsTable } from '../../../domain/score/show-pms.ts'
import { page } from '../../../views/layout.tsx'
import type { Notice } from '../../../views/notice.tsx'
import { OverviewPage } from '../../../views/score/overview.tsx'
import { paths } from '../../../views/paths.ts'
import { PmScorePage } from '../../../views/score/pm-score.tsx'
import { ReportPage } from '../../../views/score/report.tsx'
import { PmsPage } from '../../../views/score/pms.tsx'
import type { AppEnv } from '../../env.ts'
import { scoreFrameOf } from '../../frame.ts'
import { refuse } from '../../refusals.tsx'
import { followUpDone } from '../acting/follow-up-notices.ts'
import { answerFilterOf, periodNotice } from '../answer-filter.ts'
import { ID, idOf } from '../page-form.ts'
import { table } from '../table.ts'

const NO_SUCH_QUARTER: Notice = {
  tone: 'note',
  text: 'There is no report of the quarter asked for. The last one that has ended is shown.',
}

/** Pages on which leadership compares. */
export const leadershipRoutes = new Hono<AppEnv>()
  .get(paths.overview, async (c) => {
    const { viewer, firm } = c.var.signedIn
    if (!seesEverything(viewer)) return refuse(c, { kind: 'not_yours' })
    const [props, frame] = await Promise.all([
      showOverview(c.var.deps, viewer, { filter: answerFilterOf(c), firm }),
      scoreFrameOf(c, followUpDone(c.req.query('said'), { reply: null }) ?? periodNotice(c)),
    ])
    return c.html(page(OverviewPage({ frame, ...props })))
  })
  .get(paths.pms, async (c) => {
    const { viewer } = c.var.signedIn
    if (!seesEverything(viewer)) return refuse(c, { kind: 'not_yours' })
    const props = await showPms(c.var.deps, viewer)
    return c.html(page(PmsPage({ frame: await scoreFrameOf(c), ...props })))
  })
  .get(paths.pmsTable, async (c) => {
    const { viewer } = c.var.signedIn
    if (!seesEverything(viewer)) return refuse(c, { kind: 'not_yours' })
    return table(c, 'pms', await writePmsTable(c.var.deps, viewer))
  })
  .get(paths.report, async (c) => {
    const { viewer } = c.var.signedIn
    if (!seesEverything(viewer)) return refuse(c, { kind: 'not_yours' })
    const asked = c.req.query('quarter')
    const props = await showReport(c.var.deps, viewer, asked)
    const isAnother = asked !== undefined && asked !== props.quarter.key
    const frame = await scoreFrameOf(c, isAnother ? NO_SUCH_QUARTER : undefined)
    return c.html(page(ReportPage({ frame, ...props })))
  })
  .get(`${paths.pms}/${ID}`, async (c) => {
    const shown = await showPm(c.var.deps, c.var.signedIn.viewer, idOf(c))
    if (shown.kind !== 'shown') return refuse(c, shown)
    const { kind: _, ...props } = shown
    return c.html(page(PmScorePage({ frame: await scoreFrameOf(c), own: false, ...props })))
  })
for (const which of ['drivers', 'history'] as const) {
  leadershipRoutes.get(paths.firmTable(which), async (c) => {
    const { viewer } = c.var.signedIn
    if (!seesEverything(viewer)) return refuse(c, { kind: 'not_yours' })
    return table(c, which, await writeFirmTable(c.var.deps, viewer, which))
  })
}
for (const which of ['pms', 'accounts', 'history'] as const) {
  leadershipRoutes.get(`${paths.report}/${which}.csv`, async (c) => {
    const { viewer } = c.var.signedIn
    if (!seesEverything(viewer)) return refuse(c, { kind: 'not_yours' })
    const text = await writeReportTable(c.var.deps, viewer, { wished: c.req.query('quarter'), which })
    return table(c, `report-${which}`, text)
  })
}
for (const which of ['drivers', 'history', 'steps', 'engagements'] as const) {
  leadershipRoutes.get(`${paths.pms}/${ID}/${which}.csv`, async (c) => {
    const written = await writePmTable(c.var.deps, c.var.signedIn.viewer, { pmId: idOf(c), which })
    return written.kind === 'written' ? table(c, `pm-${which}`, written.text) : refuse(c, written)
  })
}
