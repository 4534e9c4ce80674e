import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Calibration, calibrate, fitCalibration, standingOf } from '../../../src/core/score/calibration.ts'
import { reliabilityOf } from '../../../src/core/score/reliability.ts'

const DATA = join(import.meta.dirname, '../../data/score/calibration')

type GoldenBin = Record<'lo' | 'hi' | 'n' | 'called' | 'meanStated' | 'observed' | 'wilsonLo' | 'wilsonHi', number>
type Golden = {
  n: number
  brier: number
  logLoss: number
  bins: GoldenBin[]
  map: {
    intercept: number
    slope: number
    cov: number[][]
    calibratedAt: { stated: number; calibrated: number }[]
  }
  mapBrier: number
  mapLogLoss: number
  mapFirst: Record<string, { n: number; intercept: number; slope: number }>
}

function golden(set: string): { stated: number[]; called: number[]; expected: Golden } {
  const rows = parse<Record<string, string>>(readFileSync(join(DATA, `${set}.csv`)), { columns: true })
  return {
    stated: rows.map((row) => Number(row['stated'])),
    called: rows.map((row) => Number(row['called_first'])),
    expected: JSON.parse(readFileSync(join(DATA, `${set}.golden.json`), 'utf8')) as Golden,
  }
}

const exactly = (value: number) => ({ value, se: 0 })
const flat = (calibration: Calibration) => [calibration.intercept, calibration.slope, ...calibration.covariance.flat()]

/** Each within 5·10⁻⁷. */
const near = (expected: readonly number[]): unknown => expected.map((value) => expect.closeTo(value, 6))

describe.each(['outcomes_b', 'outcomes_small'])('the goldens of %s', (set) => {
  const { stated, called, expected } = golden(set)
  const { map } = expected

  it('hold for the fit and its covariance', () => {
    const calibration = fitCalibration(stated, called)
    expect(calibration.n).toBe(expected.n)
    expect(flat(calibration)).toEqual(near([map.intercept, map.slope, ...map.cov.flat()]))
  })

  it('hold for the fit to the first outcomes', () => {
    for (const { n, intercept, slope } of Object.values(expected.mapFirst)) {
      const calibration = fitCalibration(stated.slice(0, n), called.slice(0, n))
      expect([calibration.intercept, calibration.slope]).toEqual(near([intercept, slope]))
    }
  })

  it('hold for calibrated probabilities', () => {
    const calibration = fitCalibration(stated, called)
    expect(map.calibratedAt.map((at) => calibrate(calibration, exactly(at.stated), 1.28).value)).toEqual(
      near(map.calibratedAt.map((at) => at.calibrated)),
    )
    const calibrated = stated.map((value) => calibrate(calibration, exactly(value), 1.28).value)
    const { brier, logLoss } = reliabilityOf(calibrated, called)
    expect([brier, logLoss]).toEqual(near([expected.mapBrier, expected.mapLogLoss]))
  })

  it('hold for Brier score, log loss and bins', () => {
    const { n, brier, logLoss, bins } = reliabilityOf(stated, called)
    expect([n, brier, logLoss]).toEqual(near([expected.n, expected.brier, expected.logLoss]))
    expect(
      bins.flatMap((bin) => [bin.from, bin.to, bin.n, bin.called, bin.meanStated, bin.observed, bin.low, bin.high]),
    ).toEqual(
      near(
        expected.bins.flatMap((bin) => [
          bin.lo,
          bin.hi,
          bin.n,
          bin.called,
          bin.meanStated,
          bin.observed,
          bin.wilsonLo,
          bin.wilsonHi,
        ]),
      ),
    )
  })
})

const anyProbability = fc.double({ min: 0, max: 1, noNaN: true })
const anyOutcomes = fc.array(fc.tuple(anyProbability, fc.constantFrom(0, 1)), { maxLength: 60 })
const columns = (rows: readonly (readonly [number, number])[]) =>
  [rows.map(([stated]) => stated), rows.map(([, called]) => called)] as const

