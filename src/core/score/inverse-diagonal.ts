import { type Columns, type Factor, backSolveBlock, createColumns } from './block-arrow.ts'

/** The diagonal of C⁻¹ in two parts that add up: what stays when β is known, and what not knowing β adds. */
export type InverseDiagonal = { givenFixed: Columns; dueToFixed: Columns }

/** Σ over the X rows of L⁻¹ of (row · h)², h given at the columns `slots[slot]`.. */
function fixedPart(factor: Factor, slot: number, slots: number, h: Float64Array, hAt: number): number {
  const { products, fixedRows } = factor
  const { size } = factor.tail
  let total = 0
  for (let x = 0; x < size - 1 - products.firstFixed; x++) {
    let sum = 0
    for (let s = 0; s < slots; s++) sum += h[hAt + s]! * fixedRows[x * size + products.slots[slot + s]!]!
    total += sum * sum
  }
  return total
}

/** The tail's entries of S⁻¹ among the slots of block b, both triangles, row by row. */
function gatherInverse(factor: Factor, slot: number, slots: number, into: Float64Array): void {
  const { products, tailInverse } = factor
  for (let s = 0; s < slots; s++) {
    const row = tailInverse.rowAt[products.slots[slot + s]!]!
    for (let t = 0; t <= s; t++) {
      const entry = tailInverse.values[row + tailInverse.columnAt[products.slots[slot + t]!]!]!
      into[s * slots + t] = entry
      into[t * slots + s] = entry
    }
  }
}

/** Column sums of squares of L⁻¹: the diagonal of (LLᵀ)⁻¹, for one packed block. */
function ownDiagonal(squares: Float64Array, at: number, m: number, column: Float64Array, into: Float64Array): void {
  for (let j = 0; j < m; j++) {
    let total = 0
    for (let i = j; i < m; i++) {
      const row = at + (i * (i + 1)) / 2
      let sum = i === j ? 1 : 0
      for (let k = j; k < i; k++) sum -= squares[row + k]! * column[k]!
      const entry = sum / squares[row + i]!
      column[i] = entry
      total += entry * entry
    }
    into[j] = total
  }
}

type Room = { column: Float64Array; rows: Float64Array; run: Float64Array; inverse: Float64Array }

function roomFor(factor: Factor): Room {
  const { products } = factor
  let m = 0
  let slots = 0
  let links = 0
  for (let b = 0; b < products.blocks; b++) {
    m = Math.max(m, products.blockStart[b + 1]! - products.blockStart[b]!)
    slots = Math.max(slots, products.slotStart[b + 1]! - products.slotStart[b]!)
    links = Math.max(links, products.linkAt[b + 1]! - products.linkAt[b]!)
  }
  return {
    column: new Float64Array(m),
    rows: new Float64Array(links),
    run: new Float64Array(m),
    inverse: new Float64Array(slots * slots),
  }
}

/** C⁻¹ of one block: (ΛAΛ + I)⁻¹ + H S⁻¹ Hᵀ with H = L⁻ᵀG; only its diagonal. */
function blockDiagonal(factor: Factor, b: number, room: Room, into: InverseDiagonal, separate: boolean): void {
  const { products, squares, links } = factor
  const first = products.blockStart[b]!
  const m = products.blockStart[b + 1]! - first
  const slot = products.slotStart[b]!
  const slots = Math.max(0, products.slotStart[b + 1]! - slot - 1)
  const at = products.squareAt[b]!
  const { rows, run, inverse } = room
  const own = into.givenFixed.blocks.subarray(first, first + m)
  ownDiagonal(squares, at, m, room.column, own)
  for (let s = 0; s < slots; s++) {
    const linkAt = products.linkAt[b]! + s * m
    for (let i = 0; i < m; i++) run[i] = links[linkAt + i]!
    backSolveBlock(squares, at, m, run)
    for (let i = 0; i < m; i++) rows[i * slots + s] = run[i]!
  }
  gatherInverse(factor, slot, slots, inverse)
  for (let i = 0; i < m; i++) {
    const row = i * slots
    let total = 0
    for (let s = 0; s < slots; s++) {
      let sum = 0
      for (let t = 0; t < s; t++) sum += inverse[s * slots + t]! * rows[row + t]!
      total += (2 * sum + inverse[s * slots + s]! * rows[row + s]!) * rows[row + s]!
    }
    const due = separate ? fixedPart(factor, slot, slots, rows, row) : 0
    into.dueToFixed.blocks[first + i] = due
    own[i]! += total - due
  }
}

/**
 * The diagonal of C⁻¹, of which the squared standard errors are σ²Λ²; needs the inverse of the tail.
 * @param separate whether to tell what is due to β apart; else all is in `givenFixed`
 */
export function inverseDiagonal(factor: Factor, separate: boolean): InverseDiagonal {
  const { products, tailInverse, fixedRows } = factor
  const into = { givenFixed: createColumns(products), dueToFixed: createColumns(products) }
  const room = roomFor(factor)
  for (let b = 0; b < products.blocks; b++) blockDiagonal(factor, b, room, into, separate)
  const { size } = tailInverse
  for (let j = 0; j < size - 1; j++) {
    const full = tailInverse.values[tailInverse.rowAt[j]! + tailInverse.columnAt[j]!]!
    let due = 0
    if (separate) for (let x = 0; x < size - 1 - products.firstFixed; x++) due += fixedRows[x * size + j]! ** 2
    into.dueToFixed.tail[j] = due
    into.givenFixed.tail[j] = full - due
  }
  return into
}
