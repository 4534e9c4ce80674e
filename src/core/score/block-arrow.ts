import type { CrossProducts } from './cross-products.ts'
import {
  type TiledMatrix,
  choleskyInPlace,
  createTiledMatrix,
  invertInto,
  solveLower,
  solveLowerTransposed,
} from './tiled-matrix.ts'

/**
 * The Cholesky factor L of C = ΛMΛ + [I on the random effects], M = [Z X y]'W[Z X y], Λ = diag(θ on Z, 1 on X and y), in the
 * spherical form of Bates et al., *J. Stat. Softw.* 67 (2015), eq. 18: it exists at θ = 0 too. One object is reused for every θ.
 */
export type Factor = {
  products: CrossProducts
  theta: Float64Array
  /** Lower triangles of the blocks, packed as `products.squares`. */
  squares: Float64Array
  /** L⁻¹ΛBΛ of each block, one run a slot, as `products.links`. */
  links: Float64Array
  /** The tail's factor; its last row is left as a unit row, what it held is in `outcomeRow` and `rss`. */
  tail: TiledMatrix
  outcomeRow: Float64Array
  /** log|C| of the random effects and X. */
  logDeterminant: number
  /** r²: the penalised residual sum of squares. */
  rss: number
  /** Of the tail without y: S⁻¹, and the rows of L⁻¹ that belong to X. Valid after {@link invertTail}. */
  tailInverse: TiledMatrix
  fixedRows: Float64Array
}

/** How little of a diagonal entry may remain before it counts as rounding. */
const PIVOT_FLOOR = 1e-14

/** Room for the factor of `products`. */
export function createFactor(products: CrossProducts): Factor {
  return {
    products,
    theta: new Float64Array(products.inBlocks.length),
    squares: new Float64Array(products.squares.length),
    links: new Float64Array(products.links.length),
    tail: createTiledMatrix(products.tail.size),
    outcomeRow: new Float64Array(products.tail.size - 1),
    logDeterminant: 0,
    rss: 0,
    tailInverse: createTiledMatrix(products.tail.size),
    fixedRows: new Float64Array(0),
  }
}

/** S ← ΛDΛ + I: the tail before the blocks are taken out of it. Returns the least each pivot may be. */
function startTail(factor: Factor, scale: Float64Array): Float64Array {
  const { tail: crossed, tailFactor } = factor.products
  const { size, values, rowAt, columnAt } = factor.tail
  const floors = new Float64Array(size)
  values.fill(0)
  for (let i = 0; i < size; i++) {
    const row = rowAt[i]!
    for (let j = 0; j <= i; j++) {
      const at = row + columnAt[j]!
      values[at] = crossed.values[at]! * scale[i]! * scale[j]!
    }
    if (tailFactor[i] !== -1) values[row + columnAt[i]!]! += 1
    floors[i] = Math.max(values[row + columnAt[i]!]! * PIVOT_FLOOR, Number.MIN_VALUE)
  }
  return floors
}

/** Factors one block: L Lᵀ = ΛAΛ + I; returns its log determinant. */
function factorBlock(factor: Factor, b: number): number {
  const { products, squares, theta } = factor
  const first = products.blockStart[b]!
  const m = products.blockStart[b + 1]! - first
  const at = products.squareAt[b]!
  let logDeterminant = 0
  for (let i = 0, row = at; i < m; row += ++i) {
    const scale = theta[products.blockFactor[first + i]!]!
    for (let j = 0, other = at; j <= i; other += ++j) {
      let sum = products.squares[row + j]! * scale * theta[products.blockFactor[first + j]!]!
      if (i === j) sum += 1
      for (let k = 0; k < j; k++) sum -= squares[row + k]! * squares[other + k]!
      if (i > j) squares[row + j] = sum / squares[other + j]!
      else {
        // At least 1 but for rounding, since ΛAΛ is positive semidefinite.
        const pivot = Math.max(sum, PIVOT_FLOOR)
        squares[row + j] = Math.sqrt(pivot)
        logDeterminant += Math.log(pivot)
      }
    }
  }
  return logDeterminant
}

/** Solves the links of one block and takes their product out of the tail: S ← S − G'G. */
function linkBlock(factor: Factor, b: number, scale: Float64Array): void {
  const { products, squares, links, theta, tail } = factor
  const first = products.blockStart[b]!
  const m = products.blockStart[b + 1]! - first
  const slot = products.slotStart[b]!
  const slots = products.slotStart[b + 1]! - slot
  const at = products.linkAt[b]!
  for (let s = 0; s < slots; s++) {
    const run = at + s * m
    const column = products.slots[slot + s]!
    for (let i = 0, row = products.squareAt[b]!; i < m; row += ++i) {
      let sum = products.links[run + i]! * theta[products.blockFactor[first + i]!]! * scale[column]!
      for (let k = 0; k < i; k++) sum -= squares[row + k]! * links[run + k]!
      links[run + i] = sum / squares[row + i]!
    }
    const tailRow = tail.rowAt[column]!
    for (let t = 0; t <= s; t++) {
      const other = at + t * m
      let sum = 0
      for (let i = 0; i < m; i++) sum += links[run + i]! * links[other + i]!
      tail.values[tailRow + tail.columnAt[products.slots[slot + t]!]!]! -= sum
    }
  }
}

