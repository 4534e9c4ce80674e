import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { justerProbability } from '../../../src/core/answering/juster.ts'
import { groupedSums, standardised } from '../../../src/core/score/correlations.ts'
import { analyseDrivers, type Driver, type DriverAnalysis, type DriverData } from '../../../src/core/score/drivers.ts'
import { seededRandom } from '../../../src/core/score/seeded-random.ts'
import { shareRanges } from '../../../src/core/score/share-ranges.ts'
import { symmetricEigen } from '../../../src/core/score/symmetric-eigen.ts'

const DATA = join(import.meta.dirname, '../../data/score/drivers')

type PerDriver = Record<string, number>
type Golden = Record<'lmg' | 'lmgShare' | 'johnson' | 'johnsonShare' | 'stdBeta', PerDriver> & {
  n: number
  k: number
  R2: number
  bootstrapJohnsonShare90: { lower: PerDriver; upper: PerDriver }
}

/** Every row an account of its own: then the bootstrap over accounts is the goldens' bootstrap over cases. */
function golden(set: string, file: string, outcome: string): { data: DriverData; expected: Golden } {
  const expected = JSON.parse(readFileSync(join(DATA, file), 'utf8')) as Golden
  const rows = parse<Record<string, string>>(readFileSync(join(DATA, `${set}.csv`)), { columns: true })
  const column = (name: string) => rows.map((row) => (row[name] ? Number(row[name]) : Number.NaN))
  const drivers = Object.keys(expected.johnson).map((name) => ({ name, values: column(name) }))
  const answers = column(outcome)
  const data = {
    outcome: outcome === 'juster' ? answers.map(justerProbability) : answers,
    drivers,
    accounts: rows.map((_, at) => at),
  }
  return { data, expected }
}

const GOLDENS = [
  ['swiss', 'swiss.golden.json', 'Fertility'],
  ['attitude', 'attitude.golden.json', 'rating'],
  ['firm_a', 'firm_a.drivers.golden.json', 'juster'],
] as const

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)

describe('the goldens', () => {
  it.each(GOLDENS)('of %s are met to the sixth decimal', (set, file, outcome) => {
    const { data, expected } = golden(set, file, outcome)
    const analysis = analyseDrivers(data)
    expect(analysis.answers).toBe(expected.n)
    expect(analysis.drivers).toHaveLength(expected.k)
    expect(analysis.r2).toBeCloseTo(expected.R2, 6)
    for (const { name, weight, share, lmg, beta } of analysis.drivers) {
      expect(weight).toBeCloseTo(expected.johnson[name]!, 6)
      expect(share).toBeCloseTo(expected.johnsonShare[name]!, 6)
      expect(lmg?.weight).toBeCloseTo(expected.lmg[name]!, 6)
      expect(lmg?.share).toBeCloseTo(expected.lmgShare[name]!, 6)
      expect(beta).toBeCloseTo(expected.stdBeta[name]!, 6)
    }
  })

  it.each(GOLDENS)('of %s have the ranges of the bootstrap', (set, file, outcome) => {
    const { data, expected } = golden(set, file, outcome)
    const columns = [...data.drivers.map(({ values }) => values), data.outcome].map((values) =>
      standardised(Float64Array.from(values))!,
    )
    const cases = Int32Array.from(data.outcome, (_, at) => at)
    const rows = groupedSums(columns, cases, cases.length)
    const ranges = shareRanges(rows, { seed: 1, resamples: 4000, level: 0.9 })
    const { lower, upper } = expected.bootstrapJohnsonShare90
    const apart = data.drivers.flatMap(({ name }, at) => [
      Math.abs(ranges![at]!.low - lower[name]!),
      Math.abs(ranges![at]!.high - upper[name]!),
    ])
    expect(Math.max(...apart)).toBeLessThanOrEqual(0.01)
  })
})

const NAMES = ['a', 'b', 'c', 'd', 'e']

