import { type DriverAnalysis, analyseDrivers } from '../core/score/drivers.ts'
import { type Register, EXIT, out } from './context.ts'
import { counted } from './counted.ts'
import type { Output } from './output.ts'
import { columnNames, numberColumn, readTable } from './read-table.ts'

type DriversOptions = { outcome: string; predictors: readonly string[]; json: boolean }

const REASONS = {
  'often missing': 'is missing in more than 40 % of the rows',
  'no variance': 'is the same in all complete rows',
} as const

/** What the reader must know about rows and drivers that don't count. */
function remarks({ answers, drivers, leftOut }: DriverAnalysis, rows: number): string[] {
  const few = answers < 10 * drivers.length
  return [
    ...leftOut.map(({ name, reason }) => `${name} ${REASONS[reason]}: left out.`),
    ...(answers < rows ? [`${counted(rows - answers, 'row')} of ${rows} with missing cells left out.`] : []),
    ...(few ? [`Too early to say: ${counted(answers, 'row')} for ${counted(drivers.length, 'driver')}.`] : []),
  ]
}

function inWords({ answers, r2, drivers }: DriverAnalysis, outcome: string): string {
  const width = Math.max(6, ...drivers.map(({ name }) => name.length))
  const lines = drivers
    .toSorted((a, b) => b.weight - a.weight)
    .map(({ name, weight, share }) => {
      const percent = `${Math.round(100 * share)} %`
      return `${name.padEnd(width)} ${percent.padStart(6)}  ${weight.toFixed(4).padStart(7)}`
    })
  const head = `What goes together with ${outcome}: R² ${r2.toFixed(4)}, from ${counted(answers, 'row')}.`
  return [head, `${'driver'.padEnd(width)} ${'share'.padStart(6)}  ${'weight'.padStart(7)}`, ...lines].join('\n')
}

/**
 * Prints the key drivers of a column of the CSV file at `path`.
 * @throws Error naming what about the file or its columns must be mended
 */
export async function runDrivers(path: string, options: DriversOptions, output: Output): Promise<0> {
  const { outcome, predictors, json } = options
  if (predictors.length === 0) throw new Error('--predictors names no column. Name one, or several with commas.')
  const table = await readTable(path, [outcome, ...predictors])
  const analysis = analyseDrivers({
    outcome: numberColumn(table, 0),
    drivers: predictors.map((name, at) => ({ name, values: numberColumn(table, at + 1) })),
    accounts: null,
  })
  for (const remark of remarks(analysis, table.rows.length)) output.stderr(`${remark}\n`)
  const drivers = analysis.drivers.map(({ name, weight, share }) => ({ name, weight, share }))
  output.stdout(json ? `${JSON.stringify({ r2: analysis.r2, drivers })}\n` : `${inWords(analysis, outcome)}\n`)
  return EXIT.done
}

type Flags = { outcome: string; predictors: string; json?: boolean }

export const registerDrivers: Register = (program) => {
  program
    .command('drivers')
    .argument('<file>', 'a CSV file with a header line, packed (.csv.gz) or not')
    .description('which columns go together with an outcome, and how much')
    .requiredOption('--outcome <column>', 'the column to explain, numbers')
    .requiredOption('--predictors <columns>', 'the columns to explain it by, numbers, separated by commas')
    .option('--json', 'print the analysis as JSON')
    .action(async (file: string, { outcome, predictors, json = false }: Flags) => {
      await runDrivers(file, { outcome, predictors: columnNames(predictors), json }, out)
    })
}
