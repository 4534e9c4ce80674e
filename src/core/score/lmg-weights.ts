import type { Correlations } from './correlations.ts'

/** The subsets double with each driver: 2¹⁰ regressions are quick, 2²⁰ are not. */
export const LMG_MAX_DRIVERS = 10

/** A driver of which less than this share of variance is left beside the others says nothing new. */
const NOTHING_NEW = 1e-10

/**
 * How much R² grows when a driver joins, averaged over all orders in which the drivers can join: the Shapley value of R².
 * ≥ 0, adding up to R². Lindeman, Merenda & Gold (1980), p. 119; Grömping, *J. Stat. Softw.* 17 (2006).
 * @throws RangeError above `LMG_MAX_DRIVERS` drivers
 */
export function lmgWeights(correlations: Correlations): Float64Array {
  const { size } = correlations
  if (size > LMG_MAX_DRIVERS) throw new RangeError(`LMG is for up to ${LMG_MAX_DRIVERS} drivers, not ${size}`)
  const r2 = r2OfSubsets(correlations)
  const shareOfOrders = sharesOfOrders(size)
  const weights = new Float64Array(size)
  for (let subset = 0; subset < r2.length; subset++) {
    const share = shareOfOrders[bitCount(subset)]!
    for (let driver = 0; driver < size; driver++) {
      const joined = subset | (1 << driver)
      if (joined !== subset) weights[driver]! += share * Math.max(0, r2[joined]! - r2[subset]!)
    }
  }
  return weights
}

/** R² on each subset of the drivers, bit i standing for driver i: one Cholesky factor grows and shrinks by a row. */
function r2OfSubsets({ size, among, withOutcome }: Correlations): Float64Array {
  const r2 = new Float64Array(1 << size)
  const factor = new Float64Array(size * size)
  const solved = new Float64Array(size)
  const chosen: number[] = []

  function extend(subset: number, from: number): void {
    for (let driver = from; driver < size; driver++) {
      addRow(driver)
      const joined = subset | (1 << driver)
      r2[joined] = r2[subset]! + solved[chosen.length]! ** 2
      chosen.push(driver)
      extend(joined, driver + 1)
      chosen.pop()
    }
  }

  function addRow(driver: number): void {
    const row = chosen.length * size
    let left = 1
    let outcome = withOutcome[driver]!
    for (let j = 0; j < chosen.length; j++) {
      let dot = among[driver * size + chosen[j]!]!
      for (let k = 0; k < j; k++) dot -= factor[row + k]! * factor[j * size + k]!
      const pivot = factor[j * size + j]!
      const element = pivot === 0 ? 0 : dot / pivot
      factor[row + j] = element
      left -= element * element
      outcome -= element * solved[j]!
    }
    const pivot = left > NOTHING_NEW ? Math.sqrt(left) : 0
    factor[row + chosen.length] = pivot
    solved[chosen.length] = pivot === 0 ? 0 : outcome / pivot
  }

  extend(0, 0)
  return r2
}

/** For a driver, the share of the orders in which exactly a given set of s others has joined before: s!(k − 1 − s)!/k!. */
function sharesOfOrders(size: number): Float64Array {
  const shares = new Float64Array(size)
  let choices = 1
  for (let before = 0; before < size; before++) {
    shares[before] = 1 / (size * choices)
    choices *= (size - 1 - before) / (before + 1)
  }
  return shares
}

function bitCount(subset: number): number {
  let count = 0
  for (let rest = subset; rest !== 0; rest &= rest - 1) count++
  return count
}
