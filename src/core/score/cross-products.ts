import type { FixedColumns, ModelData } from './model-data.ts'
import { type Layout, chooseLayout } from './nesting.ts'
import { type TiledMatrix, createTiledMatrix } from './tiled-matrix.ts'

/**
 * M = [Z X y]'W[Z X y] as a block arrow. Block b holds columns `blockStart[b]`.. of Z: its square A is packed by rows of the
 * lower triangle; its links B are one run of m numbers for each *slot*, a column of the tail that block b touches. The tail is
 * the other factors' levels, then X, then y. After it is built no cost depends on the number of observations.
 */
export type CrossProducts = {
  blocks: number
  blockStart: Int32Array
  /** Where the square of each block begins in `squares`. */
  squareAt: Int32Array
  squares: Float64Array
  /** Where the slots of each block begin in `slots`, ascending columns of the tail. */
  slotStart: Int32Array
  slots: Int32Array
  /** Where the links of each block begin in `links`. */
  linkAt: Int32Array
  links: Float64Array
  tail: TiledMatrix
  /** The random factor of each block column and of each column of the tail; −1 for X and y. */
  blockFactor: Int32Array
  tailFactor: Int32Array
  /** For each random factor: are its levels in the blocks, and the column of each level there or in the tail. */
  inBlocks: boolean[]
  columnOf: Int32Array[]
  /** The tail's column of the intercept; y is the tail's last. */
  firstFixed: number
}

type Skeleton = Omit<CrossProducts, 'squares' | 'links' | 'slots' | 'slotStart' | 'linkAt' | 'squareAt' | 'tail'> & {
  layout: Layout
  tailSize: number
}

function placeColumns(data: ModelData, fixedColumns: number): Skeleton {
  const layout = chooseLayout(data.random, fixedColumns)
  const blocks = data.random[layout.root]?.levels ?? 0
  const blockStart = new Int32Array(blocks + 1)
  for (const parents of layout.parents) for (const block of parents) blockStart[block + 1]! += 1
  for (let b = 0; b < blocks; b++) blockStart[b + 1]! += blockStart[b]!
  const next = blockStart.slice()
  const blockFactor = new Int32Array(blockStart[blocks] ?? 0)
  const columnOf: Int32Array[] = data.random.map(() => new Int32Array(0))
  for (const [position, factor] of layout.blockFactors.entries()) {
    columnOf[factor] = layout.parents[position]!.map((block) => {
      const column = next[block]!
      next[block] = column + 1
      blockFactor[column] = factor
      return column
    })
  }
  let firstFixed = 0
  for (const factor of layout.tailFactors) {
    const first = firstFixed
    columnOf[factor] = Int32Array.from({ length: data.random[factor]!.levels }, (_, level) => first + level)
    firstFixed += data.random[factor]!.levels
  }
  const tailSize = firstFixed + fixedColumns + 1
  const tailFactor = new Int32Array(tailSize).fill(-1)
  for (const factor of layout.tailFactors) for (const column of columnOf[factor]!) tailFactor[column] = factor
  const inBlocks = data.random.map((_, factor) => layout.blockFactors.includes(factor))
  return { layout, tailSize, blocks, blockStart, blockFactor, tailFactor, inBlocks, columnOf, firstFixed }
}

/** The observations sorted by block: those of block b are `order[start[b]]`.. */
function sortByBlock(data: ModelData, root: number, blocks: number): { order: Int32Array; start: Int32Array } {
  const start = new Int32Array(blocks + 1)
  const levelOf = data.random[root]?.levelOf ?? new Int32Array(0)
  for (const block of levelOf) start[block + 1]! += 1
  for (let b = 0; b < blocks; b++) start[b + 1]! += start[b]!
  const next = start.slice()
  const order = new Int32Array(levelOf.length)
  for (let row = 0; row < levelOf.length; row++) {
    const block = levelOf[row]!
    order[next[block]!] = row
    next[block]! += 1
  }
  return { order, start }
}

/** Writes the nonzero tail entries of one observation: levels, then X, then y less `centre`; returns how many. */
function tailEntries(data: ModelData, fixed: FixedColumns, skeleton: Skeleton, centre: number) {
  const { layout, columnOf, firstFixed, tailSize } = skeleton
  const random = layout.tailFactors.map((factor) => ({
    levelOf: data.random[factor]!.levelOf,
    columns: columnOf[factor]!,
  }))
  const most = random.length + data.fixed.length + 2
  const index = new Int32Array(most)
  const value = new Float64Array(most)
  const fixedIndex = index.subarray(random.length)
  const fixedValue = value.subarray(random.length)
  const read = (row: number): number => {
    for (let f = 0; f < random.length; f++) {
      index[f] = random[f]!.columns[random[f]!.levelOf[row]!]!
      value[f] = 1
    }
    const found = fixed.entries(row, fixedIndex, fixedValue)
    for (let e = 0; e < found; e++) fixedIndex[e]! += firstFixed
    fixedIndex[found] = tailSize - 1
    fixedValue[found] = data.outcome[row]! - centre
    return random.length + found + 1
  }
  return { index, value, read }
}

