import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type FitOptions, type MixedModelFit, fitMixedModel } from '../../../src/core/score/mixed-model.ts'
import type { ModelData } from '../../../src/core/score/model-data.ts'
import { DEFAULT_PRIORS, NO_PRIORS } from '../../../src/core/score/priors.ts'
import { fitOf } from './support.ts'

/** A row: the outcome, the levels of the random factors, the milestone kind. */
type Row = { outcome: number; levels: readonly number[]; kind: number; weight: number }

const NAMES = ['pm', 'account', 'engagement', 'contact']

/** Rows as a model's data; each factor's levels are numbered as they first come. */
function dataOf(rows: readonly Row[], isWeighted = false): ModelData {
  const factors = rows[0]?.levels.length ?? 2
  return {
    outcome: Float64Array.from(rows, ({ outcome }) => outcome),
    weights: isWeighted ? Float64Array.from(rows, ({ weight }) => weight) : null,
    fixed: [{ name: 'kind', levelOf: Int32Array.from(rows, ({ kind }) => kind), levels: 3 }],
    random: Array.from({ length: factors }, (_, k) => {
      const codes = new Map<number, number>()
      const levelOf = Int32Array.from(rows, ({ levels }) => {
        const label = levels[k] ?? 0
        if (!codes.has(label)) codes.set(label, codes.size)
        return codes.get(label)!
      })
      return { name: NAMES[k] ?? '', levelOf, levels: codes.size }
    }),
  }
}

/** Estimates and standard errors of the mean and of each level at that mean, by the label each level had in the rows. */
function scoresOf(
  fit: MixedModelFit,
  rows: readonly Row[],
  data: ModelData,
): Map<string, { estimate: number; se: number }> {
  const mean = [1, 1 / 3, 1 / 3]
  const scores = new Map([['mean', fit.contrast({ fixed: mean })]])
  for (const [k, factor] of data.random.entries()) {
    for (const [row, { levels }] of rows.entries()) {
      const name = `${factor.name} ${levels[k]}`
      if (!scores.has(name)) scores.set(name, fit.contrast({ fixed: mean, random: [[k, factor.levelOf[row]!, 1]] }))
    }
  }
  return scores
}

function furthest(a: ReturnType<typeof scoresOf>, b: ReturnType<typeof scoresOf>): number {
  let most = a.size === b.size ? 0 : Infinity
  for (const [name, { estimate, se }] of a) {
    const other = b.get(name) ?? { estimate: Number.NaN, se: Number.NaN }
    most = Math.max(most, Math.abs(estimate - other.estimate), Math.abs(se - other.se))
  }
  return most
}

const row = fc.record({
  outcome: fc.integer({ min: 0, max: 10 }).map((answer) => answer / 10),
  levels: fc
    .tuple(fc.nat(4), fc.nat(6), fc.nat(2), fc.nat(3))
    .map(([pm, account, part, person]) => [pm, account, account * 3 + part, account * 4 + person]),
  kind: fc.nat(2),
  weight: fc.integer({ min: 1, max: 8 }).map((eighths) => eighths / 8),
})

const isFinite = (fit: MixedModelFit): boolean =>
  [
    fit.reml,
    fit.residualVariance,
    ...fit.coefficients.flatMap((each) => (each ? [each.estimate, each.se] : [])),
    ...fit.factors.flatMap((each) => [each.variance, ...each.effects, ...each.conditionalSd, ...each.standardErrors]),
  ].every(Number.isFinite)

