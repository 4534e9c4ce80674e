import { describe, expect, it } from 'vitest'
import type { MixedModelFit } from '../../../src/core/score/mixed-model.ts'
import type { ModelData } from '../../../src/core/score/model-data.ts'
import type { ModelFrame } from '../../../src/core/score/model-frame.ts'
import { probabilityAbove } from '../../../src/core/score/normal.ts'
import { type Priors, NO_PRIORS } from '../../../src/core/score/priors.ts'
import { justerProbability } from '../../../src/core/juster.ts'
import { fitOf, frameOf, readBytes, readJson } from './support.ts'

type Golden = {
  n: number
  REML: number
  var: Record<string, number>
  fixef: Record<string, number>
  fixefSE: Record<string, number>
  ranef: Record<string, { level: string; blup: number; condSD: number }[]>
}

type FirmGolden = Golden & {
  scorePM: { pm: string; n: number; est: number; se: number }[]
  probAbeatsB: { pm: string[]; p: number[][] }
}

/** The larger of 1e-4 of the value and 1e-6: what lme4's own optimiser leaves open. */
const near = (value: number): number => Math.max(1e-4 * Math.abs(value), 1e-6)

function expectGolden(fit: MixedModelFit, frame: ModelFrame, golden: Golden, coefficients: readonly string[]): void {
  expect(fit.converged).toBe(true)
  expect(fit.observations).toBe(golden.n)
  expect(Math.abs(fit.reml - golden.REML), 'REML').toBeLessThan(1e-5)
  const { Residual: residual = Number.NaN, ...variances } = golden.var
  expect(Math.abs(fit.residualVariance - residual) / residual, 'residual variance').toBeLessThan(1e-4)
  const estimates = new Map(coefficients.map((name, index) => [name, fit.coefficients[index]]))
  for (const [name, value] of Object.entries(golden.fixef)) {
    expect(Math.abs((estimates.get(name)?.estimate ?? Number.NaN) - value), name).toBeLessThan(1e-5)
    const se = golden.fixefSE[name] ?? Number.NaN
    expect(Math.abs((estimates.get(name)?.se ?? Number.NaN) - se) / se, `SE of ${name}`).toBeLessThan(1e-4)
  }
  expect(fit.factors.map(({ name }) => name).sort()).toEqual(Object.keys(variances).sort())
  for (const [k, factor] of fit.factors.entries()) {
    const expected = variances[factor.name] ?? Number.NaN
    expect(Math.abs(factor.variance - expected), `variance of ${factor.name}`).toBeLessThan(near(expected))
    const level = new Map(frame.levels[k]?.map((label, index) => [label, index]))
    const scale = Math.max(1, Math.sqrt(expected))
    for (const { level: label, blup, condSD } of golden.ranef[factor.name] ?? []) {
      const index = level.get(label) ?? -1
      expect(Math.abs((factor.effects[index] ?? Number.NaN) - blup) / scale, `BLUP ${label}`).toBeLessThan(1e-5)
      const sd = factor.conditionalSd[index] ?? Number.NaN
      expect(Math.abs(sd - condSD), `conditional SD of ${label}`).toBeLessThan(Math.max(1e-4 * condSD, 1e-6))
    }
  }
}

describe('the classic data sets come out as lme4 fits them', () => {
  it.each([
    ['Dyestuff', 'Dyestuff', 'Yield', ['Batch'], []],
    ['Dyestuff2, a variance of zero', 'Dyestuff2', 'Yield', ['Batch'], []],
    ['Penicillin, crossed', 'Penicillin', 'diameter', ['plate', 'sample'], []],
    ['Pastes, nested', 'Pastes', 'strength', ['sample', 'batch'], []],
    ['sleepstudy', 'sleepstudy_int', 'Reaction', ['Subject'], []],
    ['sleepstudy with days', 'sleepstudy_days_int', 'Reaction', ['Subject'], ['Days']],
  ])('%s', (_, name, outcome, groups, fixed) => {
    const file = `reference/${name.replace(/_.*/, '')}.csv`
    const frame = frameOf(readBytes(file), { outcome, groups, fixed, weights: null })
    expectGolden(fitOf(frame.data), frame, readJson<Golden>(`reference/${name}.json`), frame.coefficients)
  })
})

const MILESTONES = ['kickoff', 'midpoint', 'delivery', 'close', 'later']

type Firm = { frame: ModelFrame; data: ModelData; weights: Float64Array }