describe('a calibration', () => {
  it('without outcomes changes nothing at all', () => {
    const calibration = fitCalibration([], [])
    expect(calibration).toMatchObject({ n: 0, intercept: 0, slope: 1 })
    expect(flat(calibration).slice(2)).toEqual(near([0.25, 0, 0, 0.0625]))
    fc.assert(
      fc.property(anyProbability, fc.double({ min: 0, max: 0.4, noNaN: true }), (value, se) => {
        expect(calibrate(calibration, { value, se }, 1.28)).toMatchObject({ value, se })
      }),
    )
  })

  it('never changes the order, and gives finite ranges that hold the value, for any outcomes', () => {
    fc.assert(
      fc.property(anyOutcomes, anyProbability, anyProbability, (outcomes, a, b) => {
        const calibration = fitCalibration(...columns(outcomes))
        expect(flat(calibration).every(Number.isFinite)).toBe(true)
        const [low, high] = [Math.min(a, b), Math.max(a, b)].map((value) =>
          calibrate(calibration, { value, se: 0.1 }, 1.28),
        )
        expect(high!.value).toBeGreaterThanOrEqual(low!.value)
        expect(low!.low).toBeLessThanOrEqual(low!.value)
        expect(low!.high).toBeGreaterThanOrEqual(low!.value)
        expect(low!.se).toBeGreaterThanOrEqual(0)
      }),
    )
  })

  it('is where the gradient of the posterior is zero', () => {
    fc.assert(
      fc.property(anyOutcomes, (outcomes) => {
        const rows = outcomes.map(([stated, called]) => [Math.min(0.99, Math.max(0.01, stated)), called] as const)
        const { intercept, slope } = fitCalibration(...columns(rows))
        let [byIntercept, bySlope] = [intercept / 0.25, (slope - 1) / 0.0625]
        for (const [stated, called] of rows) {
          const x = Math.log(stated / (1 - stated))
          const residual = 1 / (1 + Math.exp(-intercept - slope * x)) - called
          byIntercept += residual
          bySlope += residual * x
        }
        expect([byIntercept, bySlope]).toEqual(near([0, 0]))
      }),
    )
  })

  it('does not depend on the order of the outcomes', () => {
    fc.assert(
      fc.property(anyOutcomes, (outcomes) => {
        const forwards = fitCalibration(...columns(outcomes))
        expect(flat(fitCalibration(...columns(outcomes.toReversed())))).toEqual(near(flat(forwards)))
      }),
    )
  })

  it('stays near the stated probability where a handful all called, or none did', () => {
    const all = fitCalibration([0.9, 0.9, 0.8], [1, 1, 1])
    const none = fitCalibration([0.9, 0.9, 0.8], [0, 0, 0])
    expect(calibrate(all, exactly(0.8), 1).value).toBeGreaterThan(0.8)
    expect(calibrate(all, exactly(0.8), 1).value).toBeLessThan(0.85)
    expect(calibrate(none, exactly(0.8), 1).value).toBeLessThan(0.7)
    expect(calibrate(none, exactly(0.8), 1).value).toBeGreaterThan(0.4)
  })

  it('has the variance of the delta method', () => {
    const { stated, called } = golden('outcomes_b')
    const calibration = fitCalibration(stated, called)
    const at = (intercept: number, slope: number, p: number) =>
      1 / (1 + Math.exp(-intercept - slope * Math.log(p / (1 - p))))
    const { intercept, slope, covariance } = calibration
    const [[aa, ab], [, bb]] = covariance
    const h = 1e-5
    for (const p of [0.02, 0.3, 0.5, 0.75, 0.97]) {
      const byP = (at(intercept, slope, p + h) - at(intercept, slope, p - h)) / (2 * h)
      const byIntercept = (at(intercept + h, slope, p) - at(intercept - h, slope, p)) / (2 * h)
      const bySlope = (at(intercept, slope + h, p) - at(intercept, slope - h, p)) / (2 * h)
      const variance = (0.05 * byP) ** 2 + byIntercept ** 2 * aa + 2 * byIntercept * bySlope * ab + bySlope ** 2 * bb
      const { value, se, low, high } = calibrate(calibration, { value: p, se: 0.05 }, 1.3)
      expect([se, low, high]).toEqual(
        near([Math.sqrt(variance), Math.max(0.01, value - 1.3 * se), Math.min(0.99, value + 1.3 * se)]),
      )
    }
  })

  it('is used from thirty outcomes on, and never to turn the order round', () => {
    const many = (n: number, likely: 0 | 1) => {
      const stated = Array.from({ length: n }, (_, row) => (row % 2 ? 0.95 : 0.05))
      return fitCalibration(
        stated,
        stated.map((value) => (value > 0.5 ? likely : 1 - likely)),
      )
    }
    expect(standingOf(many(29, 1))).toBe('stated')
    expect(standingOf(many(30, 1))).toBe('checked')
    const contradicted = many(200, 0)
    expect(contradicted.slope).toBeLessThan(0)
    expect(standingOf(contradicted)).toBe('contradicted')
    expect(calibrate(contradicted, exactly(0.7), 1).value).toBe(0.7)
  })
})

describe('reliability', () => {
  it('has no figures without outcomes', () => {
    expect(reliabilityOf([], [])).toEqual({ n: 0, brier: null, logLoss: null, bins: [] })
  })

  it('is finite for certainty that was wrong', () => {
    const { brier, logLoss, bins } = reliabilityOf([0, 1], [1, 0])
    expect(brier).toBe(1)
    expect(logLoss).toBeGreaterThan(10)
    expect(logLoss).toBeLessThan(20)
    expect(bins.map(({ from, n }) => [from, n])).toEqual([
      [0, 1],
      [0.8, 1],
    ])
  })

  it.each([
    ['0.2', 0.2, 0.2],
    ['just below 0.4', 0.4 - 1e-12, 0.2],
    ['0.6', 0.6, 0.6],
    ['1', 1, 0.8],
  ])('counts %s in its bin', (_, stated, from) => {
    expect(reliabilityOf([stated], [1]).bins[0]?.from).toBe(from)
  })

  it('counts every outcome once, in bins whose range holds what was observed', () => {
    fc.assert(
      fc.property(anyOutcomes, (outcomes) => {
        const { n, bins } = reliabilityOf(...columns(outcomes))
        expect(bins.reduce((sum, bin) => sum + bin.n, 0)).toBe(n)
        for (const { from, to, meanStated, observed, low, high } of bins) {
          expect(low).toBeLessThanOrEqual(observed)
          expect(high).toBeGreaterThanOrEqual(observed)
          expect(meanStated).toBeGreaterThanOrEqual(from - 1e-12)
          expect(meanStated).toBeLessThanOrEqual(to + 1e-12)
        }
      }),
    )
  })
})

it.each([
  ['lengths that differ', [0.5], []],
  ['a probability above 1', [70], [1]],
  ['no probability', [Number.NaN], [1]],
  ['an outcome in between', [0.5], [0.5]],
])('%s is refused', (_, stated, called) => {
  expect(() => fitCalibration(stated, called)).toThrow(RangeError)
})