describe('the scores', () => {
  it('do not depend on the order of the answers or the names of the levels', () => {
    const cases = fc.array(row, { minLength: 1, maxLength: 60 }).chain((rows) =>
      fc.record({
        rows: fc.constant(rows),
        shuffled: fc.shuffledSubarray(rows, { minLength: rows.length, maxLength: rows.length }),
      }),
    )
    fc.assert(
      fc.property(cases, ({ rows, shuffled }) => {
        const options = { priors: DEFAULT_PRIORS }
        const [first, second] = [dataOf(rows), dataOf(shuffled)]
        const before = scoresOf(fitOf(first, options), rows, first)
        const after = scoresOf(fitOf(second, options), shuffled, second)
        expect(furthest(before, after)).toBeLessThan(1e-9)
      }),
      { numRuns: 60 },
    )
  })

  it('stay as they are when all weights double and there is no prior; the residual variance doubles', () => {
    fc.assert(
      fc.property(fc.array(row, { minLength: 60, maxLength: 90 }), (rows) => {
        const once = dataOf(rows, true)
        const twice = { ...once, weights: once.weights!.map((weight) => 2 * weight) }
        const [fit, doubled] = [once, twice].map((data) => fitMixedModel(data, { tolerance: 1e-12 }))
        expect(doubled?.kind).toBe(fit?.kind)
        // Where the levels explain the answers in full there is no least criterion to compare at.
        if (fit?.kind !== 'fitted' || doubled?.kind !== 'fitted' || !fit.converged) return
        expect(Math.abs(doubled.residualVariance - 2 * fit.residualVariance)).toBeLessThan(1e-9)
        for (const [k, { variance }] of fit.factors.entries()) {
          expect(Math.abs(doubled.factors[k]!.variance - variance)).toBeLessThan(1e-9)
        }
        expect(furthest(scoresOf(fit, rows, once), scoresOf(doubled, rows, twice))).toBeLessThan(1e-9)
      }),
      { numRuns: 40 },
    )
  })

  it('are finite for whatever answers there are, with and without priors', () => {
    const anyRow = fc.record({
      outcome: fc.constantFrom(0.01, 0.5, 0.99),
      levels: fc.tuple(fc.nat(2), fc.nat(2), fc.nat(8)),
      kind: fc.nat(2),
      weight: fc.constantFrom(1e-6, 1, 1e6),
    })
    fc.assert(
      fc.property(fc.array(anyRow, { maxLength: 25 }), fc.boolean(), fc.boolean(), (rows, hasPriors, isWeighted) => {
        const fit = fitMixedModel(dataOf(rows, isWeighted), { priors: hasPriors ? DEFAULT_PRIORS : NO_PRIORS })
        expect(fit.kind !== 'fitted' || isFinite(fit)).toBe(true)
        expect(hasPriors && fit.kind !== 'fitted').toBe(false)
      }),
      { numRuns: 300 },
    )
  })
})

const same = (levels: readonly number[], outcome = 0.8): Row => ({ outcome, levels, kind: 0, weight: 1 })
const fitted = (rows: readonly Row[], options: FitOptions = {}) => fitOf(dataOf(rows), options)

describe('contrasts against a reference', () => {
  it('are those of the difference, whatever the two touch', () => {
    const rows = Array.from({ length: 90 }, (_, i) => same([i % 5, i % 11, i % 22, (i * 7) % 33], ((i * 37) % 11) / 10))
    const fit = fitted(rows, { priors: DEFAULT_PRIORS })
    const everything = [0, 1, 2, 3].flatMap((k) => [0, 1, 2, 3, 4].map((level) => [k, level, 0.2] as const))
    const against = fit.against({ fixed: [1, 0.5], random: everything })
    for (const own of [[[0, 1, 1]], [[1, 2, 1] as const, [2, 3, 0.5] as const], [[3, 3, 1]]] as const) {
      const expected = fit.contrast({
        fixed: [0, -0.5, 1],
        random: [...own, ...everything.map(([k, level, multiple]) => [k, level, -multiple] as const)],
      })
      const { estimate, se } = against({ fixed: [1, 0, 1], random: own })
      expect(estimate).toBeCloseTo(expected.estimate, 12)
      expect(se).toBeCloseTo(expected.se, 10)
    }
  })
})

describe('with the priors', () => {
  const priors = DEFAULT_PRIORS

  it('no answers leave the prior mean, and a wide range about it', () => {
    const fit = fitted([], { priors })
    expect(isFinite(fit)).toBe(true)
    const { estimate, se } = fit.contrast({ fixed: [1] })
    expect(estimate).toBeCloseTo(0.65, 10)
    expect(se).toBeGreaterThan(0.2)
  })

  it.each([
    ['one answer', [same([0, 0])]],
    ['two answers', [same([0, 0], 0.99), same([1, 0], 0.2)]],
    ['answers that are all the same', Array.from({ length: 20 }, (_, i) => same([i % 4, i % 5]))],
    ['one PM', Array.from({ length: 12 }, (_, i) => same([0, i % 4], (i % 7) / 10))],
    ['one account', Array.from({ length: 12 }, (_, i) => same([i % 4, 0], (i % 7) / 10))],
    ['PMs with one account each', Array.from({ length: 12 }, (_, i) => same([i % 4, i % 4], (i % 7) / 10))],
  ])('%s: finite, wide and settled', (_, rows) => {
    const fit = fitted(rows, { priors })
    expect(fit.converged).toBe(true)
    expect(isFinite(fit)).toBe(true)
    for (const { variance } of fit.factors) expect(variance).toBeGreaterThan(0)
    expect(fit.contrast({ fixed: [1], random: [[0, 0, 1]] }).se).toBeGreaterThan(0.015)
  })

  it('PMs with one account each share what is known evenly with their account', () => {
    const rows = Array.from({ length: 16 }, (_, i) => same([i % 4, i % 4], 0.2 + 0.2 * (i % 4) + 0.02 * (i % 3)))
    const [pm, account] = fitted(rows, { priors }).factors
    expect(pm!.variance).toBeCloseTo(account!.variance, 6)
    expect(pm!.effects[3]).toBeCloseTo(account!.effects[3]!, 6)
  })

  it('an earlier fit is a start that leads to the same end, sooner', () => {
    const rows = Array.from({ length: 80 }, (_, i) => same([i % 5, i % 11], ((i * 37) % 11) / 10))
    const cold = fitted(rows, { priors })
    const warm = fitted(rows, { priors, start: cold.factors.map(({ gamma }) => gamma) })
    expect(warm.steps).toBeLessThan(cold.steps)
    expect(warm.reml).toBeCloseTo(cold.reml, 9)
  })
})