/** Which columns of the tail each block touches. */
function findSlots(skeleton: Skeleton, rows: ReturnType<typeof sortByBlock>, entries: ReturnType<typeof tailEntries>) {
  const { blocks, tailSize } = skeleton
  const slotStart = new Int32Array(blocks + 1)
  const seenIn = new Int32Array(tailSize).fill(-1)
  let slots = new Int32Array(1024)
  let count = 0
  for (let b = 0; b < blocks; b++) {
    const first = count
    for (let r = rows.start[b]!; r < rows.start[b + 1]!; r++) {
      const found = entries.read(rows.order[r]!)
      for (let e = 0; e < found; e++) {
        const column = entries.index[e]!
        if (seenIn[column] === b) continue
        seenIn[column] = b
        if (count === slots.length) {
          const larger = new Int32Array(count * 2)
          larger.set(slots)
          slots = larger
        }
        slots[count++] = column
      }
    }
    slots.subarray(first, count).sort()
    slotStart[b + 1] = count
  }
  return { slotStart, slots: slots.slice(0, count) }
}

/** Adds observations to the cross-products, one row at a time, those of a block after {@link enter}. */
function createAdder(
  data: ModelData,
  layout: Layout,
  into: CrossProducts,
  entries: ReturnType<typeof tailEntries>,
): { enter(b: number): void; add(row: number): void } {
  const { blockStart, squareAt, squares, slotStart, slots, linkAt, links, tail } = into
  const inBlock = layout.blockFactors.map((factor) => ({
    levelOf: data.random[factor]!.levelOf,
    columns: into.columnOf[factor]!,
  }))
  const local = new Int32Array(inBlock.length)
  const slotOf = new Int32Array(tail.size)
  let block = { first: 0, size: 0, square: 0, link: 0 }

  function addToBlock(weight: number, found: number): void {
    for (let f = 0; f < local.length; f++) {
      const i = local[f]!
      for (let g = 0; g <= f; g++) {
        const [high, low] = i >= local[g]! ? [i, local[g]!] : [local[g]!, i]
        squares[block.square + (high * (high + 1)) / 2 + low]! += weight
      }
      for (let e = 0; e < found; e++) {
        links[block.link + slotOf[entries.index[e]!]! * block.size + i]! += weight * entries.value[e]!
      }
    }
  }

  return {
    enter(b) {
      block = {
        first: blockStart[b]!,
        size: blockStart[b + 1]! - blockStart[b]!,
        square: squareAt[b]!,
        link: linkAt[b]!,
      }
      for (let s = slotStart[b]!; s < slotStart[b + 1]!; s++) slotOf[slots[s]!] = s - slotStart[b]!
    },
    add(row) {
      const weight = data.weights === null ? 1 : data.weights[row]!
      const found = entries.read(row)
      for (let f = 0; f < local.length; f++) local[f] = inBlock[f]!.columns[inBlock[f]!.levelOf[row]!]! - block.first
      addToBlock(weight, found)
      for (let e = 0; e < found; e++) {
        const scaled = weight * entries.value[e]!
        const at = tail.rowAt[entries.index[e]!]!
        for (let d = 0; d <= e; d++) tail.values[at + tail.columnAt[entries.index[d]!]!]! += scaled * entries.value[d]!
      }
    },
  }
}

/**
 * Builds the cross-products in two passes over the observations, sorted by block.
 * @param centre taken out of every outcome
 * @throws RangeError from the allocation when the blocks or the tail do not fit into memory
 */
export function buildCrossProducts(data: ModelData, fixed: FixedColumns, centre: number): CrossProducts {
  const skeleton = placeColumns(data, fixed.columns)
  const { layout, blocks, blockStart, tailSize } = skeleton
  const rows = sortByBlock(data, layout.root, blocks)
  const entries = tailEntries(data, fixed, skeleton, centre)
  const { slotStart, slots } = findSlots(skeleton, rows, entries)
  const squareAt = new Int32Array(blocks + 1)
  const linkAt = new Int32Array(blocks + 1)
  for (let b = 0; b < blocks; b++) {
    const m = blockStart[b + 1]! - blockStart[b]!
    squareAt[b + 1] = squareAt[b]! + (m * (m + 1)) / 2
    linkAt[b + 1] = linkAt[b]! + m * (slotStart[b + 1]! - slotStart[b]!)
  }
  const squares = new Float64Array(squareAt[blocks]!)
  const links = new Float64Array(linkAt[blocks]!)
  const tail = createTiledMatrix(tailSize)
  const products: CrossProducts = { ...skeleton, slotStart, slots, squareAt, squares, linkAt, links, tail }
  const adder = createAdder(data, layout, products, entries)
  for (let b = 0; b < blocks; b++) {
    adder.enter(b)
    for (let r = rows.start[b]!; r < rows.start[b + 1]!; r++) adder.add(rows.order[r]!)
  }
  if (blocks === 0) for (let row = 0; row < data.outcome.length; row++) adder.add(row)
  return products
}
