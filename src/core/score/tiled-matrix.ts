import { subtractProduct } from './tile-kernel.ts'
import { TILE, TILE_AREA as AREA } from './tile-product.ts'

/**
 * A symmetric or triangular matrix of `size` rows, stored as 48 × 48 tiles, each row by row and contiguous, of the lower
 * (or upper) triangle of tiles. Entry (i, j), i ≥ j, is `values[rowAt[i] + columnAt[j]]`. Rows beyond `size` are padding.
 */
export type TiledMatrix = {
  size: number
  /** Tiles in a row of tiles. */
  tiles: number
  values: Float64Array
  rowAt: Int32Array
  columnAt: Int32Array
}

const tileAt = (row: number, column: number): number => ((row * (row + 1)) / 2 + column) * AREA

/** The bytes a tiled matrix of `size` rows takes. */
export function tiledBytes(size: number): number {
  return tileAt(Math.ceil(size / TILE), 0) * Float64Array.BYTES_PER_ELEMENT
}

/** A tiled matrix of zeros. */
export function createTiledMatrix(size: number): TiledMatrix {
  const tiles = Math.ceil(size / TILE)
  const rowAt = new Int32Array(size)
  const columnAt = new Int32Array(size)
  for (let i = 0; i < size; i++) {
    const tile = Math.floor(i / TILE)
    rowAt[i] = tileAt(tile, 0) + (i % TILE) * TILE
    columnAt[i] = tile * AREA + (i % TILE)
  }
  return { size, tiles, values: new Float64Array(tileAt(tiles, 0)), rowAt, columnAt }
}

/** Cholesky factor of one diagonal tile in place; a pivot below its floor is lifted to it. Zeroes the upper half. */
function factorTile(v: Float64Array, at: number, floors: Float64Array, first: number): void {
  for (let j = 0; j < TILE; j++) {
    const rowJ = at + j * TILE
    for (let i = j; i < TILE; i++) {
      const rowI = at + i * TILE
      let sum = v[rowI + j]!
      for (let k = 0; k < j; k++) sum -= v[rowI + k]! * v[rowJ + k]!
      v[rowI + j] = i === j ? Math.sqrt(Math.max(sum, floors[first + j] ?? 1)) : sum / v[rowJ + j]!
    }
    for (let k = j + 1; k < TILE; k++) v[rowJ + k] = 0
  }
}

/** −L⁻¹ of a lower triangular tile, into `into`. */
function negativeInverse(into: Float64Array, v: Float64Array, at: number): void {
  into.fill(0)
  for (let j = 0; j < TILE; j++) {
    into[j * TILE + j] = -1 / v[at + j * TILE + j]!
    for (let i = j + 1; i < TILE; i++) {
      const row = at + i * TILE
      let sum = 0
      for (let k = j; k < i; k++) sum += v[row + k]! * into[k * TILE + j]!
      into[i * TILE + j] = -sum / v[row + i]!
    }
  }
}

/**
 * Replaces the lower triangle of a symmetric positive definite S by L with S = LLᵀ, tile column by tile column (left
 * looking). A pivot that rounding has pushed below `floors[i]` > 0 is lifted to it, so that the factor is always finite.
 */
export function choleskyInPlace(matrix: TiledMatrix, floors: Float64Array): void {
  const { size, tiles, values } = matrix
  for (let i = size; i < tiles * TILE; i++) {
    const tile = tiles - 1
    values[tileAt(tile, tile) + (i % TILE) * (TILE + 1)] = 1
  }
  const inverse = new Float64Array(AREA)
  const panel = new Float64Array(AREA)
  for (let j = 0; j < tiles; j++) {
    for (let i = j; i < tiles; i++) {
      const at = tileAt(i, j)
      for (let k = 0; k < j; k++) subtractProduct(values, at, values, tileAt(i, k), values, tileAt(j, k))
      if (i === j) {
        factorTile(values, at, floors, j * TILE)
        if (j + 1 < tiles) negativeInverse(inverse, values, at)
      } else {
        panel.set(values.subarray(at, at + AREA))
        values.fill(0, at, at + AREA)
        subtractProduct(values, at, panel, 0, inverse, 0)
      }
    }
  }
}

