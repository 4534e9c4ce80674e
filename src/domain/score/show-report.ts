import { atHour, dayIn } from '../../core/calendar.ts'
import { filterOfQuarter, reportQuarter, type ReportQuarter } from '../../core/score/report-quarter.ts'
import { insertAudit } from '../../db/access/staff-sign-in.ts'
import { listAnswerLines } from '../../db/answering/answer-lines.ts'
import { getFirm } from '../../db/firm/firms.ts'
import { countFollowUpsIn, countNeedsIn, countOutcomesIn } from '../../db/score/report-counts.ts'
import { sumWork } from '../../db/score/period-sums.ts'
import { addTallies } from '../../db/score/tally-sums.ts'
import { listPms } from '../../db/score/overview.ts'
import type { Deps } from '../../deps.ts'
import { readSaid, writeAlongTable } from './accounts-along.ts'
import { findCheck } from './show-trust.ts'
import { countHeld, readStandings } from './overview-attention.ts'
import { comparedPms, type Leader, pmsTable, readComparison } from './show-pms.ts'
import { findShownHistory, findShownScores, FIRM, historyTable } from './shown-score.ts'

/** Words of clients that stand in a report. */
const WORDS = 6

/** The firm's score at the end of the quarter and at the end of the one before, with what led there. */
async function readFirmScore(deps: Deps, viewer: Leader, { lastDay, lastDayBefore }: ReportQuarter) {
  const [now, before, history] = await Promise.all([
    findShownScores(deps.db, viewer, 'firm', { until: lastDay }),
    findShownScores(deps.db, viewer, 'firm', { until: lastDayBefore }),
    findShownHistory(deps.db, viewer, 'firm', FIRM),
  ])
  return {
    score: now.get(FIRM) ?? null,
    scoreBefore: before.get(FIRM) ?? null,
    history: history.filter(({ asOf }) => asOf <= lastDay),
  }
}

/** A quarter as leadership reports it: what clients said, how scores stood at its end, and what was done about it. */
export async function showReport(deps: Deps, viewer: Leader, asked: string | undefined) {
  const { db } = deps
  const firm = await getFirm(db)
  const quarter = reportQuarter(asked, dayIn(firm.timeZone, deps.now()))
  const filter = filterOfQuarter(quarter)
  const start = (day: string): Date => atHour(day, 0, firm.timeZone)
  const span = { from: start(quarter.months.from), until: start(quarter.months.until) }
  const [score, check, pms, said, { byPm, revenue }, standings, compared, followUps, needs, outcomes, words] =
    await Promise.all([
      readFirmScore(deps, viewer, quarter),
      findCheck(db, viewer),
      listPms(db, viewer),
      readSaid(deps, viewer, { filter, before: quarter.before, until: quarter.lastDay }),
      sumWork(db, viewer, filter),
      readStandings(deps, viewer, filter),
      readComparison(deps, viewer, quarter.lastDay),
      countFollowUpsIn(db, viewer, span),
      countNeedsIn(db, viewer, span),
      countOutcomesIn(db, viewer, quarter.months),
      listAnswerLines(
        db,
        viewer,
        { filter, ...span, contactId: null, atMost: null, withWords: true },
        { after: null, limit: WORDS },
      ),
      insertAudit(db, {
        at: deps.now(),
        staffId: viewer.staffId,
        action: 'report_viewed',
        detail: { quarter: quarter.key },
      }),
    ])
  return {
    quarter,
    filter,
    before: quarter.before,
    ...score,
    check,
    sums: { ...addTallies(byPm.values()), held: countHeld(standings) },
    ...said,
    revenue,
    pms: comparedPms(pms, { filter, byPm, ...compared }),
    followUps,
    needs,
    outcomes,
    words,
  }
}

/** What of a report is a table for a spreadsheet. */
export type ReportTable = 'pms' | 'accounts' | 'history'

/** The same as a table for a spreadsheet, with all accounts heard from; looking at how PMs compare is kept, too. */
export async function writeReportTable(
  deps: Deps,
  viewer: Leader,
  { wished, which }: { wished: string | undefined; which: ReportTable },
): Promise<string> {
  if (which === 'pms') return pmsTable((await showReport(deps, viewer, wished)).pms)
  const quarter = reportQuarter(wished, dayIn((await getFirm(deps.db)).timeZone, deps.now()))
  if (which === 'history') return historyTable((await readFirmScore(deps, viewer, quarter)).history)
  return writeAlongTable(deps, viewer, { filter: filterOfQuarter(quarter), until: quarter.lastDay })
}
