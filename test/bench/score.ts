import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fitMixedModel } from '../../src/core/score/mixed-model.ts'
import type { ModelData } from '../../src/core/score/model-data.ts'
import { chooseLayout } from '../../src/core/score/nesting.ts'

/** Uniform numbers in (0, 1) from a seed: Marsaglia's xorshift. */
function createRandom(seed: number): () => number {
  let state = seed
  return () => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return ((state >>> 0) + 0.5) / 2 ** 32
  }
}

const normal = (random: () => number): number => Math.sqrt(-2 * Math.log(random())) * Math.cos(2 * Math.PI * random())

/** Outcomes of the model with these standard deviations, one a factor, and a residual one. */
function withOutcome(
  data: Omit<ModelData, 'outcome'>,
  rows: number,
  sds: number[],
  residual: number,
  random: () => number,
) {
  const effects = data.random.map(({ levels }, k) =>
    Float64Array.from({ length: levels }, () => sds[k]! * normal(random)),
  )
  const outcome = Float64Array.from({ length: rows }, (_, row) =>
    data.random.reduce((sum, { levelOf }, k) => sum + effects[k]![levelOf[row]!]!, 0.65 + residual * normal(random)),
  )
  return { ...data, outcome }
}

/** A firm: 35 answers an account, 7 an engagement, 3 contacts an account, PMs drawn for each engagement. */
function simulateFirm(answers: number, pms: number): ModelData {
  const random = createRandom(answers + pms)
  const accounts = Math.ceil(answers / 35)
  const engagements = Math.ceil(answers / 7)
  const pmOf = Int32Array.from({ length: engagements }, () => random() * pms)
  const engagement = Int32Array.from({ length: answers }, (_, row) => row % engagements)
  const account = engagement.map((each) => each % accounts)
  const factors = [
    { name: 'pm', levels: pms, levelOf: engagement.map((each) => pmOf[each]!) },
    { name: 'account', levels: accounts, levelOf: account },
    { name: 'engagement', levels: engagements, levelOf: engagement },
    { name: 'contact', levels: 3 * accounts, levelOf: account.map((each) => 3 * each + Math.floor(3 * random())) },
  ]
  const kind = { name: 'm', levels: 5, levelOf: Int32Array.from({ length: answers }, () => 5 * random()) }
  return withOutcome({ weights: null, fixed: [kind], random: factors }, answers, [0.08, 0.1, 0.08, 0.1], 0.15, random)
}

/** Ratings as students give them to lecturers of departments, most of them in one department. */
function simulateRatings(rows: number, raters: number, rated: number, groups: number): ModelData {
  const random = createRandom(rows)
  const by = Int32Array.from({ length: rows }, (_, row) => (row < raters ? row : random() * raters))
  const of = Int32Array.from({ length: rows }, (_, row) => (row < rated ? row : random() ** 1.3 * rated))
  const group = of.map((each) => (random() < 0.9 ? each % groups : random() * groups))
  const factors = [
    { name: 'rater', levels: raters, levelOf: by },
    { name: 'rated', levels: rated, levelOf: of },
    { name: 'group', levels: groups, levelOf: group },
  ]
  return withOutcome({ weights: null, fixed: [], random: factors }, rows, [0.33, 0.51, 0.08], 1.18, random)
}

/** Multiplications and additions of the cubic work: Σ m³ + T³ for each step. */
function flopsOf(data: ModelData, steps: number): number {
  const fixedColumns = data.fixed.reduce((sum, term) => sum + ('levels' in term ? term.levels - 1 : 1), 1)
  const { root, parents, tailFactors } = chooseLayout(data.random, fixedColumns)
  const sizes = new Float64Array(data.random[root]?.levels ?? 0)
  for (const parent of parents) for (const block of parent) sizes[block]! += 1
  const tail = tailFactors.reduce((sum, factor) => sum + data.random[factor]!.levels, fixedColumns + 1)
  return steps * sizes.reduce((sum, m) => sum + m ** 3, tail ** 3)
}

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!

function measure(data: ModelData, runs: number): { ms: number; steps: number; reml: number } {
  let steps = 0
  let reml = Number.NaN
  const times = Array.from({ length: runs }, () => {
    const start = performance.now()
    const fit = fitMixedModel(data)
    if (fit.kind !== 'fitted') throw new Error(`no fit: ${fit.kind}`)
    ;({ steps, reml } = fit)
    return performance.now() - start
  })
  return { ms: median(times), steps, reml }
}