/** Four rows to an account; the outcome goes with the drivers, the later ones more. */
function simulated(drivers: number, rows: number, seed: number): DriverData {
  const random = seededRandom(seed)
  const values = Array.from({ length: drivers }, () => Array.from({ length: rows }, () => Math.round(random() * 10)))
  const outcome = Array.from({ length: rows }, (_, row) =>
    sum(values.map((column, at) => (column[row] ?? 0) * (at + 1) + random() * 10)),
  )
  return {
    outcome,
    drivers: values.map((column, at) => ({ name: NAMES[at] ?? `driver ${at}`, values: column })),
    accounts: outcome.map((_, row) => row >> 2),
  }
}

const anyData = fc
  .record({ drivers: fc.integer({ min: 1, max: 5 }), rows: fc.integer({ min: 2, max: 60 }), seed: fc.integer() })
  .map(({ drivers, rows, seed }) => simulated(drivers, rows, seed))

/** Columns of few different values, with gaps: equal and collinear columns, constants and tiny samples come often. */
const roughData = fc.integer({ min: 0, max: 14 }).chain((rows) => {
  const column = fc.array(fc.constantFrom(0, 1, 2, 1e9, -1e-9, Number.NaN), { minLength: rows, maxLength: rows })
  return fc.record({
    outcome: column,
    drivers: fc.array(fc.record({ name: fc.constantFrom(...NAMES), values: column }), { maxLength: 4 }),
    accounts: fc.constant(Array.from({ length: rows }, (_, row) => row)),
  })
})

const rearranged = (data: DriverData, order: readonly number[]): DriverData => {
  const at = (values: ArrayLike<number>) => order.map((row) => values[row] ?? Number.NaN)
  const drivers = data.drivers.map(({ name, values }) => ({ name, values: at(values) }))
  return { outcome: at(data.outcome), drivers, accounts: data.accounts && at(data.accounts) }
}

/** The figures of each driver, by name, as near as nine decimals. */
const near = ({ r2, drivers }: DriverAnalysis): unknown => ({
  r2: expect.closeTo(r2, 9),
  drivers: byName(drivers).map(({ name, weight, lmg, range }) =>
    expect.objectContaining({
      name,
      weight: expect.closeTo(weight, 9),
      lmg: expect.objectContaining({ weight: expect.closeTo(lmg!.weight, 9) }),
      range: { low: expect.closeTo(range!.low, 9), high: expect.closeTo(range!.high, 9) },
    }),
  ),
})

const byName = (drivers: readonly Driver[]): Driver[] => drivers.toSorted((a, b) => (a.name < b.name ? -1 : 1))

const figuresOf = ({ r2, drivers }: DriverAnalysis) => ({ r2, drivers: byName(drivers) })