/** A firm's answers with milestones in their own order, and weights that halve in 52 weeks. */
function readFirm(file: string): Firm {
  const columns = { outcome: 'juster', groups: ['pm', 'account', 'engagement', 'contact'], fixed: [], weights: null }
  const frame = frameOf(readBytes(file), columns)
  const extra = frameOf(readBytes(file), { ...columns, groups: ['milestone'], fixed: ['week'] })
  const week = extra.data.fixed[0]
  const labels = extra.levels[0] ?? []
  if (!week || !('values' in week)) throw new Error('no weeks')
  const last = Math.max(...week.values)
  const milestone = {
    name: 'milestone',
    levelOf: extra.data.random[0]!.levelOf.map((level) => MILESTONES.indexOf(labels[level] ?? '')),
    levels: MILESTONES.length,
  }
  return {
    frame,
    data: { ...frame.data, outcome: frame.data.outcome.map(justerProbability), fixed: [milestone] },
    weights: week.values.map((each) => 0.5 ** ((last - each) / 52)),
  }
}

const COEFFICIENTS = ['(Intercept)', ...MILESTONES.slice(1).map((kind) => `milestone${kind}`)]
const EQUAL_MIX = [1, 0.2, 0.2, 0.2, 0.2]

function expectScores(fit: MixedModelFit, frame: ModelFrame, golden: FirmGolden): void {
  const pms = new Map(frame.levels[0]?.map((label, index) => [label, index]))
  for (const { pm, n, est, se } of golden.scorePM) {
    const level = pms.get(pm) ?? -1
    const score = fit.contrast({ fixed: EQUAL_MIX, random: [[0, level, 1]] })
    expect(fit.factors[0]?.counts[level]).toBe(n)
    expect(Math.abs(score.estimate - est), `score of ${pm}`).toBeLessThan(1e-5)
    expect(Math.abs(score.se - se) / se, `standard error of ${pm}`).toBeLessThan(1e-4)
  }
  for (const [a, row] of golden.probAbeatsB.p.entries()) {
    for (const [b, probability] of row.entries()) {
      const [first = -1, second = -1] = [a, b].map((index) => pms.get(golden.probAbeatsB.pm[index] ?? ''))
      const difference = fit.contrast({
        random: [
          [0, first, 1],
          [0, second, -1],
        ],
      })
      expect(Math.abs(probabilityAbove(difference) - probability)).toBeLessThan(1e-4)
    }
  }
}

const GAMMA_ONLY: Priors = { ...NO_PRIORS, theta: { shape: 2, rate: 0.5 } }

describe.each(['a', 'b', 'small', 'tiny', 'nopm', 'large'])('firm_%s', (name) => {
  const firm = readFirm(`firm_${name}.csv`)
  const golden = readJson<Record<'reml' | 'remlWeighted' | 'remlGamma2r05', FirmGolden>>(`firm_${name}.golden.json`)

  it.each([
    ['reml', firm.data, NO_PRIORS],
    ['remlWeighted', { ...firm.data, weights: firm.weights }, NO_PRIORS],
    ['remlGamma2r05', firm.data, GAMMA_ONLY],
  ] as const)('as lme4 or blme fits it: %s', (kind, data, priors) => {
    const fit = fitOf(data, { priors })
    expectGolden(fit, firm.frame, golden[kind], COEFFICIENTS)
    expectScores(fit, firm.frame, golden[kind])
  })
})

describe('ten thousand answers', () => {
  it('have the variances and the criterion of lme4', () => {
    const groups = ['engagement', 'contact', 'account', 'pm']
    const columns = { outcome: 'y', groups, fixed: [], weights: null }
    const frame = frameOf(readBytes('perf_10k.csv.gz'), columns)
    const kind = frameOf(readBytes('perf_10k.csv.gz'), { ...columns, groups: ['m'] }).data.random[0]!
    const fit = fitOf({ ...frame.data, fixed: [kind] })
    expect(Math.abs(fit.reml - -6422.5012343376)).toBeLessThan(1e-5)
    for (const [k, variance] of [0.006132017, 0.010814594, 0.009111141, 0.007894243].entries()) {
      expect(Math.abs((fit.factors[k]?.variance ?? Number.NaN) - variance) / variance).toBeLessThan(1e-4)
    }
    expect(Math.abs(fit.residualVariance - 0.022307443) / 0.022307443).toBeLessThan(1e-4)
  })
})