/** Factors C at `theta`: blocks, links, tail. */
export function factorise(factor: Factor, theta: Float64Array): void {
  const { products, tail } = factor
  factor.theta.set(theta)
  const scale = Float64Array.from(products.tailFactor, (index) => (index === -1 ? 1 : theta[index]!))
  const floors = startTail(factor, scale)
  let logDeterminant = 0
  for (let b = 0; b < products.blocks; b++) {
    logDeterminant += factorBlock(factor, b)
    linkBlock(factor, b, scale)
  }
  choleskyInPlace(tail, floors)
  const last = tail.size - 1
  for (let i = 0; i < last; i++) {
    logDeterminant += 2 * Math.log(tail.values[tail.rowAt[i]! + tail.columnAt[i]!]!)
    const at = tail.rowAt[last]! + tail.columnAt[i]!
    factor.outcomeRow[i] = tail.values[at]!
    tail.values[at] = 0
  }
  const corner = tail.rowAt[last]! + tail.columnAt[last]!
  factor.rss = tail.values[corner]! ** 2
  tail.values[corner] = 1
  factor.logDeterminant = logDeterminant
}

/** Computes `tailInverse` and `fixedRows`. */
export function invertTail(factor: Factor): void {
  factor.fixedRows = invertInto(factor.tailInverse, factor.tail, factor.products.firstFixed)
}

/** Numbers for every column of C: those of the blocks and those of the tail, whose last (y) is 0. */
export type Columns = { blocks: Float64Array; tail: Float64Array }

/** Zeros for every column. */
export function createColumns(products: CrossProducts): Columns {
  return { blocks: new Float64Array(products.blockFactor.length), tail: new Float64Array(products.tail.size) }
}

/** One block's part of the forward solve: g ← L⁻¹g, and tail ← tail − G'g. */
export function eliminateBlock(factor: Factor, b: number, into: Columns): void {
  const { products, squares, links } = factor
  const first = products.blockStart[b]!
  const m = products.blockStart[b + 1]! - first
  for (let i = 0, row = products.squareAt[b]!; i < m; row += ++i) {
    let sum = into.blocks[first + i]!
    for (let k = 0; k < i; k++) sum -= squares[row + k]! * into.blocks[first + k]!
    into.blocks[first + i] = sum / squares[row + i]!
  }
  const slot = products.slotStart[b]!
  // The last slot is y, which is no part of C.
  const slots = products.slotStart[b + 1]! - slot - 1
  for (let s = 0; s < slots; s++) {
    const run = products.linkAt[b]! + s * m
    let sum = 0
    for (let i = 0; i < m; i++) sum += links[run + i]! * into.blocks[first + i]!
    into.tail[products.slots[slot + s]!]! -= sum
  }
}

/** x ← L⁻¹x. */
export function solveForward(factor: Factor, x: Columns): void {
  for (let b = 0; b < factor.products.blocks; b++) eliminateBlock(factor, b, x)
  solveLower(factor.tail, x.tail)
}

/** x ← L⁻ᵀx. */
export function solveBackward(factor: Factor, x: Columns): void {
  const { products, squares, links } = factor
  solveLowerTransposed(factor.tail, x.tail)
  for (let b = 0; b < products.blocks; b++) {
    const first = products.blockStart[b]!
    const m = products.blockStart[b + 1]! - first
    const slot = products.slotStart[b]!
    const slots = products.slotStart[b + 1]! - slot - 1
    const own = x.blocks.subarray(first, first + m)
    for (let s = 0; s < slots; s++) {
      const multiple = x.tail[products.slots[slot + s]!]!
      const run = products.linkAt[b]! + s * m
      for (let i = 0; i < m; i++) own[i]! -= links[run + i]! * multiple
    }
    backSolveBlock(squares, products.squareAt[b]!, m, own)
  }
}

/** The solution of the mixed-model equations: spherical u (b = θu) for the random effects, β for X. */
export function solveEffects(factor: Factor): Columns {
  const { products, links } = factor
  const solution = createColumns(products)
  solution.tail.set(factor.outcomeRow)
  for (let b = 0; b < products.blocks; b++) {
    const first = products.blockStart[b]!
    const m = products.blockStart[b + 1]! - first
    const slots = products.slotStart[b + 1]! - products.slotStart[b]!
    if (slots === 0) continue
    const run = products.linkAt[b]! + (slots - 1) * m
    solution.blocks.set(links.subarray(run, run + m), first)
  }
  solveBackward(factor, solution)
  return solution
}

/** x ← L⁻ᵀx for one packed block. */
export function backSolveBlock(squares: Float64Array, at: number, m: number, x: Float64Array): void {
  for (let i = m - 1; i >= 0; i--) {
    const row = at + (i * (i + 1)) / 2
    const xi = x[i]! / squares[row + i]!
    x[i] = xi
    for (let k = 0; k < i; k++) x[k]! -= squares[row + k]! * xi
  }
}
