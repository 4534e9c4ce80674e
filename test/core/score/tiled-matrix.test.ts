import { describe, expect, it } from 'vitest'
import {
  type TiledMatrix,
  choleskyInPlace,
  createTiledMatrix,
  invertInto,
  solveLower,
  solveLowerTransposed,
} from '../../../src/core/score/tiled-matrix.ts'
import { createSimdProduct } from '../../../src/core/score/tile-kernel.ts'
import { TILE_AREA, subtractProductPlainly } from '../../../src/core/score/tile-product.ts'

/** Numbers that look random and are the same each time. */
const noise = (length: number, seed: number): Float64Array =>
  Float64Array.from({ length }, (_, i) => Math.sin((i + 1) * 12.9898 + seed * 78.233))

/** A symmetric positive definite matrix, and its entries as a function. */
function createPositive(size: number): { matrix: TiledMatrix; entry: (i: number, j: number) => number } {
  const matrix = createTiledMatrix(size)
  const values = noise(size * size, 1)
  const entry = (i: number, j: number): number =>
    i === j ? size : 0.4 * values[Math.max(i, j) * size + Math.min(i, j)]!
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) matrix.values[matrix.rowAt[i]! + matrix.columnAt[j]!] = entry(i, j)
  }
  return { matrix, entry }
}

const floorsFor = (size: number): Float64Array => new Float64Array(size).fill(1e-300)

describe('the product of tiles', () => {
  it('is the same in WebAssembly and in JavaScript, wherever the tiles lie', () => {
    const simd = createSimdProduct()
    expect(simd).not.toBeNull()
    const [a, b] = [noise(3 * TILE_AREA, 2), noise(2 * TILE_AREA, 3)]
    const [fast, plain] = [noise(2 * TILE_AREA, 4), noise(2 * TILE_AREA, 4)]
    simd?.(fast, TILE_AREA, a, 2 * TILE_AREA, b, TILE_AREA)
    subtractProductPlainly(plain, TILE_AREA, a, 2 * TILE_AREA, b, TILE_AREA)
    expect(fast.every((value, i) => Math.abs(value - plain[i]!) < 1e-12)).toBe(true)
    expect(fast.slice(0, TILE_AREA)).toEqual(noise(2 * TILE_AREA, 4).slice(0, TILE_AREA))
  })
})

describe.each([1, 7, 48, 49, 130])('a matrix of %i rows', (size) => {
  it('times its inverse is the identity', () => {
    const { matrix, entry } = createPositive(size)
    const inverse = createTiledMatrix(size)
    choleskyInPlace(matrix, floorsFor(size))
    invertInto(inverse, matrix, size)
    const inverted = (i: number, j: number): number =>
      inverse.values[inverse.rowAt[Math.max(i, j)]! + inverse.columnAt[Math.min(i, j)]!]!
    let most = 0
    for (let i = 0; i < size; i++) {
      for (let j = 0; j < size; j++) {
        let sum = i === j ? -1 : 0
        for (let k = 0; k < size; k++) sum += entry(i, k) * inverted(k, j)
        most = Math.max(most, Math.abs(sum))
      }
    }
    expect(most).toBeLessThan(1e-12)
  })

  it('is solved by its two triangular solves', () => {
    const { matrix, entry } = createPositive(size)
    const x = noise(size, 5)
    const b = x.map((_, i) => x.reduce((sum, value, j) => sum + entry(i, j) * value, 0))
    choleskyInPlace(matrix, floorsFor(size))
    solveLower(matrix, b)
    solveLowerTransposed(matrix, b)
    expect(b.every((value, i) => Math.abs(value - x[i]!) < 1e-12)).toBe(true)
  })
})

describe('a matrix without full rank', () => {
  it('has a finite factor, its lost pivots lifted to their floors', () => {
    const matrix = createTiledMatrix(3)
    for (let i = 0; i < 3; i++) for (let j = 0; j <= i; j++) matrix.values[matrix.rowAt[i]! + matrix.columnAt[j]!] = 4
    choleskyInPlace(matrix, new Float64Array(3).fill(1e-12))
    expect(matrix.values.every(Number.isFinite)).toBe(true)
    expect(matrix.values[matrix.rowAt[1]! + matrix.columnAt[1]!]).toBe(1e-6)
  })
})
