import { describe, expect, it } from 'vitest'
import type { ModelFrame } from '../../../src/cli/model-frame.ts'
import { justerProbability } from '../../../src/core/answering/juster.ts'
import type { MixedModelFit } from '../../../src/core/score/mixed-model.ts'
import type { ModelData } from '../../../src/core/score/model-data.ts'
import { probabilityAbove } from '../../../src/core/score/normal.ts'
import { type Priors, NO_PRIORS } from '../../../src/core/score/priors.ts'
import { fitOf, frameOf, readJson } from './support.ts'

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

/** Collects what lies further from the golden figure than it may; relative ones allow 1e-6 absolute near 0. */
function createComparison() {
  const deviations: string[] = []
  const compare = (name: string, value: number | undefined, expected: number, tolerance: number): void => {
    if (!(Math.abs((value ?? Number.NaN) - expected) <= tolerance))
      deviations.push(`${name}: ${value}, not ${expected}`)
  }
  return {
    deviations,
    absolute: (name: string, value: number | undefined, expected: number) => compare(name, value, expected, 1e-5),
    relative: (name: string, value: number | undefined, expected: number) =>
      compare(name, value, expected, Math.max(1e-4 * Math.abs(expected), 1e-6)),
  }
}

function deviationsFrom(golden: Golden, fit: MixedModelFit, frame: ModelFrame, names: readonly string[]): string[] {
  const { deviations, absolute, relative } = createComparison()
  if (!fit.converged || fit.observations !== golden.n) deviations.push(`n ${fit.observations}, ${fit.converged}`)
  absolute('REML', fit.reml, golden.REML)
  relative('residual', fit.residualVariance, golden.var['Residual'] ?? Number.NaN)
  for (const [name, value] of Object.entries(golden.fixef)) {
    const coefficient = fit.coefficients[names.indexOf(name)]
    absolute(name, coefficient?.estimate, value)
    relative(`SE of ${name}`, coefficient?.se, golden.fixefSE[name] ?? Number.NaN)
  }
  for (const [name, effects] of Object.entries(golden.ranef)) {
    const k = fit.factors.findIndex((factor) => factor.name === name)
    const factor = fit.factors[k]
    const variance = golden.var[name] ?? Number.NaN
    relative(`variance of ${name}`, factor?.variance, variance)
    const level = new Map(frame.levels[k]?.map((label, index) => [label, index]))
    // The reference sets are measured in units far above 1: their effects are compared in standard deviations.
    const unit = Math.max(1, Math.sqrt(variance))
    for (const { level: label, blup, condSD } of effects) {
      const index = level.get(label) ?? -1
      absolute(`effect of ${label}`, (factor?.effects[index] ?? Number.NaN) / unit, blup / unit)
      relative(`conditional SD of ${label}`, factor?.conditionalSd[index], condSD)
    }
  }
  return deviations
}

describe('the classic data sets come out as lme4 fits them', () => {
  it.each([
    ['Dyestuff', 'Dyestuff', 'Yield', ['Batch'], []],
    ['Dyestuff2, a variance of zero', 'Dyestuff2', 'Yield', ['Batch'], []],
    ['Penicillin, crossed', 'Penicillin', 'diameter', ['plate', 'sample'], []],
    ['Pastes, nested', 'Pastes', 'strength', ['sample', 'batch'], []],
    ['sleepstudy', 'sleepstudy_int', 'Reaction', ['Subject'], []],
    ['sleepstudy with days', 'sleepstudy_days_int', 'Reaction', ['Subject'], ['Days']],
  ])('%s', async (_, name, outcome, groups, fixed) => {
    const file = `reference/${name.replace(/_.*/, '')}.csv`
    const frame = await frameOf(file, { outcome, groups, fixed, weights: null })
    const golden = readJson(`reference/${name}.json`) as Golden
    expect(deviationsFrom(golden, fitOf(frame.data), frame, frame.coefficients)).toEqual([])
  })
})

