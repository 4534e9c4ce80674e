import type { FixedTerm, ModelData, RandomFactor } from './model-data.ts'

/** Which columns of a table are what in the model. */
export type ModelColumns = { outcome: string; groups: readonly string[]; fixed: readonly string[]; weights: string | null }

/** A row that is no part of the fit, by the number its caller gave it. */
export type LeftOutRow = { line: number; column: string; reason: 'missing' | 'weight of 0' }

export type ModelFrame = {
  data: ModelData
  /** The labels of each random factor's levels: numbers ascending, otherwise alphabetical by code unit. */
  levels: string[][]
  /** A name for each coefficient: `(Intercept)`, the column of numbers, or column and level as R joins them. */
  coefficients: string[]
  leftOut: LeftOutRow[]
}

export type FrameBuilder = {
  /** Takes a row's cells in the header's order; null is a cell that can't be read. Returns why the table is nonsense. */
  add(line: number, cells: readonly (string | null)[]): FrameFault | null
  finish(): ModelFrame
}

export type FrameFault =
  | { kind: 'noColumn'; columns: string[] }
  | { kind: 'notANumber'; line: number; column: string; text: string }
  | { kind: 'negativeWeight'; line: number; column: string; text: string }

const NUMBER = /^\s*[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?\s*$/

const isMissing = (cell: string | null | undefined): cell is null | undefined | '' =>
  cell === null || cell === undefined || cell === 'NA' || cell.trim() === ''

const isNumber = (text: string): boolean => NUMBER.test(text) && Number.isFinite(Number(text))

/** The texts of a column, each stored once: `codes[row]` is the place in `texts`. */
type Dictionary = { codes: number[]; texts: string[]; codeOf: Map<string, number> }

const createDictionary = (): Dictionary => ({ codes: [], texts: [], codeOf: new Map() })

function remember({ codes, texts, codeOf }: Dictionary, text: string): void {
  let code = codeOf.get(text)
  if (code === undefined) {
    code = texts.length
    codeOf.set(text, code)
    texts.push(text)
  }
  codes.push(code)
}

/** Levels in an order that does not depend on the rows' order. */
function asFactor({ codes, texts }: Dictionary): { labels: string[]; levelOf: Int32Array } {
  const alphabetical = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
  const areNumbers = texts.every(isNumber)
  const labels = texts.toSorted((a, b) => (areNumbers ? Number(a) - Number(b) : 0) || alphabetical(a, b))
  const levelOfLabel = new Map(labels.map((label, level) => [label, level]))
  const levelOfCode = texts.map((text) => levelOfLabel.get(text)!)
  return { labels, levelOf: Int32Array.from(codes, (code) => levelOfCode[code]!) }
}

function fixedTerm(name: string, dictionary: Dictionary): { term: FixedTerm; names: string[] } {
  const { codes, texts } = dictionary
  if (texts.every(isNumber)) {
    const numbers = texts.map(Number)
    return { term: { name, values: Float64Array.from(codes, (code) => numbers[code]!) }, names: [name] }
  }
  const { labels, levelOf } = asFactor(dictionary)
  return { term: { name, levelOf, levels: labels.length }, names: labels.slice(1).map((label) => name + label) }
}

/**
 * Makes a model's data from the rows of a table of text. A cell that is empty or `NA` in a column of the model leaves its row out. A
 * fixed column of nothing but numbers is a number, any other a factor with treatment contrasts against its first level.
 * @returns a fault when the header lacks a column
 */
export function createFrameBuilder(
  header: readonly (string | null)[],
  columns: ModelColumns,
): FrameBuilder | Extract<FrameFault, { kind: 'noColumn' }> {
  const { outcome, groups, fixed, weights } = columns
  const named = [outcome, ...(weights === null ? [] : [weights]), ...groups, ...fixed]
  const absent = named.filter((name) => !header.includes(name))
  if (absent.length > 0) return { kind: 'noColumn', columns: absent }
  const at = named.map((name) => header.indexOf(name))
  const numbers = weights === null ? 1 : 2
  const outcomes: number[] = []
  const rowWeights: number[] = []
  const dictionaries = [...groups, ...fixed].map(createDictionary)
  const leftOut: LeftOutRow[] = []
  return {
    add(line, cells) {
      const missing = at.findIndex((index) => isMissing(cells[index]))
      if (missing !== -1) {
        leftOut.push({ line, column: named[missing]!, reason: 'missing' })
        return null
      }
      for (let n = 0; n < numbers; n++) {
        const text = cells[at[n]!]!
        if (!isNumber(text)) return { kind: 'notANumber', line, column: named[n]!, text }
      }
      const weight = weights === null ? 1 : Number(cells[at[1]!])
      if (weight < 0) return { kind: 'negativeWeight', line, column: weights!, text: cells[at[1]!]! }
      if (weight === 0) {
        leftOut.push({ line, column: weights!, reason: 'weight of 0' })
        return null
      }
      outcomes.push(Number(cells[at[0]!]))
      if (weights !== null) rowWeights.push(weight)
      for (let d = 0; d < dictionaries.length; d++) remember(dictionaries[d]!, cells[at[numbers + d]!]!)
      return null
    },
    finish() {
      const random: RandomFactor[] = []
      const levels: string[][] = []
      for (const [index, name] of groups.entries()) {
        const { labels, levelOf } = asFactor(dictionaries[index]!)
        random.push({ name, levelOf, levels: labels.length })
        levels.push(labels)
      }
      const terms = fixed.map((name, index) => fixedTerm(name, dictionaries[groups.length + index]!))
      return {
        data: {
          outcome: Float64Array.from(outcomes),
          weights: weights === null ? null : Float64Array.from(rowWeights),
          fixed: terms.map(({ term }) => term),
          random,
        },
        levels,
        coefficients: ['(Intercept)', ...terms.flatMap(({ names }) => names)],
        leftOut,
      }
    },
  }
}
