/** How `size` drivers go with each other (row-major, ones on the diagonal) and with the outcome. */
export type Correlations = { size: number; among: Float64Array; withOutcome: Float64Array }

/**
 * Sums over the rows of each group, for `width` variables: `sums[g * width + i]` and, for j ≤ i,
 * `products[(g * width + i) * width + j]`.
 * Any union of groups, with repetition, has the sum of their rows' sums: resampling never returns to the rows.
 */
export type GroupedSums = {
  width: number
  groups: number
  counts: Float64Array
  sums: Float64Array
  products: Float64Array
}

/** A spread smaller than this, relative to the largest value, is rounding. */
const RELATIVE_SPREAD = 1e-12

/** A variance smaller than this share of the variance over all rows is none. */
const NO_VARIANCE = 1e-12

/** The values centred and scaled to a sum of squares of 1; undefined where they do not vary. Any finite magnitude. */
export function standardised(values: Float64Array): Float64Array | undefined {
  const scale = values.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0)
  if (scale === 0 || values.every((value) => value === values[0])) return undefined
  const scaled = values.map((value) => value / scale)
  const mean = scaled.reduce((sum, value) => sum + value, 0) / scaled.length
  const centred = scaled.map((value) => value - mean)
  const norm = Math.sqrt(centred.reduce((sum, value) => sum + value * value, 0))
  return norm <= RELATIVE_SPREAD * Math.sqrt(values.length) ? undefined : centred.map((value) => value / norm)
}

/** The sums of the columns' rows by `groupOf[row]`, 0 ≤ group < `groups`. */
export function groupedSums(columns: readonly Float64Array[], groupOf: Int32Array, groups: number): GroupedSums {
  const width = columns.length
  const counts = new Float64Array(groups)
  const sums = new Float64Array(groups * width)
  const products = new Float64Array(groups * width * width)
  for (const group of groupOf) counts[group]!++
  columns.forEach((column, i) => {
    groupOf.forEach((group, row) => (sums[group * width + i]! += column[row]!))
    for (let j = 0; j <= i; j++) {
      const other = columns[j]!
      groupOf.forEach((group, row) => (products[(group * width + i) * width + j]! += column[row]! * other[row]!))
    }
  })
  return { width, groups, counts, sums, products }
}

/**
 * The Pearson correlations over the rows of the groups, each group counted `times[g]` times; the last variable is the outcome.
 * The variables are standardised over all rows beforehand. One that does not vary in these rows goes with nothing: 0.
 */
export function correlationsOf(rows: GroupedSums, times: Float64Array): Correlations {
  const { width } = rows
  const covariances = covariancesOf(rows, times)
  const spreads = new Float64Array(width)
  for (let i = 0; i < width; i++) {
    const variance = covariances[i * width + i]!
    spreads[i] = variance > NO_VARIANCE ? Math.sqrt(variance) : 0
  }
  const size = width - 1
  const among = new Float64Array(size * size)
  const withOutcome = new Float64Array(size)
  for (let i = 0; i < width; i++) {
    for (let j = 0; j < i; j++) {
      const scale = spreads[i]! * spreads[j]!
      const value = scale === 0 ? 0 : Math.min(1, Math.max(-1, covariances[i * width + j]! / scale))
      if (i === size) withOutcome[j] = value
      else among[i * size + j] = among[j * size + i] = value
    }
    if (i < size) among[i * size + i] = 1
  }
  return { size, among, withOutcome }
}

/** The lower triangle of the covariances, times the number of rows. */
function covariancesOf({ width, groups, counts, sums, products }: GroupedSums, times: Float64Array): Float64Array {
  let count = 0
  const sum = new Float64Array(width)
  const covariances = new Float64Array(width * width)
  for (let g = 0; g < groups; g++) {
    const n = times[g]!
    if (n === 0) continue
    count += n * counts[g]!
    for (let i = 0; i < width; i++) {
      sum[i]! += n * sums[g * width + i]!
      const row = (g * width + i) * width
      for (let j = 0; j <= i; j++) covariances[i * width + j]! += n * products[row + j]!
    }
  }
  for (let i = 0; i < width; i++) {
    for (let j = 0; j <= i; j++) covariances[i * width + j]! -= (sum[i]! * sum[j]!) / count
  }
  return covariances
}
