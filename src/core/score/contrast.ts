import { type Columns, type Factor, createColumns, eliminateBlock, solveBackward, solveForward } from './block-arrow.ts'
import type { FixedColumns } from './model-data.ts'

export type Estimate = { estimate: number; se: number }

/** A linear combination c of the coefficients and the effects. */
export type Contrast = {
  /** A factor for each coefficient, the intercept first; left out: 0. */
  fixed?: ArrayLike<number>
  /** [random factor, level, multiple]; an entry may come twice. */
  random?: readonly (readonly [factor: number, level: number, multiple: number])[]
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

/** What a fit says about linear combinations. */
export type Contrasts = {
  /** Estimate c'(β̂, b̂) and full standard error √(σ² c'ΛC⁻¹Λc). */
  contrast(contrast: Contrast): Estimate
  /**
   * The same for c − `reference`, for many c: the reference, which may touch everything, is solved once, and each c costs what it
   * touches.
   */
  against(reference: Contrast): (contrast: Contrast) => Estimate
}

/**
 * Contrasts of a fit. The blocks that c touches are solved forward, L⁻¹Λc; the few entries of the tail this leaves meet the
 * stored S⁻¹ = (LLᵀ)⁻¹.
 * @param solution spherical effects and coefficients
 * @param centre what was taken out of every outcome
 */
export function createContrasts(
  factor: Factor,
  fixed: FixedColumns,
  solution: Columns,
  residualVariance: number,
  centre: number,
): Contrasts {
  const { products, theta } = factor
  const blockOf = blocksOfColumns(factor)
  const scratch = createColumns(products)

  /** Calls `visit` with each entry of Λc; the centres that were taken out of X come back in here. */
  function forEachEntry(
    { fixed: c, random }: Contrast,
    visit: (room: keyof Columns, column: number, value: number) => void,
  ) {
    const coefficients = c ? fixed.count : 0
    for (let j = 0; j < coefficients; j++) {
      const column = fixed.columnOf[j]!
      if (column !== -1) visit('tail', products.firstFixed + column, (c?.[j] ?? 0) - (c?.[0] ?? 0) * fixed.centre[j]!)
    }
    for (const [k, level, multiple] of random ?? []) {
      visit(products.inBlocks[k] ? 'blocks' : 'tail', products.columnOf[k]![level]!, multiple * theta[k]!)
    }
  }

  function dot(c: Contrast, columns: Columns): number {
    let sum = 0
    forEachEntry(c, (room, column, value) => {
      sum += value * columns[room][column]!
    })
    return sum
  }

  function variance(c: Contrast): number {
    const touched = new Set<number>()
    forEachEntry(c, (room, column, value) => {
      if (room === 'blocks') touched.add(blockOf[column]!)
      scratch[room][column]! += value
    })
    let squares = 0
    for (const b of touched) {
      eliminateBlock(factor, b, scratch)
      const part = scratch.blocks.subarray(products.blockStart[b], products.blockStart[b + 1])
      for (const each of part) squares += each * each
      part.fill(0)
    }
    squares += quadraticForm(factor, scratch.tail)
    scratch.tail.fill(0)
    return residualVariance * Math.max(0, squares)
  }

  const estimateOf = (c: Contrast): number => dot(c, solution) + (c.fixed?.[0] ?? 0) * centre

  return {
    contrast: (c) => ({ estimate: estimateOf(c), se: Math.sqrt(variance(c)) }),
    against(reference) {
      const [estimate, own] = [estimateOf(reference), variance(reference)]
      const solved = createColumns(products)
      forEachEntry(reference, (room, column, value) => {
        solved[room][column]! += value
      })
      solveForward(factor, solved)
      solveBackward(factor, solved)
      return (c) => {
        const shared = residualVariance * dot(c, solved)
        return { estimate: estimateOf(c) - estimate, se: Math.sqrt(Math.max(0, variance(c) + own - 2 * shared)) }
      }
    },
  }
}
