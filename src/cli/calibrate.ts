import { type Calibration, fitCalibration } from '../core/score/calibration.ts'
import { type Reliability, reliabilityOf } from '../core/score/reliability.ts'
import { type Register, EXIT, out } from './context.ts'
import { counted } from './counted.ts'
import type { Output } from './output.ts'
import { type Table, numberColumn, readTable } from './read-table.ts'

type CalibrateOptions = { stated: string; outcome: string; json: boolean }

/** Numbers all of which `isRight`; NaN, missing, passes. */
function checkedColumn(table: Table, index: number, isRight: (value: number) => boolean, what: string): Float64Array {
  const values = numberColumn(table, index)
  const wrong = values.findIndex((value) => !Number.isNaN(value) && !isRight(value))
  if (wrong === -1) return values
  throw new Error(`Row ${wrong + 1}, column ${table.columns[index]}: ${values[wrong]} is not ${what}.`)
}

function asJson({ n, brier, logLoss, bins }: Reliability, { intercept, slope }: Calibration): string {
  return JSON.stringify({
    n,
    intercept,
    slope,
    brier,
    log_loss: logLoss,
    bins: bins.map(({ from, to, n, called, meanStated, observed, low, high }) => ({
      lo: from,
      hi: to,
      n,
      called,
      mean_stated: meanStated,
      observed,
      wilson_lo: low,
      wilson_hi: high,
    })),
  })
}

const percent = (share: number): string => `${Math.round(100 * share)} %`

function inWords({ n, brier, logLoss, bins }: Reliability, { intercept, slope }: Calibration): string {
  const lines = bins.map(
    ({ from, to, n, called, meanStated, low, high }) =>
      `stated ${percent(from)} to ${percent(to)}, ${percent(meanStated)} on average: ${called} of ${n} called first, ` +
      `likely between ${percent(low)} and ${percent(high)}`,
  )
  const scores = brier === null || logLoss === null ? [] : [`Brier ${brier.toFixed(4)}, log loss ${logLoss.toFixed(4)}`]
  const fit = `log odds of calling = ${intercept.toFixed(4)} + ${slope.toFixed(4)} × stated log odds`
  return [counted(n, 'outcome'), fit, ...scores, ...lines].join('\n')
}

/**
 * Prints how stated probabilities compare with outcomes in the CSV file at `path`.
 * @throws Error naming what about the file or its columns must be mended
 */
export async function runCalibrate(path: string, options: CalibrateOptions, output: Output): Promise<0> {
  const table = await readTable(path, [options.stated, options.outcome])
  const stated = checkedColumn(table, 0, (value) => value >= 0 && value <= 1, 'a probability from 0 to 1')
  const called = checkedColumn(table, 1, (value) => value === 0 || value === 1, 'an outcome, 0 or 1')
  const isComplete = (_: number, row: number) => !Number.isNaN(stated[row]) && !Number.isNaN(called[row])
  const pair = [stated.filter(isComplete), called.filter(isComplete)] as const
  const missing = stated.length - pair[0].length
  if (missing > 0) output.stderr(`${counted(missing, 'row')} of ${stated.length} with missing cells left out.\n`)
  const reliability = reliabilityOf(...pair)
  const calibration = fitCalibration(...pair)
  output.stdout(`${options.json ? asJson(reliability, calibration) : inWords(reliability, calibration)}\n`)
  return EXIT.done
}

type Flags = { stated: string; outcome: string; json?: boolean }

export const registerCalibrate: Register = (program) => {
  program
    .command('calibrate')
    .argument('<file>', 'a CSV file with a header line, packed (.csv.gz) or not')
    .description('how stated probabilities compare with what happened')
    .requiredOption('--stated <column>', 'the column of probabilities, 0 to 1')
    .requiredOption('--outcome <column>', 'the column of outcomes, 1 or 0')
    .option('--json', 'print the calibration as JSON')
    .action(async (file: string, { stated, outcome, json = false }: Flags) => {
      await runCalibrate(file, { stated, outcome, json }, out)
    })
}
