import { type GroupedSums, correlationsOf, groupedSums, standardised } from './correlations.ts'
import { LMG_MAX_DRIVERS, lmgWeights } from './lmg-weights.ts'
import { relativeWeights } from './relative-weights.ts'
import { type Range, type Resampling, shareRanges, sharesOf } from './share-ranges.ts'

/**
 * Columns of one length, a row an answer; a value that is not finite (NaN) is missing. Any unit: only the order and the
 * proportion of distances count. `accounts` are whole numbers; null where rows belong to nobody, and ranges are not asked for.
 */
export type DriverData = {
  outcome: ArrayLike<number>
  drivers: readonly { name: string; values: ArrayLike<number> }[]
  accounts: ArrayLike<number> | null
}

/** What goes together with the outcome; never a cause. */
export type Driver = {
  name: string
  /** Johnson's relative weight, ≥ 0; all weights add up to R². */
  weight: number
  /** The weight's share of R², 0..1; 0 where nothing goes with the outcome. */
  share: number
  /** The share's range; null where it is too early to say. */
  range: Range | null
  /** The Shapley value of R² and its share, the check on the weight; null above ten drivers. */
  lmg: { weight: number; share: number } | null
  /** The regression coefficient of the standardised variables: how much beside the others, and in which direction. */
  beta: number
  /** The mean of all values of this driver, in its unit: where there is room to improve. Null without a value. */
  mean: number | null
}

export type DriverAnalysis = {
  /** Rows with an outcome and a value of every driver that is kept; nothing else enters but the means. */
  answers: number
  /** Accounts of these rows; null where none were given. */
  accounts: number | null
  /** The share of the outcome's variance that goes with all drivers together, 0..1. */
  r2: number
  /** False: too early to say. The weights are there all the same, and mean little. */
  enough: boolean
  /** In the order given. */
  drivers: Driver[]
  leftOut: { name: string; reason: 'often missing' | 'no variance' }[]
}

/** The share of answers in which a driver may be missing. */
export const MAX_MISSING = 0.4
export const ANSWERS_PER_DRIVER = 10
export const MIN_ACCOUNTS = 10

/** Whether so many answers of so many accounts can say anything about so many drivers. */
export const hasEnough = (drivers: number, answers: number, accounts: number): boolean =>
  drivers > 0 && answers >= ANSWERS_PER_DRIVER * drivers && accounts >= MIN_ACCOUNTS

/** 8 in 10, as the ranges of the scores. Another seed moves the ends by a tenth of the shares' standard error. */
const RESAMPLING: Resampling = { seed: 1, resamples: 500, level: 0.8 }

type Column = DriverData['drivers'][number]

/**
 * Key drivers by relative weights on standardised complete cases, with a range from a bootstrap over accounts where there are
 * ≥ 10 answers a driver and ≥ 10 accounts. A driver missing in more than 40 % of the rows that have an outcome, or without
 * variance, is left out. The same seed gives the same ranges, also when rows are in another order.
 * Johnson, *Multivariate Behav. Res.* 35 (2000); Grömping, *J. Stat. Softw.* 17 (2006) for LMG.
 * @throws RangeError where a column's length differs from the outcome's
 */
export function analyseDrivers(data: DriverData, resampling: Partial<Resampling> = {}): DriverAnalysis {
  const lengths = [...data.drivers.map((driver) => driver.values), ...(data.accounts ? [data.accounts] : [])]
  if (lengths.some((column) => column.length !== data.outcome.length)) throw new RangeError('columns differ in length')
  const { kept, rows, leftOut } = keepDrivers(data)
  const accountOfRow = data.accounts ? rows.map((row) => data.accounts![row]!) : null
  const sums = sumsOf(data.outcome, kept, rows, accountOfRow)
  const accounts = accountOfRow ? sums.groups : null
  const enough = hasEnough(kept.length, rows.length, accounts ?? 0)
  const ranges = enough ? shareRanges(sums, { ...RESAMPLING, ...resampling }) : undefined
  return { answers: rows.length, accounts, enough, leftOut, ...weigh(kept, sums, ranges) }
}

function weigh(kept: readonly Column[], sums: GroupedSums, ranges: Range[] | undefined) {
  const correlations = correlationsOf(sums, new Float64Array(sums.groups).fill(1))
  const { r2, weights, betas } = relativeWeights(correlations)
  const shares = sharesOf(weights)
  const lmg = kept.length <= LMG_MAX_DRIVERS ? lmgWeights(correlations) : null
  const lmgShares = lmg && sharesOf(lmg)
  const drivers = kept.map(({ name, values }, at): Driver => ({
    name,
    weight: weights[at]!,
    share: shares[at]!,
    range: ranges?.[at] ?? null,
    lmg: lmg && lmgShares && { weight: lmg[at]!, share: lmgShares[at]! },
    beta: betas[at]!,
    mean: meanOf(values),
  }))
  return { r2, drivers }
}

const isPresent = (values: ArrayLike<number>, row: number): boolean => Number.isFinite(values[row])

/** Leaving a driver out gives rows back, in which another may vary again; it is left out all the same. */
function keepDrivers({ outcome, drivers }: DriverData) {
  const answered = Array.from({ length: outcome.length }, (_, row) => row).filter((row) => isPresent(outcome, row))
  const leftOut: DriverAnalysis['leftOut'] = []
  let kept = drivers.filter(({ name, values }) => {
    const missing = answered.filter((row) => !isPresent(values, row)).length
    const isKept = missing <= MAX_MISSING * answered.length
    if (!isKept) leftOut.push({ name, reason: 'often missing' })
    return isKept
  })
  for (;;) {
    const rows = answered.filter((row) => kept.every(({ values }) => isPresent(values, row)))
    const flat = kept.filter(({ values }) => rows.length > 1 && !standardised(pick(values, rows)))
    if (flat.length === 0) return { kept, rows, leftOut }
    for (const { name } of flat) leftOut.push({ name, reason: 'no variance' })
    kept = kept.filter((driver) => !flat.includes(driver))
  }
}

const pick = (values: ArrayLike<number>, rows: readonly number[]): Float64Array =>
  Float64Array.from(rows, (row) => values[row]!)

/** Accounts in ascending order, so that a resample draws the same ones whatever the order of the rows. */
function sumsOf(
  outcome: ArrayLike<number>,
  kept: readonly Column[],
  rows: readonly number[],
  accountOfRow: readonly number[] | null,
): GroupedSums {
  const columns = [...kept.map(({ values }) => values), outcome].map(
    (values) => standardised(pick(values, rows)) ?? new Float64Array(rows.length),
  )
  const accounts = [...new Set(accountOfRow ?? [0])].sort((a, b) => a - b)
  const placeOf = new Map(accounts.map((account, place) => [account, place]))
  const groupOf = Int32Array.from(rows, (_, at) => placeOf.get(accountOfRow?.[at] ?? 0)!)
  return groupedSums(columns, groupOf, accounts.length)
}

/** The running mean keeps the largest numbers finite. */
function meanOf(values: ArrayLike<number>): number | null {
  let mean = 0
  let count = 0
  for (let row = 0; row < values.length; row++) {
    if (!isPresent(values, row)) continue
    count++
    mean += values[row]! / count - mean / count
  }
  return count === 0 ? null : mean
}
