/** Which of `levels` levels each observation belongs to; `levelOf[i]` in 0..levels−1. A level nobody belongs to is allowed. */
export type Grouping = { levelOf: Int32Array; levels: number }

/** A random factor: one effect for each level. */
export type RandomFactor = Grouping & { name: string }

/**
 * A fixed term beside the intercept: numbers, one an observation (their mean is taken out for the arithmetic and put back
 * in what is reported), or a grouping whose levels 1, 2, … are compared with level 0 (treatment contrasts).
 */
export type FixedTerm = { name: string } & ({ values: Float64Array } | Grouping)

/** n observations of y = Xβ + Σₖ Zₖbₖ + ε with ε ~ N(0, σ²/w). */
export type ModelData = {
  /** y, n finite numbers. */
  outcome: Float64Array
  /** w, n numbers above 0; null: all 1. */
  weights: Float64Array | null
  fixed: readonly FixedTerm[]
  random: readonly RandomFactor[]
}

/** The columns of X, the intercept first, as a sparse list for each observation. */
export type FixedColumns = {
  /** Coefficients of the full model, the intercept included. */
  count: number
  /** The column of X that stands for each coefficient; −1: left out, being a sum of multiples of the columns before it. */
  columnOf: Int32Array
  /** Columns of X. */
  columns: number
  /** What is taken out of each coefficient's values. */
  centre: Float64Array
  /** Writes the nonzero entries of observation `row` into `index` and `value` and returns how many there are. */
  entries(row: number, index: Int32Array, value: Float64Array): number
}

/** How much of a column's sum of squares must remain beside the columns before it for it to say anything of its own. */
const RANK_TOLERANCE = 1e-10

type Term = { first: number; values: Float64Array; centre: number } | (Grouping & { first: number })

function layOut(data: ModelData): { terms: Term[]; count: number } {
  let count = 1
  const terms = data.fixed.map((term): Term => {
    const first = count
    if ('levelOf' in term) {
      count += Math.max(0, term.levels - 1)
      return { first, levelOf: term.levelOf, levels: term.levels }
    }
    count += 1
    return {
      first,
      values: term.values,
      centre: term.values.reduce((sum, value) => sum + value / term.values.length, 0),
    }
  })
  return { terms, count }
}

function writeEntries(terms: readonly Term[], row: number, index: Int32Array, value: Float64Array): number {
  index[0] = 0
  value[0] = 1
  let found = 1
  for (const term of terms) {
    if ('levelOf' in term) {
      const level = term.levelOf[row]!
      if (level === 0) continue
      index[found] = term.first + level - 1
      value[found++] = 1
    } else {
      const centred = term.values[row]! - term.centre
      if (centred === 0) continue
      index[found] = term.first
      value[found++] = centred
    }
  }
  return found
}

/** X'WX of all coefficients, row by row, with `added[j]` on the diagonal. */
function crossProduct(data: ModelData, terms: readonly Term[], count: number, added: Float64Array): Float64Array {
  const product = new Float64Array(count * count)
  const index = new Int32Array(terms.length + 1)
  const value = new Float64Array(terms.length + 1)
  for (let row = 0; row < data.outcome.length; row++) {
    const found = writeEntries(terms, row, index, value)
    const weight = data.weights?.[row] ?? 1
    for (let a = 0; a < found; a++) {
      for (let b = 0; b <= a; b++) product[index[a]! * count + index[b]!]! += weight * value[a]! * value[b]!
    }
  }
  for (let j = 0; j < count; j++) product[j * (count + 1)]! += added[j]!
  return product
}

/** The columns that are no linear combination of those before them, by a Cholesky factorisation that skips the others. */
function independentColumns(product: Float64Array, count: number): boolean[] {
  const kept: boolean[] = []
  for (let i = 0; i < count; i++) {
    const full = product[i * (count + 1)]!
    let pivot = full
    for (let j = 0; j < i; j++) {
      if (!kept[j]) continue
      let sum = product[i * count + j]!
      for (let k = 0; k < j; k++) if (kept[k]) sum -= product[i * count + k]! * product[j * count + k]!
      const entry = sum / product[j * (count + 1)]!
      product[i * count + j] = entry
      pivot -= entry * entry
    }
    kept.push(pivot > RANK_TOLERANCE * full)
    product[i * (count + 1)] = Math.sqrt(Math.max(0, pivot))
  }
  return kept
}

/**
 * The fixed part of the model. A column that follows from those before it is left out, as lme4 does.
 * @param pseudo how many pseudo-observations each coefficient has; it keeps a column without data in the model
 */
export function createFixedColumns(data: ModelData, pseudo: (coefficient: number) => number): FixedColumns {
  const { terms, count } = layOut(data)
  const added = Float64Array.from({ length: count }, (_, j) => pseudo(j))
  const kept = independentColumns(crossProduct(data, terms, count, added), count)
  let columns = 0
  const columnOf = Int32Array.from(kept, (isKept) => (isKept ? columns++ : -1))
  const centre = new Float64Array(count)
  for (const term of terms) if ('centre' in term) centre[term.first] = term.centre
  return {
    count,
    columnOf,
    columns,
    centre,
    entries(row, index, value) {
      const found = writeEntries(terms, row, index, value)
      let left = 0
      for (let e = 0; e < found; e++) {
        const column = columnOf[index[e]!]!
        if (column === -1) continue
        index[left] = column
        value[left++] = value[e]!
      }
      return left
    },
  }
}
