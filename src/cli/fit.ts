import { type FitRefusal, type MixedModelFit, fitMixedModel } from '../core/score/mixed-model.ts'
import { DEFAULT_PRIORS, NO_PRIORS, type Priors } from '../core/score/priors.ts'
import { type Register, EXIT, out } from './context.ts'
import { counted } from './counted.ts'
import { type ModelColumns, type ModelFrame, columnsOf, createModelFrame } from './model-frame.ts'
import type { Output } from './output.ts'
import { columnNames, readTable } from './read-table.ts'

const PRIORS = {
  none: NO_PRIORS,
  gamma: { ...NO_PRIORS, theta: DEFAULT_PRIORS.theta },
  default: DEFAULT_PRIORS,
} satisfies Record<string, Priors>

type PriorName = keyof typeof PRIORS

type FitCommandOptions = ModelColumns & { prior: string; json: boolean }

/** The Newton decrement to stop at: for comparison with other programs, closer than the score needs. */
const TOLERANCE = 1e-10

const isPrior = (name: string): name is PriorName => Object.hasOwn(PRIORS, name)

/** The result as `--json` prints it; a coefficient that was left out has nulls. */
function inJson(fit: MixedModelFit, { levels, coefficients }: ModelFrame) {
  return {
    n: fit.observations,
    reml_criterion: fit.reml,
    residual_variance: fit.residualVariance,
    fixed: fit.coefficients.map((coefficient, index) => ({
      name: coefficients[index] ?? '',
      estimate: coefficient?.estimate ?? null,
      se: coefficient?.se ?? null,
    })),
    groups: Object.fromEntries(
      fit.factors.map(({ name, variance, effects, conditionalSd, counts }, k) => [
        name,
        {
          variance,
          levels: (levels[k] ?? []).map((level, index) => ({
            level,
            effect: effects[index],
            sd: conditionalSd[index],
            n: counts[index],
          })),
        },
      ]),
    ),
  }
}

const digits = (value: number | undefined): string => (value ?? Number.NaN).toPrecision(6).padStart(13)

function inWords(fit: MixedModelFit, { levels, coefficients }: ModelFrame): string {
  const width = Math.max(12, ...coefficients.map((name) => name.length), ...fit.factors.map(({ name }) => name.length))
  const fixed = fit.coefficients.map((each, index) => {
    const name = (coefficients[index] ?? '').padEnd(width)
    return each ? `${name} ${digits(each.estimate)} ${digits(each.se)}` : `${name}   follows from the others`
  })
  const groups = fit.factors.map(
    ({ name, variance }, k) => `${name.padEnd(width)} ${digits(variance)}  ${counted(levels[k]?.length ?? 0, 'level')}`,
  )
  return [
    `${counted(fit.observations, 'row')}, REML criterion ${fit.reml.toFixed(4)}.`,
    '',
    `${'fixed'.padEnd(width)} ${'estimate'.padStart(13)} ${'se'.padStart(13)}`,
    ...fixed,
    '',
    `${'group'.padEnd(width)} ${'variance'.padStart(13)}`,
    ...groups,
    `${'residual'.padEnd(width)} ${digits(fit.residualVariance)}`,
  ].join('\n')
}

function refusalInWords(refusal: FitRefusal, outcome: string): string {
  if (refusal.kind === 'tooFew') {
    const { observations, coefficients } = refusal
    return `${counted(observations, 'complete row')} for ${counted(coefficients, 'fixed effect')} are too few. Add rows, leave out fixed columns, or use --prior default.`
  }
  if (refusal.kind === 'noVariation') {
    return `The fixed effects explain every ${outcome} to the last digit: there is no variance to share out. Choose another outcome, or use --prior default.`
  }
  return `The fit would take ${Math.ceil(refusal.bytes / 2 ** 30)} GB. Leave out the group column with the most levels.`
}

function remarks(fit: MixedModelFit, frame: ModelFrame): string[] {
  const single = fit.factors.filter(({ variance, counts }) => counts.length <= 1 && variance === 0)
  return [
    ...fit.coefficients.flatMap((each, index) =>
      each ? [] : [`${frame.coefficients[index]} follows from the fixed effects before it: left out.`],
    ),
    ...single.map(({ name }) => `${name} has one level, which the intercept stands for: its variance is 0.`),
    ...(fit.converged
      ? []
      : ['The search found no least criterion: the groups explain nearly all of the outcome, or tell too little.']),
  ]
}

/**
 * Fits the score's mixed model to columns of the CSV file at `path` and prints it.
 * @throws Error naming what about the file, its columns or the model must be mended
 */
export async function runFit(path: string, options: FitCommandOptions, output: Output): Promise<0> {
  const { outcome, prior, json } = options
  if (!isPrior(prior)) throw new Error(`--prior is ${Object.keys(PRIORS).join(', ')}; '${prior}' is none of these.`)
  if (options.groups.length === 0) throw new Error('--groups names no column. Name one, or several with commas.')
  const twice = [options.groups, options.fixed].flatMap((names) =>
    names.filter((name, at) => names.indexOf(name) !== at || name === outcome),
  )[0]
  if (twice !== undefined) throw new Error(`${twice} is named twice. Each column has one place in the model.`)
  const table = await readTable(path, columnsOf(options))
  const frame = createModelFrame(table, options)
  for (const { column, reason, rows, first } of frame.leftOut) {
    output.stderr(
      `${counted(rows, 'row')} of ${table.rows.length} left out: ${column} ${reason}, first in row ${first}.\n`,
    )
  }
  const fit = fitMixedModel(frame.data, { priors: PRIORS[prior], tolerance: TOLERANCE })
  if (fit.kind !== 'fitted') throw new Error(refusalInWords(fit, outcome))
  for (const remark of remarks(fit, frame)) output.stderr(`${remark}\n`)
  output.stdout(json ? `${JSON.stringify(inJson(fit, frame))}\n` : `${inWords(fit, frame)}\n`)
  return EXIT.done
}

type Flags = { outcome: string; groups: string; fixed?: string; weights?: string; prior: string; json?: boolean }

export const registerFit: Register = (program) => {
  program
    .command('fit')
    .argument('<file>', 'a CSV file with a header line, packed (.csv.gz) or not')
    .description("fit the score's mixed model to any data: variances, effects and how sure they are")
    .requiredOption('--outcome <column>', 'the column to explain, numbers')
    .requiredOption('--groups <columns>', 'columns whose levels have random effects, separated by commas')
    .option('--fixed <columns>', 'columns with fixed effects: numbers, or text compared with its first level')
    .option('--weights <column>', 'how much each row counts: its variance is divided by it')
    .option(
      '--prior <name>',
      "none (plain REML), gamma (on the variances alone) or default (all of the score's)",
      'none',
    )
    .option('--json', 'print the fit as JSON')
    .action(async (file: string, { outcome, groups, fixed = '', weights, prior, json = false }: Flags) => {
      const columns = { outcome, groups: columnNames(groups), fixed: columnNames(fixed), weights: weights ?? null }
      await runFit(file, { ...columns, prior, json }, out)
    })
}
