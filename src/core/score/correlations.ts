/** How `size` drivers go with each other (row-major, ones on the diagonal) and with the outcome. */
export type Correlations = { size: number; among: Float64Array; withOutcome: Float64Array }

/**
 * Sums over the rows of each group, for `width` variables: `sums[g * width + i]` and `products[(g * width + i) * width + j]`.
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
  for (let g = 0; g < groups; g++) {
    for (let i = 0; i < width; i++) {
      for (let j = 0; j < i; j++) products[(g * width + j) * width + i] = products[(g * width + i) * width + j]!
    }
  }
  return { width, groups, counts, sums, products }
}

/**
 * The Pearson correlations over the rows of the groups, each group counted `times[g]` times; the last variable is the outcome.
 * The variables are standardised over all rows beforehand. One that does not vary in these rows goes with nothing: 0.
 */
export function correlationsOf(rows: GroupedSums, times: Float64Array): Correlations {
  const { width, groups } = rows
  const total = { count: 0, sums: new Float64Array(width), products: new Float64Array(width * width) }
  for (let g = 0; g < groups; g++) {
    const n = times[g]!
    if (n === 0) continue
    total.count += n * rows.counts[g]!
    for (let i = 0; i < width; i++) total.sums[i]! += n * rows.sums[g * width + i]!
    const from = g * width * width
    for (let ij = 0; ij < width * width; ij++) total.products[ij]! += n * rows.products[from + ij]!
  }
  const covariance = (i: number, j: number): number =>
    total.products[i * width + j]! - (total.sums[i]! * total.sums[j]!) / total.count
  const spread = Float64Array.from({ length: width }, (_, i) => {
    const variance = covariance(i, i)
    return variance > NO_VARIANCE ? Math.sqrt(variance) : 0
  })
  const correlation = (i: number, j: number): number => {
    const scale = spread[i]! * spread[j]!
    return scale === 0 ? 0 : Math.min(1, Math.max(-1, covariance(i, j) / scale))
  }
  const size = width - 1
  return {
    size,
    among: Float64Array.from({ length: size * size }, (_, at) => {
      const row = Math.floor(at / size)
      const column = at % size
      return row === column ? 1 : correlation(row, column)
    }),
    withOutcome: Float64Array.from({ length: size }, (_, i) => correlation(i, size)),
  }
}
