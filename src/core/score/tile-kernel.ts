import { type SubtractProduct, TILE, TILE_AREA, subtractProductPlainly } from './tile-product.ts'

/** Bytes from one row of a tile to the next, and of a whole tile. */
const ROW = TILE * 8
const AREA = TILE_AREA * 8

/** Rows of A and of B whose products are summed at once: eight sums of two, four of A and two of B fill 14 of 16 registers. */
const ROWS = 4
const COLUMNS = 2

/** Opcodes of the WebAssembly core specification 2.0, section 5.4; SIMD ones follow the prefix 0xfd. */
const OP = { loop: 0x03, end: 0x0b, branchIf: 0x0d, get: 0x20, set: 0x21, tee: 0x22, i32: 0x41, less: 0x49, add: 0x6a }
const SIMD = { load: 0x00, store: 0x0b, zero: 0x0c, shuffle: 0x0d, add: 0xf0, subtract: 0xf1, multiply: 0xf2 }
const TYPE = { i32: 0x7f, v128: 0x7b, function: 0x60, none: 0x40 }

const MAGIC = [0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0]

/** LEB128, the encoding of integers; signed values here are never negative. */
function unsigned(value: number): number[] {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...unsigned(value >>> 7)]
}

function signed(value: number): number[] {
  return value < 0x40 ? [value] : [(value & 0x7f) | 0x80, ...signed(value >> 7)]
}

const get = (local: number): number[] => [OP.get, local]
const set = (local: number, value: number[]): number[] => [...value, OP.set, local]
const constant = (value: number): number[] => [OP.i32, ...signed(value)]
const plus = (local: number, value: number): number[] => [...get(local), ...constant(value), OP.add]
const simd = (code: number, ...operands: number[][]): number[] => [...operands.flat(), 0xfd, ...unsigned(code)]
const load = (address: number, offset: number): number[] => [...simd(SIMD.load, get(address)), 3, ...unsigned(offset)]
const store = (address: number, offset: number, value: number[]): number[] => [
  ...simd(SIMD.store, get(address), value),
  3,
  ...unsigned(offset),
]

/** Repeats `body` while `local`, moved on by `by`, is below `limit`. */
function loop(local: number, by: number, limit: number[], body: number[]): number[] {
  const isBelow = [...plus(local, by), OP.tee, local, ...limit, OP.less]
  return [OP.loop, TYPE.none, ...body, ...isBelow, OP.branchIf, 0, OP.end]
}

const lanes = (half: 0 | 1): number[] =>
  Array.from({ length: 16 }, (_, byte) => (byte < 8 ? 0 : 16) + 8 * half + (byte % 8))

/** The function's locals by number: addresses, then vectors of two doubles. */
const [A, B, C, A_AT, B_AT, A_END] = [0, 1, 2, 3, 4, 5]
const ADDRESSES = 6
const x = (row: number): number => ADDRESSES + row
const y = (column: number): number => ADDRESSES + ROWS + column
const sum = (row: number, column: number): number => ADDRESSES + ROWS + COLUMNS + row * COLUMNS + column
const VECTORS = ROWS + COLUMNS + ROWS * COLUMNS

const rows = Array.from({ length: ROWS }, (_, row) => row)
const columns = Array.from({ length: COLUMNS }, (_, column) => column)

/** Adds the products of two numbers of each row, `offset` bytes on, to the sums. */
const accumulate = (offset: number): number[] => [
  ...columns.flatMap((column) => set(y(column), load(B_AT, column * ROW + offset))),
  ...rows.flatMap((row) => [
    ...set(x(row), load(A_AT, row * ROW + offset)),
    ...columns.flatMap((column) => {
      const product = simd(SIMD.multiply, get(x(row)), get(y(column)))
      return set(sum(row, column), simd(SIMD.add, get(sum(row, column)), product))
    }),
  ]),
]

/** Takes the sums of one row from C: both halves of two sums are added crosswise, which gives two neighbours in C. */
const subtractRow = (row: number): number[] => {
  const half = (which: 0 | 1): number[] => [...simd(SIMD.shuffle, get(sum(row, 0)), get(sum(row, 1))), ...lanes(which)]
  const total = simd(SIMD.add, half(0), half(1))
  return store(C, row * ROW, simd(SIMD.subtract, load(C, row * ROW), total))
}

/** C ← C − A·Bᵀ of three tiles that lie one behind the other from address 0. */
function body(): number[] {
  const zeros = [...simd(SIMD.zero), ...new Uint8Array(16)]
  const depth = loop(A_AT, 32, get(A_END), [...accumulate(0), ...accumulate(16), ...set(B_AT, plus(B_AT, 32))])
  const block = [
    ...rows.flatMap((row) => columns.flatMap((column) => set(sum(row, column), zeros))),
    ...set(A_AT, get(A)),
    ...set(B_AT, get(B)),
    ...set(A_END, plus(A, ROW)),
    ...depth,
    ...rows.flatMap(subtractRow),
    ...set(C, plus(C, COLUMNS * 8)),
  ]
  const strip = [
    ...set(B, constant(AREA)),
    ...loop(B, COLUMNS * ROW, constant(2 * AREA), block),
    ...set(C, plus(C, (ROWS - 1) * ROW)),
  ]
  return [...set(C, constant(2 * AREA)), ...loop(A, ROWS * ROW, constant(AREA), strip), OP.end]
}

const section = (id: number, content: number[]): number[] => [id, ...unsigned(content.length), ...content]
const named = (letter: string, kind: number): number[] => [1, letter.charCodeAt(0), kind, 0]

/** The module: one page of memory, exported as m, and the product of the tiles in it, exported as p. */
function moduleBytes(): Uint8Array<ArrayBuffer> {
  const code = [2, ADDRESSES, TYPE.i32, VECTORS, TYPE.v128, ...body()]
  return Uint8Array.from([
    ...MAGIC,
    ...section(1, [1, TYPE.function, 0, 0]),
    ...section(3, [1, 0]),
    ...section(5, [1, 0, 1]),
    ...section(7, [2, ...named('m', 2), ...named('p', 0)]),
    ...section(10, [1, ...unsigned(code.length), ...code]),
  ])
}

/** The product by two-lane SIMD in WebAssembly, about four times as fast; null where that can't be compiled. */
export function createSimdProduct(): SubtractProduct | null {
  try {
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(moduleBytes()))
    const memory = new Float64Array((exports['m'] as WebAssembly.Memory).buffer)
    const multiply = exports['p'] as () => void
    const target = memory.subarray(2 * TILE_AREA, 3 * TILE_AREA)
    return (c, cAt, a, aAt, b, bAt) => {
      memory.set(a.subarray(aAt, aAt + TILE_AREA))
      memory.set(b.subarray(bAt, bAt + TILE_AREA), TILE_AREA)
      target.set(c.subarray(cAt, cAt + TILE_AREA))
      multiply()
      c.set(target, cAt)
    }
  } catch {
    return null
  }
}

/** The fastest product that runs here. */
export const subtractProduct: SubtractProduct = createSimdProduct() ?? subtractProductPlainly
