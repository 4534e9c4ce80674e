import type { FixedTerm, Grouping, ModelData, RandomFactor } from '../core/score/model-data.ts'
import { type Table, cellNumber, isMissing } from './read-table.ts'

/** Which columns of a table are what in the model. */
export type ModelColumns = {
  outcome: string
  groups: readonly string[]
  fixed: readonly string[]
  weights: string | null
}

/** How many rows a column keeps out of the fit, and why; a row counts for the first column that does. */
export type LeftOut = { column: string; reason: 'is missing' | 'is 0'; rows: number; first: number }

export type ModelFrame = {
  data: ModelData
  /** The labels of each random factor's levels: numbers ascending, text alphabetical by code unit. */
  levels: string[][]
  /** A name for each coefficient: `(Intercept)`, a column of numbers, or column and level joined as R does. */
  coefficients: string[]
  leftOut: LeftOut[]
}

/** The columns of the model, in the order in which {@link createModelFrame} expects them in its table. */
export const columnsOf = ({ outcome, groups, fixed, weights }: ModelColumns): string[] => [
  outcome,
  ...(weights === null ? [] : [weights]),
  ...groups,
  ...fixed,
]

/**
 * The number in a cell.
 * @throws Error where there is none
 */
function numberIn(table: Table, row: number, at: number): number {
  const cell = table.rows[row]?.[at] ?? ''
  const value = cellNumber(cell)
  if (!Number.isNaN(value)) return value
  throw new Error(`Row ${row + 1}, column ${table.columns[at]}: '${cell}' is no number. Write it like 3.5.`)
}

/** The rows that say something in every column of the model. */
function completeRows(table: Table, hasWeights: boolean): { kept: number[]; leftOut: LeftOut[] } {
  const kept: number[] = []
  const leftOut = new Map<string, LeftOut>()
  const leave = (row: number, at: number, reason: LeftOut['reason']): void => {
    const column = table.columns[at] ?? ''
    const known = leftOut.get(`${at} ${reason}`)
    if (known) known.rows += 1
    else leftOut.set(`${at} ${reason}`, { column, reason, rows: 1, first: row + 1 })
  }
  for (const [row, cells] of table.rows.entries()) {
    const missing = cells.findIndex(isMissing)
    if (missing !== -1) leave(row, missing, 'is missing')
    else if (hasWeights && numberIn(table, row, 1) === 0) leave(row, 1, 'is 0')
    else kept.push(row)
  }
  return { kept, leftOut: [...leftOut.values()] }
}

const alphabetical = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** The levels of a column, in an order that does not depend on the order of the rows. */
function grouping(
  table: Table,
  at: number,
  kept: readonly number[],
): Grouping & { labels: string[]; areNumbers: boolean } {
  const found = new Set<string>()
  for (const row of kept) found.add(table.rows[row]![at]!)
  const areNumbers = [...found].every((label) => !Number.isNaN(cellNumber(label)))
  const labels = [...found].sort((a, b) => (areNumbers ? cellNumber(a) - cellNumber(b) : 0) || alphabetical(a, b))
  const levels = new Map(labels.map((label, level) => [label, level]))
  const levelOf = Int32Array.from(kept, (row) => levels.get(table.rows[row]![at]!)!)
  return { labels, areNumbers, levelOf, levels: labels.length }
}

function fixedTerm(table: Table, at: number, kept: readonly number[]): { term: FixedTerm; names: string[] } {
  const name = table.columns[at] ?? ''
  const { labels, areNumbers, levelOf, levels } = grouping(table, at, kept)
  if (!areNumbers) return { term: { name, levelOf, levels }, names: labels.slice(1).map((label) => name + label) }
  const numbers = labels.map(cellNumber)
  return { term: { name, values: Float64Array.from(levelOf, (level) => numbers[level]!) }, names: [name] }
}

/**
 * Makes a model's data from a table that holds {@link columnsOf} the model. A row with a missing cell or a weight of 0 is left out. A
 * fixed column of nothing but numbers is a number; any other is a factor, compared with its alphabetically first level.
 * @throws Error naming the first outcome that is no number, or weight that is none or negative
 */
export function createModelFrame(table: Table, columns: ModelColumns): ModelFrame {
  const { groups, weights } = columns
  const { kept, leftOut } = completeRows(table, weights !== null)
  const firstGroup = weights === null ? 1 : 2
  const groupings = groups.map((_, index) => grouping(table, firstGroup + index, kept))
  const terms = columns.fixed.map((_, index) => fixedTerm(table, firstGroup + groups.length + index, kept))
  const weight = (row: number): number => {
    const value = numberIn(table, row, 1)
    if (value > 0) return value
    throw new Error(`Row ${row + 1}, column ${weights}: a weight of ${value} is negative. Weights are 0 or more.`)
  }
  return {
    data: {
      outcome: Float64Array.from(kept, (row) => numberIn(table, row, 0)),
      weights: weights === null ? null : Float64Array.from(kept, weight),
      fixed: terms.map(({ term }) => term),
      random: groupings.map(({ levelOf, levels }, index): RandomFactor => ({ name: groups[index]!, levelOf, levels })),
    },
    levels: groupings.map(({ labels }) => labels),
    coefficients: ['(Intercept)', ...terms.flatMap(({ names }) => names)],
    leftOut,
  }
}