const MILESTONES = ['kickoff', 'midpoint', 'delivery', 'close', 'later']

type Firm = { frame: ModelFrame; data: ModelData; weights: Float64Array }

/** A firm's answers with milestones in their own order, and weights that halve in 52 weeks. */
async function readFirm(file: string): Promise<Firm> {
  const columns = { outcome: 'juster', groups: ['pm', 'account', 'engagement', 'contact'], fixed: [], weights: null }
  const frame = await frameOf(file, columns)
  const extra = await frameOf(file, { ...columns, groups: ['milestone'], fixed: ['week'] })
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

function scoreDeviationsFrom(golden: FirmGolden, fit: MixedModelFit, frame: ModelFrame): string[] {
  const { deviations, absolute, relative } = createComparison()
  const levelOf = (pm: string | undefined): number => frame.levels[0]?.indexOf(pm ?? '') ?? -1
  for (const { pm, n, est, se } of golden.scorePM) {
    const score = fit.contrast({ fixed: EQUAL_MIX, random: [[0, levelOf(pm), 1]] })
    absolute(`answers of ${pm}`, fit.factors[0]?.counts[levelOf(pm)], n)
    absolute(`score of ${pm}`, score.estimate, est)
    relative(`standard error of ${pm}`, score.se, se)
  }
  for (const [a, row] of golden.probAbeatsB.p.entries()) {
    for (const [b, expected] of row.entries()) {
      const [first, second] = [golden.probAbeatsB.pm[a], golden.probAbeatsB.pm[b]]
      const random = [
        [0, levelOf(first), 1],
        [0, levelOf(second), -1],
      ] as const
      relative(`P(${first} > ${second})`, probabilityAbove(fit.contrast({ random })), expected)
    }
  }
  return deviations
}

type Kind = 'reml' | 'remlWeighted' | 'remlGamma2r05'

const GAMMA_ONLY: Priors = { ...NO_PRIORS, theta: { shape: 2, rate: 0.5 } }

describe.each(['a', 'b', 'small', 'tiny', 'nopm', 'large'])('firm_%s', (name) => {
  const golden = readJson(`firm_${name}.golden.json`) as Record<Kind, FirmGolden>

  it.each([
    ['reml', false, NO_PRIORS],
    ['remlWeighted', true, NO_PRIORS],
    ['remlGamma2r05', false, GAMMA_ONLY],
  ] as const)('as lme4 or blme fits it: %s', async (kind, isWeighted, priors) => {
    const firm = await readFirm(`firm_${name}.csv`)
    const data = isWeighted ? { ...firm.data, weights: firm.weights } : firm.data
    const fit = fitOf(data, { priors })
    expect(deviationsFrom(golden[kind], fit, firm.frame, COEFFICIENTS)).toEqual([])
    expect(scoreDeviationsFrom(golden[kind], fit, firm.frame)).toEqual([])
  })
})

describe('ten thousand answers', () => {
  it('have the variances and the criterion of lme4', async () => {
    const groups = ['engagement', 'contact', 'account', 'pm']
    const columns = { outcome: 'y', groups, fixed: [], weights: null }
    const frame = await frameOf('perf_10k.csv.gz', columns)
    const kind = (await frameOf('perf_10k.csv.gz', { ...columns, groups: ['m'] })).data.random[0]!
    const fit = fitOf({ ...frame.data, fixed: [kind] })
    expect(Math.abs(fit.reml - -6422.5012343376)).toBeLessThan(1e-5)
    for (const [k, variance] of [0.006132017, 0.010814594, 0.009111141, 0.007894243].entries()) {
      expect(Math.abs((fit.factors[k]?.variance ?? Number.NaN) - variance) / variance).toBeLessThan(1e-4)
    }
    expect(Math.abs(fit.residualVariance - 0.022307443) / 0.022307443).toBeLessThan(1e-4)
  })
})
