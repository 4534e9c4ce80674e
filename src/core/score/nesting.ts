import type { Grouping } from './model-data.ts'

/** How the random factors are laid out: blocks that know nothing of each other, and a tail that touches them all. */
export type Layout = {
  /** The factor whose levels are the blocks; −1 without any factor. */
  root: number
  /** The factors nested in the root, the root itself first. */
  blockFactors: number[]
  tailFactors: number[]
  /** For each of `blockFactors`, the level of the root that each of its levels lies in. */
  parents: Int32Array[]
}

/**
 * For each level of `inner` the one level of `outer` its observations lie in, or null when some level lies in two: decided by
 * the data alone. A level without observations is put into level 0.
 */
export function parentsOf(inner: Grouping, outer: Grouping): Int32Array | null {
  const parents = new Int32Array(inner.levels).fill(-1)
  const { levelOf } = inner
  for (let row = 0; row < levelOf.length; row++) {
    const level = levelOf[row]!
    const parent = outer.levelOf[row]!
    if (parents[level] === -1) parents[level] = parent
    else if (parents[level] !== parent) return null
  }
  for (let level = 0; level < parents.length; level++) if (parents[level] === -1) parents[level] = 0
  return parents
}

function costOf(levels: number, parents: readonly Int32Array[], tail: number): number {
  const sizes = new Float64Array(levels)
  for (const parent of parents) for (const block of parent) sizes[block]! += 1
  return sizes.reduce((sum, size) => sum + size ** 3, tail ** 3)
}

/**
 * Chooses the root r with the least Σ m³ + T³: m is the size of each block (a level of r with all levels nested in it), T the
 * size of the tail (the other factors' levels, `fixedColumns` columns of X and the outcome).
 */
export function chooseLayout(factors: readonly Grouping[], fixedColumns: number): Layout {
  let best: Layout = { root: -1, blockFactors: [], tailFactors: [], parents: [] }
  let least = Infinity
  for (const [root, outer] of factors.entries()) {
    if (outer.levels === 0) continue
    const blockFactors = [root]
    const tailFactors: number[] = []
    const parents: Int32Array[] = [Int32Array.from({ length: outer.levels }, (_, level) => level)]
    for (const [index, inner] of factors.entries()) {
      if (index === root) continue
      const found = parentsOf(inner, outer)
      if (found) {
        blockFactors.push(index)
        parents.push(found)
      } else tailFactors.push(index)
    }
    const tail = tailFactors.reduce((sum, index) => sum + (factors[index]?.levels ?? 0), fixedColumns + 1)
    const cost = costOf(outer.levels, parents, tail)
    if (cost < least) {
      least = cost
      best = { root, blockFactors, tailFactors, parents }
    }
  }
  return best
}
