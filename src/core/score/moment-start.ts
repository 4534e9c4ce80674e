import type { Grouping, ModelData } from './model-data.ts'

/** What a sum of squares leaves when a factor explains all of it. */
const ROUNDING = 1e-10

/** One-way analysis of variance of the outcome by one factor: the two variance components it alone would show. */
function oneWay(data: ModelData, centre: number, { levelOf, levels }: Grouping): { between: number; within: number } {
  const sums = new Float64Array(levels)
  const weights = new Float64Array(levels)
  let total = 0
  for (let row = 0; row < levelOf.length; row++) {
    const level = levelOf[row]!
    const weight = data.weights === null ? 1 : data.weights[row]!
    const deviation = data.outcome[row]! - centre
    sums[level]! += weight * deviation
    weights[level]! += weight
    total += weight * deviation * deviation
  }
  let weight = 0
  let squaredWeights = 0
  let explained = 0
  let used = 0
  for (let level = 0; level < levels; level++) {
    const own = weights[level]!
    if (own === 0) continue
    used += 1
    weight += own
    squaredWeights += own * own
    explained += (sums[level]! * sums[level]!) / own
  }
  const rest = total - explained
  const within = rest > ROUNDING * total ? rest / (levelOf.length - used) : 0
  const perLevel = (weight - squaredWeights / weight) / (used - 1)
  return { between: (explained / (used - 1) - within) / perLevel, within }
}

/**
 * A start for γ from the moments of each factor alone (Henderson's first method, *Biometrics* 9 (1953)), within a tenth to tenfold
 * of `unit`, the γ of equal variances at the mean weight. What factors share counts in each of them, so that it is too large.
 */
export function momentStart(data: ModelData, centre: number, unit: number): Float64Array {
  const components = data.random.map((factor) => oneWay(data, centre, factor))
  const residual = Math.min(...components.map(({ within }) => (within > 0 ? within : Infinity)))
  return Float64Array.from(components, ({ between }) => {
    const gamma = between / residual
    return Number.isFinite(gamma) ? Math.min(10 * unit, Math.max(unit / 100, gamma)) : unit
  })
}
