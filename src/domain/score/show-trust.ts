import { pageOf } from '../../core/page-of.ts'
import { standingOf } from '../../core/score/calibration.ts'
import { tableText } from '../../core/table.ts'
import { audienceOf, type Viewer } from '../../core/viewer.ts'
import { listAccountLines } from '../../db/firm/account-lines.ts'
import { getFirm } from '../../db/firm/firms.ts'
import { findNewestCalibration, listCalibratedScores } from '../../db/score/calibrations.ts'
import type { Db } from '../../db/database.ts'
import type { Row } from '../../db/schema.ts'
import type { Deps } from '../../deps.ts'
import { findFirmScore, findShownScores, scoreCells, SCORE_COLUMNS } from './shown-score.ts'

/** How far a calibration reaches: what may be written beside a score. */
const checkOf = (calibration: Row<'calibration'> | undefined) => ({
  n: calibration?.n ?? 0,
  standing: calibration ? standingOf(calibration) : ('stated' as const),
})

/** Whether scores are what clients say, or were checked against what they did. */
export const findCheck = async (db: Db, viewer: Viewer) => checkOf(await findNewestCalibration(db, audienceOf(viewer)))

const FIRM = 1

/**
 * What clients said against what they did, for the whole firm, as far as the viewer's audience reads answers. An account
 * manager finds beside the firm their own accounts, a page of them.
 */
export async function showTrust(deps: Deps, viewer: Viewer, page: number | 'all') {
  if (viewer.role === 'pm') return { kind: 'not_yours' as const }
  const { db } = deps
  const calibration = await findNewestCalibration(db, audienceOf(viewer))
  const calibrated = async (subjectKind: 'firm' | 'account') =>
    calibration ? listCalibratedScores(db, calibration.id, subjectKind) : new Map<number, Row<'calibratedScore'>>()
  const scores = await findShownScores(db, viewer, 'account')
  const ofAccounts = await calibrated('account')
  const accounts = (await listAccountLines(db, viewer, '')).flatMap(({ id, name }) => {
    const own = ofAccounts.get(id)
    const stated = scores.get(id)
    return own && stated ? [{ id, name, stated, calibrated: own }] : []
  })
  const { rows, pages } = pageOf(accounts, page)
  return {
    kind: 'shown' as const,
    check: checkOf(calibration),
    outcomes: calibration?.outcomes ?? 0,
    called: calibration?.called ?? 0,
    brier: calibration?.brier ?? null,
    logLoss: calibration?.logLoss ?? null,
    bins: calibration?.bins ?? [],
    byAnswer: calibration?.byAnswer ?? [],
    firm: { stated: await findFirmScore(db, viewer), calibrated: (await calibrated('firm')).get(FIRM) ?? null },
    accounts: rows,
    pages,
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
