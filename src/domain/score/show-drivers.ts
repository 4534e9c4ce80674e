import { kindsInOrder } from '../../core/asking/kinds-in-order.ts'
import { ANSWERS_PER_DRIVER, MIN_ACCOUNTS } from '../../core/score/drivers.ts'
import { byShare, toldMean } from '../../core/score/driver-line.ts'
import { tableText } from '../../core/table.ts'
import { audienceOf, type Viewer } from '../../core/viewer.ts'
import type { Db } from '../../db/database.ts'
import { listNewestDrivers } from '../../db/score/drivers.ts'
import type { Row } from '../../db/schema.ts'

/** The analysis that the shares come from. */
const analysisOf = ({ enough, answers, accounts, milestoneKinds }: Row<'driver'>) => ({
  enough,
  answers,
  accounts,
  milestoneKinds: kindsInOrder(milestoneKinds),
})

/**
 * What goes together with being called first: a PM's own shares where these say enough, else the firm's, and always the own
 * mean beside the firm's. Null before the first fit and where no experience was ever rated.
 */
export async function findShownDrivers(db: Db, viewer: Viewer, pmId: number | null) {
  const rows = await listNewestDrivers(db, audienceOf(viewer), pmId)
  const ofFirm = rows.filter((row) => row.subjectKind === 'firm')
  const own = new Map(rows.filter((row) => row.subjectKind === 'pm').map((row) => [row.key, row]))
  const [firm] = ofFirm
  if (firm === undefined) return null
  const [pm] = own.values()
  const isOwn = pm?.enough === true
  return {
    kind: pmId === null ? ('firm' as const) : ('pm' as const),
    /** Whose shares they are. */
    sharesOf: isOwn ? ('pm' as const) : ('firm' as const),
    firm: analysisOf(firm),
    /** Null where the PM has no answers yet. */
    pm: pm ? analysisOf(pm) : null,
    needed: { answersPerDriver: ANSWERS_PER_DRIVER, accounts: MIN_ACCOUNTS },
    lines: ofFirm.map((row) => {
      const mine = own.get(row.key)
      const { share, low, high, leftOut } = isOwn && mine ? mine : row
      const mean = pmId === null ? row : mine
      return {
        key: row.key,
        share,
        low,
        high,
        leftOut,
        mean: mean?.mean ?? null,
        ratings: mean?.ratings ?? 0,
        firmMean: row.mean,
      }
    }),
  }
}

const percent = (share: number | null): number | null => (share === null ? null : Math.round(100 * share))
const tenths = (mean: number | null): string | null => mean?.toFixed(1) ?? null

/** The same as a table for a spreadsheet, as pages round it: shares in per cent, means of 5. Of a PM alone it names the firm's means. */
export async function writeDriversTable(db: Db, viewer: Viewer, pmId: number | null): Promise<string> {
  const drivers = await findShownDrivers(db, viewer, pmId)
  const columns = ['experience', 'share_percent', 'low', 'high', 'left_out', 'mean', 'ratings']
  const rows = byShare(drivers?.lines ?? []).map((line) => ({
    experience: line.key,
    share_percent: percent(line.share),
    low: percent(line.low),
    high: percent(line.high),
    left_out: line.leftOut,
    mean: tenths(toldMean(line)),
    ratings: line.ratings,
    firm_mean: tenths(line.firmMean),
    shares_of: drivers?.sharesOf,
  }))
  return tableText(pmId === null ? columns : [...columns, 'firm_mean', 'shares_of'], rows)
}