describe('without priors', () => {
  it('a factor of one level has no variance and changes nothing', () => {
    const rows = Array.from({ length: 30 }, (_, i) => same([i % 5, 0], ((i * 37) % 11) / 10))
    const fit = fitted(rows)
    const alone = fitted(rows.map((each) => ({ ...each, levels: each.levels.slice(0, 1) })))
    expect(fit.factors[1]?.variance).toBe(0)
    expect(fit.reml).toBeCloseTo(alone.reml, 9)
  })

  it('a factor nested by accident gives what it gives when named first or last', () => {
    const rows = Array.from({ length: 60 }, (_, i) => same([i % 20, i % 5], ((i * 37) % 11) / 10 + (i % 5) / 3))
    const turned = rows.map((each) => ({ ...each, levels: each.levels.toReversed() }))
    expect(fitted(turned).reml).toBeCloseTo(fitted(rows).reml, 9)
    expect(fitted(turned).factors[0]?.variance).toBeCloseTo(fitted(rows).factors[1]!.variance, 6)
  })

  it('parts that no level connects are fitted together', () => {
    const rows = Array.from({ length: 60 }, (_, i) => same([i % 6, (i % 2) * 10 + (i % 7)], ((i * 37) % 11) / 10))
    const fit = fitted(rows)
    expect(isFinite(fit)).toBe(true)
    expect(fit.converged).toBe(true)
  })

  it('a fixed effect that follows from others is left out, and the others stand', () => {
    const rows = Array.from({ length: 30 }, (_, i) => same([i % 5], ((i * 37) % 11) / 10))
    const data = dataOf(rows)
    const day = Float64Array.from(rows, (_, i) => i % 7)
    const fixed = [
      { name: 'day', values: day },
      { name: 'constant', values: day.map(() => 5) },
      { name: 'twice', values: day.map((value) => 2 * value + 3) },
    ]
    const fit = fitOf({ ...data, fixed })
    expect(fit.coefficients.map((each) => each === null)).toEqual([false, false, true, true])
    expect(fit.reml).toBeCloseTo(fitOf({ ...data, fixed: fixed.slice(0, 1) }).reml, 9)
  })

  it('numbers far from zero are no harder than their differences', () => {
    const rows = Array.from({ length: 40 }, (_, i) => same([i % 8], ((i * 37) % 11) / 10 + (i % 8) / 4))
    const near = { ...dataOf(rows), fixed: [{ name: 'day', values: Float64Array.from(rows, (_, i) => i % 7) }] }
    const far = {
      ...near,
      outcome: near.outcome.map((value) => value + 1e7),
      fixed: [{ name: 'day', values: near.fixed[0]!.values.map((value) => value + 1e9) }],
    }
    const [close, distant] = [fitOf(near), fitOf(far)]
    expect(distant.reml).toBeCloseTo(close.reml, 5)
    expect(distant.coefficients[1]?.estimate).toBeCloseTo(close.coefficients[1]!.estimate, 6)
    expect(distant.factors[0]?.variance).toBeCloseTo(close.factors[0]!.variance, 6)
  })

  it.each([
    ['no rows', [], 'tooFew'],
    ['one row', [same([0])], 'tooFew'],
    ['a constant outcome', [same([0]), same([1]), same([1])], 'noVariation'],
  ])('%s is refused', (_, rows, kind) => {
    expect(fitMixedModel(dataOf(rows)).kind).toBe(kind)
  })

  it('an outcome that the fixed effects explain in full is refused', () => {
    const rows = Array.from({ length: 9 }, (_, i) => ({ ...same([i % 4], [0.2, 0.4, 0.9][i % 3]), kind: i % 3 }))
    expect(fitMixedModel(dataOf(rows)).kind).toBe('noVariation')
  })

  it('more levels than fit into memory are refused before anything is built', () => {
    const size = 50_000
    const levelOf = (step: number) =>
      Int32Array.from({ length: size }, (_, i) => (Math.imul(i + 1, step) >>> 0) % 30_011)
    const random = [2_654_435_761, 2_246_822_519, 3_266_489_917].map((step) => ({
      name: `f${step}`,
      levelOf: levelOf(step),
      levels: 30_011,
    }))
    const outcome = Float64Array.from({ length: size }, (_, i) => i % 10)
    expect(fitMixedModel({ outcome, weights: null, fixed: [], random }).kind).toBe('tooLarge')
  })
})
