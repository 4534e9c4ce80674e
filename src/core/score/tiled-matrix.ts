/** Rows and columns of a tile: three tiles of 48 × 48 doubles stay in the second-level cache. */
const TILE = 48
const AREA = TILE * TILE

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

/**
 * C ← C − A·Bᵀ for three tiles: the one kernel that all cubic work goes through. Sixteen sums at a time stay in
 * registers, so that each number read serves four multiplications.
 */
function subtractProduct(
  c: Float64Array,
  cAt: number,
  a: Float64Array,
  aAt: number,
  b: Float64Array,
  bAt: number,
): void {
  for (let i = 0; i < TILE; i += 4) {
    const aRow = aAt + i * TILE
    for (let j = 0; j < TILE; j += 4) {
      const bRow = bAt + j * TILE
      let s00 = 0
      let s01 = 0
      let s02 = 0
      let s03 = 0
      let s10 = 0
      let s11 = 0
      let s12 = 0
      let s13 = 0
      let s20 = 0
      let s21 = 0
      let s22 = 0
      let s23 = 0
      let s30 = 0
      let s31 = 0
      let s32 = 0
      let s33 = 0
      for (let k = 0; k < TILE; k++) {
        const b0 = b[bRow + k]!
        const b1 = b[bRow + TILE + k]!
        const b2 = b[bRow + 2 * TILE + k]!
        const b3 = b[bRow + 3 * TILE + k]!
        const a0 = a[aRow + k]!
        s00 += a0 * b0
        s01 += a0 * b1
        s02 += a0 * b2
        s03 += a0 * b3
        const a1 = a[aRow + TILE + k]!
        s10 += a1 * b0
        s11 += a1 * b1
        s12 += a1 * b2
        s13 += a1 * b3
        const a2 = a[aRow + 2 * TILE + k]!
        s20 += a2 * b0
        s21 += a2 * b1
        s22 += a2 * b2
        s23 += a2 * b3
        const a3 = a[aRow + 3 * TILE + k]!
        s30 += a3 * b0
        s31 += a3 * b1
        s32 += a3 * b2
        s33 += a3 * b3
      }
      let at = cAt + i * TILE + j
      c[at]! -= s00
      c[at + 1]! -= s01
      c[at + 2]! -= s02
      c[at + 3]! -= s03
      at += TILE
      c[at]! -= s10
      c[at + 1]! -= s11
      c[at + 2]! -= s12
      c[at + 3]! -= s13
      at += TILE
      c[at]! -= s20
      c[at + 1]! -= s21
      c[at + 2]! -= s22
      c[at + 3]! -= s23
      at += TILE
      c[at]! -= s30
      c[at + 1]! -= s31
      c[at + 2]! -= s32
      c[at + 3]! -= s33
    }
  }
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
