/** Rows and columns of a tile: three tiles of 48 × 48 doubles stay in the second-level cache. */
export const TILE = 48
/** Numbers in a tile. */
export const TILE_AREA = TILE * TILE

/** C ← C − A·Bᵀ for three tiles, each given by its array and where it begins there. */
export type SubtractProduct = (
  c: Float64Array,
  cAt: number,
  a: Float64Array,
  aAt: number,
  b: Float64Array,
  bAt: number,
) => void

/**
 * {@link SubtractProduct} in JavaScript: sixteen sums at a time stay in registers, so that each number read serves four
 * multiplications. The fallback where WebAssembly can't be compiled, as on Cloudflare Workers.
 */
export const subtractProductPlainly: SubtractProduct = (c, cAt, a, aAt, b, bAt) => {
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
