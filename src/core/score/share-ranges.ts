import { type GroupedSums, correlationsOf } from './correlations.ts'
import { relativeWeights } from './relative-weights.ts'
import { seededRandom } from './seeded-random.ts'

/** `level` is the share of the resamples between the two ends. */
export type Resampling = { seed: number; resamples: number; level: number }

export type Range = { low: number; high: number }

/**
 * Ranges of the drivers' shares by the percentile bootstrap over groups (accounts), as people of one client answer alike:
 * as many groups as there are, drawn with replacement. In the order of the variables, the last of which is the outcome;
 * undefined where in every resample nothing goes with the outcome. Efron & Tibshirani, *An Introduction to the Bootstrap*
 * (1993), chapters 8 and 13.
 */
export function shareRanges(rows: GroupedSums, { seed, resamples, level }: Resampling): Range[] | undefined {
  const random = seededRandom(seed)
  const times = new Float64Array(rows.groups)
  const drawn = Array.from({ length: rows.width - 1 }, (): number[] => [])
  for (let resample = 0; resample < resamples; resample++) {
    times.fill(0)
    for (let draw = 0; draw < rows.groups; draw++) times[Math.floor(random() * rows.groups)]!++
    const { r2, weights } = relativeWeights(correlationsOf(rows, times))
    if (r2 > 0) sharesOf(weights).forEach((share, driver) => drawn[driver]!.push(share))
  }
  if (drawn[0]?.length === 0) return undefined
  return drawn.map((shares) => {
    const sorted = Float64Array.from(shares).sort()
    return { low: quantile(sorted, (1 - level) / 2), high: quantile(sorted, (1 + level) / 2) }
  })
}

/** The weights as shares of their sum; all 0 where that is 0. */
export function sharesOf(weights: Float64Array): Float64Array {
  const sum = weights.reduce((total, weight) => total + weight, 0)
  return sum > 0 ? weights.map((weight) => weight / sum) : weights
}

/** Between the two nearest of the ascending values, in proportion: type 7 of Hyndman & Fan, *Am. Stat.* 50 (1996). */
function quantile(sorted: Float64Array, probability: number): number {
  const place = (sorted.length - 1) * probability
  const below = Math.floor(place)
  const value = sorted[below]!
  return value + (place - below) * ((sorted[below + 1] ?? value) - value)
}
