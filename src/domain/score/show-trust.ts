import { pagesOf, windowOf } from '../../core/page-of.ts'
import { standingOf } from '../../core/score/calibration.ts'
import { tableText } from '../../core/table.ts'
import { audienceOf, type Viewer } from '../../core/viewer.ts'
import { getFirm } from '../../db/firm/firms.ts'
import {
  countCheckedAccounts,
  findCheckedFirm,
  findNewestCalibration,
  listCheckedAccounts,
} from '../../db/score/calibrations.ts'
import type { Db } from '../../db/database.ts'
import type { Row } from '../../db/schema.ts'
import type { Deps } from '../../deps.ts'
import { findFirmScore, scoreCells, SCORE_COLUMNS, shownScore } from './shown-score.ts'

/** How far a calibration reaches: what may be written beside a score. */
const checkOf = (calibration: Row<'calibration'> | undefined) => ({
  n: calibration?.n ?? 0,
  standing: calibration ? standingOf(calibration) : ('stated' as const),
})

/** Whether scores are what clients say, or were checked against what they did. */
export const findCheck = async (db: Db, viewer: Viewer) => checkOf(await findNewestCalibration(db, audienceOf(viewer)))

/** The firm's score as a calibration says it, and a page of the accounts' beside what clients state. */
async function readChecked({ db }: Deps, viewer: Viewer, calibrationId: number, page: number | 'all') {
  const [firm, total, lines] = await Promise.all([
    findCheckedFirm(db, calibrationId),
    countCheckedAccounts(db, viewer, calibrationId),
    listCheckedAccounts(db, viewer, calibrationId, windowOf(page)),
  ])
  const accounts = lines.map(({ accountId: id, name, checkedValue, checkedLow, checkedHigh, ...stated }) => ({
    id,
    name,
    stated: shownScore(stated),
    calibrated: { value: checkedValue, low: checkedLow, high: checkedHigh },
  }))
  return { firm, accounts, pages: pagesOf(total, page) }
}

/**
 * What clients said against what they did, for the whole firm, as far as the viewer's audience reads answers. An account
 * manager finds beside the firm their own accounts, a page of them.
 */
export async function showTrust(deps: Deps, viewer: Viewer, page: number | 'all') {
  if (viewer.role === 'pm') return { kind: 'not_yours' as const }
  const { db } = deps
  const [calibration, stated] = await Promise.all([
    findNewestCalibration(db, audienceOf(viewer)),
    findFirmScore(db, viewer),
  ])
  const checked = calibration && (await readChecked(deps, viewer, calibration.id, page))
  return {
    kind: 'shown' as const,
    check: checkOf(calibration),
    outcomes: calibration?.outcomes ?? 0,
    called: calibration?.called ?? 0,
    brier: calibration?.brier ?? null,
    logLoss: calibration?.logLoss ?? null,
    bins: calibration?.bins ?? [],
    byAnswer: calibration?.byAnswer ?? [],
    firm: { stated, calibrated: checked?.firm ?? null },
    accounts: checked?.accounts ?? [],
    pages: checked?.pages ?? 0,
  }
}

/** Scores as clients state them and as outcomes have checked them, as a table for a spreadsheet; undefined for whom it is not. */
export async function writeTrustTable(deps: Deps, viewer: Viewer): Promise<string | undefined> {
  const shown = await showTrust(deps, viewer, 'all')
  if (shown.kind === 'not_yours') return undefined
  const { name } = await getFirm(deps.db)
  const { stated, calibrated } = shown.firm
  const rows = [...(stated && calibrated ? [{ name, stated, calibrated }] : []), ...shown.accounts]
  return tableText(
    ['who', ...SCORE_COLUMNS, 'checked', 'checked_low', 'checked_high'],
    rows.map(({ name: who, stated: score, calibrated: checked }) => ({
      who,
      ...scoreCells(score),
      checked: Math.round(checked.value),
      checked_low: Math.round(checked.low),
      checked_high: Math.round(checked.high),
    })),
  )
}

/** What clients said in steps and what they did, as a table for a spreadsheet, in 100; undefined for whom it is not. */
export async function writeSaidTable(deps: Deps, viewer: Viewer): Promise<string | undefined> {
  const shown = await showTrust(deps, viewer, 1)
  if (shown.kind === 'not_yours') return undefined
  const inHundred = (share: number): number => Math.round(100 * share)
  const rows = shown.bins.map((bin) => ({
    said_from: inHundred(bin.from),
    said_to: inHundred(bin.to),
    said_on_average: inHundred(bin.meanStated),
    needs: bin.n,
    called: bin.called,
    called_in_100: inHundred(bin.observed),
    low: inHundred(bin.low),
    high: inHundred(bin.high),
  }))
  const columns = ['said_from', 'said_to', 'said_on_average', 'needs', 'called', 'called_in_100', 'low', 'high']
  return tableText(columns, rows)
}