describe('shares', () => {
  it('are never negative and add up to one, as the weights do to R²', () => {
    fc.assert(
      fc.property(anyData, (data) => {
        const { drivers, r2 } = analyseDrivers(data, { resamples: 2 })
        fc.pre(r2 > 0)
        const lmg = drivers.map((driver) => driver.lmg?.weight ?? Number.NaN)
        const weights = drivers.map(({ weight }) => weight)
        expect(Math.min(...lmg, ...weights)).toBeGreaterThanOrEqual(0)
        expect(sum(drivers.map(({ share }) => share))).toBeCloseTo(1, 9)
        expect(sum(drivers.map((driver) => driver.lmg?.share ?? Number.NaN))).toBeCloseTo(1, 9)
        expect(sum(weights)).toBeCloseTo(r2, 7)
        expect(sum(lmg)).toBeCloseTo(r2, 7)
      }),
    )
  })

  it('stay the same whatever the order of drivers and rows, and however large the unit', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 1, max: 100 }), (seed, unit) => {
        const data = simulated(4, 60, seed)
        const expected = analyseDrivers(data, { resamples: 40 })
        const backwards = data.drivers.toReversed()
        expect(figuresOf(analyseDrivers({ ...data, drivers: backwards }, { resamples: 40 }))).toEqual(near(expected))
        const order = Array.from(data.outcome, (_, row) => row).sort((a, b) => ((a * 7) % 60) - ((b * 7) % 60))
        expect(figuresOf(analyseDrivers(rearranged(data, order), { resamples: 40 }))).toEqual(near(expected))
        const drivers = data.drivers.map(({ name, values }) => ({
          name,
          values: Array.from(values, (value) => unit * value - 3),
        }))
        expect(figuresOf(analyseDrivers({ ...data, drivers }, { resamples: 40 }))).toEqual(near(expected))
      }),
      { numRuns: 20 },
    )
  })

  it('are finite for whatever comes', () => {
    fc.assert(
      fc.property(roughData, (data) => {
        const { drivers, r2 } = analyseDrivers(data)
        const figures = drivers.flatMap(({ weight, share, lmg, beta, mean }) => [
          weight,
          share,
          lmg?.weight ?? 0,
          lmg?.share ?? 0,
          beta,
          mean ?? 0,
        ])
        expect([r2, ...figures].filter((figure) => !Number.isFinite(figure))).toEqual([])
      }),
    )
  })

  it('are equal for equal drivers, and add up to those of the one they repeat', () => {
    const data = simulated(3, 80, 5)
    const [first, ...others] = data.drivers
    const twin = { name: 'twin', values: Array.from(first!.values, (value) => 2 * value + 1) }
    const { drivers, r2 } = analyseDrivers({ ...data, drivers: [first!, twin, ...others] })
    expect(r2).toBeCloseTo(analyseDrivers(data).r2, 9)
    expect(drivers[1]?.weight).toBeCloseTo(drivers[0]!.weight, 9)
    expect(drivers[1]?.lmg?.weight).toBeCloseTo(drivers[0]!.lmg!.weight, 9)
  })

  it('are all 0 where the outcome does not vary', () => {
    const data = simulated(2, 50, 1)
    const { r2, drivers } = analyseDrivers({ ...data, outcome: Array.from(data.outcome, () => 8) })
    expect(r2).toBe(0)
    expect(drivers.map(({ share, range }) => [share, range])).toEqual([
      [0, null],
      [0, null],
    ])
  })
})

describe('a range', () => {
  it('holds the share and is the same for the same seed', () => {
    const data = simulated(3, 120, 3)
    const analysis = analyseDrivers(data)
    expect(analysis).toMatchObject({ enough: true, answers: 120, accounts: 30 })
    for (const { share, range } of analysis.drivers) {
      expect(range!.low).toBeLessThan(share)
      expect(range!.high).toBeGreaterThan(share)
    }
    expect(analyseDrivers(data)).toEqual(analysis)
    expect(analyseDrivers(data, { seed: 2 })).not.toEqual(analysis)
  })

  it.each([
    ['fewer than ten answers a driver', 29, (row: number) => row, false],
    ['ten answers a driver', 30, (row: number) => row, true],
    ['nine accounts', 90, (row: number) => row % 9, false],
    ['ten accounts', 90, (row: number) => row % 10, true],
  ])('with %s: too early to say or not', (_, rows, accountOf, enough) => {
    const data = simulated(3, rows, 7)
    const analysis = analyseDrivers({ ...data, accounts: Array.from(data.outcome, (_, row) => accountOf(row)) })
    expect(analysis.enough).toBe(enough)
    expect(analysis.drivers.every(({ range }) => (range !== null) === enough)).toBe(true)
  })

  it('is not to be had without accounts', () => {
    expect(analyseDrivers({ ...simulated(1, 90, 7), accounts: null })).toMatchObject({ accounts: null, enough: false })
  })
})