const R = 'Rscript'

const R_PROGRAM = `
suppressPackageStartupMessages(library(lme4))
args <- commandArgs(TRUE)
d <- read.csv(args[1])
for (name in setdiff(names(d), "y")) d[[name]] <- factor(d[[name]])
times <- replicate(as.integer(args[3]), system.time(fit <<- lmer(as.formula(args[2]), d, control = lmerControl(calc.derivs = FALSE)))[["elapsed"]])
cat(median(times) * 1000, REMLcrit(fit), sessionInfo()$BLAS)
`

/** lme4 on the same data: milliseconds, criterion and the BLAS it used; null where R or lme4 is missing. */
function measureLme4(data: ModelData, runs: number): { ms: number; reml: number; blas: string } | null {
  if (spawnSync(R, ['-e', 'library(lme4)']).status !== 0) return null
  const directory = mkdtempSync(join(tmpdir(), 'bench-score-'))
  try {
    const fixed = data.fixed.flatMap((term) => ('levelOf' in term ? [term] : []))
    const columns = [...data.random, ...fixed]
    const lines = Array.from(data.outcome, (y, row) => [y, ...columns.map(({ levelOf }) => levelOf[row])].join(','))
    writeFileSync(join(directory, 'd.csv'), `y,${columns.map(({ name }) => name).join(',')}\n${lines.join('\n')}\n`)
    writeFileSync(join(directory, 'fit.R'), R_PROGRAM)
    const terms = [1, ...fixed.map(({ name }) => name), ...data.random.map(({ name }) => `(1 | ${name})`)]
    const options = [join(directory, 'fit.R'), join(directory, 'd.csv'), `y ~ ${terms.join(' + ')}`, String(runs)]
    const [ms, reml, ...blas] = spawnSync(R, options, { encoding: 'utf8' }).stdout.split(' ')
    return { ms: Number(ms), reml: Number(reml), blas: blas.join(' ') }
  } finally {
    rmSync(directory, { recursive: true })
  }
}

const CASES = [
  { name: '440 / 20', runs: 15, lme4Runs: 5, targetMs: null, make: () => simulateFirm(440, 20) },
  { name: '10k / 200', runs: 9, lme4Runs: 3, targetMs: 150, make: () => simulateFirm(10_000, 200) },
  { name: '100k / 200', runs: 5, lme4Runs: 1, targetMs: 600, make: () => simulateFirm(100_000, 200) },
  {
    name: '73k of 2,972 × 1,128 × 14',
    runs: 3,
    lme4Runs: 1,
    targetMs: 3300,
    make: () => simulateRatings(73_421, 2972, 1128, 14),
  },
  { name: '1M / 1,000', runs: 1, lme4Runs: 0, targetMs: 12_000, make: () => simulateFirm(1_000_000, 1000) },
]

const print = (cells: readonly (string | number)[]): boolean =>
  process.stdout.write(
    `| ${cells.map((cell, at) => (at === 0 ? String(cell).padEnd(26) : String(cell).padStart(9))).join(' | ')} |\n`,
  )

print(['answers / PMs', 'ms', 'target', 'steps', 'Gflop', 'Gflop/s', 'MB', 'lme4 ms', 'ratio'])
print(['---', ...Array.from({ length: 8 }, () => '---:')])
let blas = ''
for (const { name, runs, lme4Runs, targetMs, make } of CASES) {
  const data = make()
  const { ms, steps, reml } = measure(data, runs)
  const gigaflops = flopsOf(data, steps) / 1e9
  const megabytes = Math.round(process.resourceUsage().maxRSS / 1024)
  const lme4 = lme4Runs > 0 ? measureLme4(data, lme4Runs) : null
  if (lme4) {
    blas = lme4.blas
    if (Math.abs(lme4.reml - reml) > 1e-3) process.stderr.write(`${name}: REML ${reml}, lme4 ${lme4.reml}\n`)
  }
  print([
    name,
    ms.toFixed(ms < 100 ? 1 : 0),
    targetMs ?? '–',
    steps,
    gigaflops.toFixed(gigaflops < 1 ? 4 : 2),
    ((1000 * gigaflops) / ms).toFixed(2),
    megabytes,
    lme4 ? lme4.ms.toFixed(0) : '–',
    lme4 ? (lme4.ms / ms).toFixed(1) : '–',
  ])
}
process.stdout.write(blas ? `\nlme4 with ${blas}\n` : '\nRscript with lme4 is not on this machine: no comparison.\n')
