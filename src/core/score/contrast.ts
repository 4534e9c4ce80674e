import { type Columns, type Factor, createColumns, eliminateBlock } from './block-arrow.ts'
import type { FixedColumns } from './model-data.ts'

export type Estimate = { estimate: number; se: number }

/** A linear combination c of the coefficients and the effects. */
export type Contrast = {
  /** A factor for each coefficient, the intercept first; left out: 0. */
  fixed?: ArrayLike<number>
  /** [random factor, level, multiple]; an entry may come twice. */
  random?: Iterable<readonly [factor: number, level: number, multiple: number]>
}

/** The block that holds each block column. */
function blocksOfColumns({ products }: Factor): Int32Array {
  const blockOf = new Int32Array(products.blockFactor.length)
  for (let b = 0; b < products.blocks; b++) blockOf.fill(b, products.blockStart[b], products.blockStart[b + 1])
  return blockOf
}

/** c'S⁻¹c over the entries of c that are not 0. */
function quadraticForm({ tailInverse }: Factor, c: Float64Array): number {
  const { rowAt, columnAt, values } = tailInverse
  const nonzero: number[] = []
  for (let j = 0; j < c.length; j++) if (c[j] !== 0) nonzero.push(j)
  let total = 0
  for (const [position, i] of nonzero.entries()) {
    const row = rowAt[i]!
    let sum = 0
    for (let e = 0; e < position; e++) sum += values[row + columnAt[nonzero[e]!]!]! * c[nonzero[e]!]!
    total += c[i]! * (2 * sum + values[row + columnAt[i]!]! * c[i]!)
  }
  return total
}

/**
 * A function that gives any contrast of a fit: estimate c'(β̂, b̂), and √(σ² c'ΛC⁻¹Λc), its full standard error. The blocks
 * that c touches are solved forward, L⁻¹Λc; the few entries of the tail this leaves meet the stored S⁻¹ = (LLᵀ)⁻¹.
 * @param solution spherical effects and coefficients
 * @param centre what was taken out of every outcome
 */
export function createContrast(
  factor: Factor,
  fixed: FixedColumns,
  solution: Columns,
  residualVariance: number,
  centre: number,
): (contrast: Contrast) => Estimate {
  const { products, theta } = factor
  const blockOf = blocksOfColumns(factor)
  const scratch = createColumns(products)

  /** Writes Λc of the fixed part into the tail; the centres that were taken out of X and y come back in here. */
  function placeFixed(c: ArrayLike<number>): number {
    const intercept = c[0] ?? 0
    let estimate = intercept * centre
    for (let j = 0; j < fixed.count; j++) {
      const column = fixed.columnOf[j]!
      if (column === -1) continue
      const multiple = (c[j] ?? 0) - intercept * fixed.centre[j]!
      scratch.tail[products.firstFixed + column] = multiple
      estimate += multiple * solution.tail[products.firstFixed + column]!
    }
    return estimate
  }

  return ({ fixed: c, random }) => {
    let estimate = c ? placeFixed(c) : 0
    const touched = new Set<number>()
    for (const [k, level, multiple] of random ?? []) {
      const column = products.columnOf[k]![level]!
      const room = products.inBlocks[k] ? 'blocks' : 'tail'
      if (products.inBlocks[k]) touched.add(blockOf[column]!)
      scratch[room][column]! += multiple * theta[k]!
      estimate += multiple * theta[k]! * solution[room][column]!
    }
    let squares = 0
    for (const b of touched) {
      eliminateBlock(factor, b, scratch)
      const part = scratch.blocks.subarray(products.blockStart[b], products.blockStart[b + 1])
      for (const each of part) squares += each * each
      part.fill(0)
    }
    squares += quadraticForm(factor, scratch.tail)
    scratch.tail.fill(0)
    return { estimate, se: Math.sqrt(residualVariance * Math.max(0, squares)) }
  }
}