describe('a driver', () => {
  it.each([
    [40, []],
    [41, [{ name: 'a', reason: 'often missing' }]],
  ])('missing in %i of 100 rows with an outcome is left out or not', (missing, leftOut) => {
    const { outcome, drivers, accounts } = simulated(2, 110, 2)
    const data = {
      outcome: Array.from(outcome, (value, row) => (row < 100 ? value : Number.NaN)),
      drivers: drivers.map(({ name, values }) => ({
        name,
        values: Array.from(values, (value, row) => (name === 'a' && row < missing ? Number.NaN : value)),
      })),
      accounts,
    }
    const analysis = analyseDrivers(data)
    expect(analysis.leftOut).toEqual(leftOut)
    expect(analysis.answers).toBe(leftOut.length > 0 ? 100 : 60)
  })

  it('that is the same for everybody is left out, also where rounding makes it waver', () => {
    const data = simulated(1, 50, 2)
    const flat = { name: 'flat', values: Array.from({ length: 50 }, () => 0.1) }
    const wavering = { name: 'wavering', values: Array.from({ length: 50 }, (_, row) => 1 + (row % 2) * 2e-16) }
    const { leftOut, drivers } = analyseDrivers({ ...data, drivers: [flat, ...data.drivers, wavering] })
    expect(drivers.map(({ name }) => name)).toEqual(['a'])
    expect(leftOut).toEqual([
      { name: 'flat', reason: 'no variance' },
      { name: 'wavering', reason: 'no variance' },
    ])
  })

  it('of the largest or the smallest numbers there are counts like any other', () => {
    const data = simulated(2, 50, 2)
    const [a, b] = data.drivers
    const huge = { name: 'a', values: Array.from(a!.values, (value) => value * 1e307) }
    const tiny = { name: 'b', values: Array.from(b!.values, (value) => value * 1e-307) }
    const analysis = analyseDrivers({ ...data, drivers: [huge, tiny] })
    expect(analysis.r2).toBeCloseTo(analyseDrivers(data).r2, 9)
    expect(Number.isFinite(analysis.drivers[0]?.mean)).toBe(true)
  })

  it('among eleven has no LMG, and its weight all the same', () => {
    const { drivers, r2 } = analyseDrivers(simulated(11, 200, 4), { resamples: 2 })
    expect(drivers.map(({ lmg }) => lmg)).toEqual(Array.from({ length: 11 }, () => null))
    expect(sum(drivers.map(({ weight }) => weight))).toBeCloseTo(r2, 9)
  })
})

it('columns of different lengths are refused', () => {
  expect(() => analyseDrivers({ outcome: [1, 2], drivers: [{ name: 'a', values: [1] }], accounts: null })).toThrow(
    'differ in length',
  )
})

describe('the eigenvectors of a symmetric matrix', () => {
  it('are orthonormal and rebuild the matrix', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 8 }), fc.integer(), fc.integer({ min: 1, max: 8 }), (size, seed, rank) => {
        const random = seededRandom(seed)
        const half = Array.from({ length: size * rank }, () => random() - 0.5)
        const matrix = Float64Array.from({ length: size * size }, (_, at) => {
          const [i, j] = [Math.floor(at / size), at % size]
          return sum(half.slice(i * rank, i * rank + rank).map((value, k) => value * (half[j * rank + k] ?? 0)))
        })
        const { values, vectors } = symmetricEigen(matrix, size)
        for (let i = 0; i < size; i++) {
          for (let j = 0; j < size; j++) {
            let rebuilt = 0
            let product = 0
            for (let k = 0; k < size; k++) {
              rebuilt += vectors[i * size + k]! * values[k]! * vectors[j * size + k]!
              product += vectors[i * size + k]! * vectors[j * size + k]!
            }
            expect(rebuilt).toBeCloseTo(matrix[i * size + j]!, 12)
            expect(product).toBeCloseTo(i === j ? 1 : 0, 12)
          }
        }
        expect(values).toHaveLength(size)
      }),
    )
  })

  it('are refused for what is no finite square', () => {
    expect(() => symmetricEigen(Float64Array.of(1, 2, 3), 2)).toThrow(RangeError)
    expect(() => symmetricEigen(Float64Array.of(Number.NaN), 1)).toThrow(RangeError)
  })
})