/**
 * L⁻ᵀ of a lower triangular L: an upper triangular matrix whose entry (j, i), j ≤ i, is
 * `values[rowAt[i] + columnAt[j]]` with the *tile* transposed: read it by {@link upperEntry}.
 */
function inverseTransposeInto(target: TiledMatrix, lower: TiledMatrix): void {
  const { tiles, values } = lower
  const inverses = new Float64Array(tiles * AREA)
  const inverse = new Float64Array(AREA)
  const sum = new Float64Array(AREA)
  for (let i = 0; i < tiles; i++) {
    negativeInverse(inverse, values, tileAt(i, i))
    inverses.set(inverse, i * AREA)
  }
  for (let j = 0; j < tiles; j++) {
    for (let r = 0; r < TILE; r++) {
      for (let s = 0; s < TILE; s++) {
        target.values[tileAt(j, j) + r * TILE + s] = -inverses[j * AREA + s * TILE + r]!
      }
    }
    for (let i = j + 1; i < tiles; i++) {
      sum.fill(0)
      for (let k = j; k < i; k++) subtractProduct(sum, 0, target.values, tileAt(k, j), values, tileAt(i, k))
      target.values.fill(0, tileAt(i, j), tileAt(i, j) + AREA)
      subtractProduct(target.values, tileAt(i, j), sum, 0, inverses, i * AREA)
    }
  }
}

/** Where entry (row, column), row ≤ column, of an upper triangular tiled matrix is stored. */
const upperAt = (row: number, column: number): number =>
  tileAt(Math.floor(column / TILE), Math.floor(row / TILE)) + (row % TILE) * TILE + (column % TILE)

/**
 * Writes S⁻¹ = L⁻ᵀL⁻¹ into `target` (lower triangle; read an entry only with row ≥ column) and returns the rows of L⁻¹
 * from `firstKept` on, each of `size` numbers: what separates fixed from random effects. About ⅔·size³ flops.
 */
export function invertInto(target: TiledMatrix, lower: TiledMatrix, firstKept: number): Float64Array {
  inverseTransposeInto(target, lower)
  const { size, tiles } = lower
  const kept = new Float64Array((size - firstKept) * size)
  for (let i = firstKept; i < size; i++) {
    for (let j = 0; j <= i; j++) kept[(i - firstKept) * size + j] = target.values[upperAt(j, i)]!
  }
  const sum = new Float64Array(AREA)
  // In place: tile (j, i) of the product needs rows j and i of L⁻ᵀ from column i on, and no later product needs this one.
  for (let j = 0; j < tiles; j++) {
    for (let i = j; i < tiles; i++) {
      sum.fill(0)
      for (let k = i; k < tiles; k++) {
        subtractProduct(sum, 0, target.values, tileAt(k, i), target.values, tileAt(k, j))
      }
      for (let e = 0; e < AREA; e++) sum[e] = -sum[e]!
      target.values.set(sum, tileAt(i, j))
    }
  }
  return kept
}

/** Solves Lx = b in place. */
export function solveLower(lower: TiledMatrix, x: Float64Array): void {
  const { size, values, rowAt, columnAt } = lower
  for (let i = 0; i < size; i++) {
    let sum = x[i]!
    const row = rowAt[i]!
    for (let j = 0; j < i; j++) sum -= values[row + columnAt[j]!]! * x[j]!
    x[i] = sum / values[row + columnAt[i]!]!
  }
}

/** Solves Lᵀx = b in place. */
export function solveLowerTransposed(lower: TiledMatrix, x: Float64Array): void {
  const { size, values, rowAt, columnAt } = lower
  for (let i = size - 1; i >= 0; i--) {
    const row = rowAt[i]!
    const xi = x[i]! / values[row + columnAt[i]!]!
    x[i] = xi
    for (let j = 0; j < i; j++) x[j]! -= values[row + columnAt[j]!]! * xi
  }
}
