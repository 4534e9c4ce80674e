import { createReadStream } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { CSV_FILES, isCsvFile } from '../core/firm/csv-columns.ts'
import type { Deps } from '../deps.ts'
import { importFirm, type ImportReport, type ImportSource } from '../domain/firm/import-firm.ts'
import { type Register, out, withDeps } from './context.ts'
import { counted } from './counted.ts'
import type { Output } from './output.ts'

type ImportCommandOptions = { dryRun: boolean; skipBad: boolean; json: boolean }

function summaryOf(report: ImportReport, options: ImportCommandOptions): string {
  const faults = counted(report.faults.length, 'fault')
  if (options.dryRun) return `Nothing was written: this was a dry run. It found ${faults}.`
  if (!report.written) return `Nothing was written. Mend the ${faults} above, or leave those rows out with --skip-bad.`
  const rejected = report.files.reduce((sum, file) => sum + file.rejected, 0)
  return rejected === 0 ? 'Everything was written.' : `Everything but ${counted(rejected, 'row')} was written.`
}

function textOf(report: ImportReport, options: ImportCommandOptions): string {
  const be = report.written ? '' : 'would be '
  const counts = report.files.map(
    ({ file, created, updated, unchanged, rejected }) =>
      `${file}: ${created} ${be}created, ${updated} ${be}updated, ${unchanged} unchanged, ${rejected} rejected`,
  )
  const faults = report.faults.map(({ file, line, column, reason }) => `${file}:${line}: ${column}: ${reason}`)
  return [...counts, ...faults, summaryOf(report, options), ''].join('\n')
}

class UnreadableFile extends Error {}

async function* readFile(path: string): AsyncGenerator<Uint8Array> {
  try {
    yield* createReadStream(path) as AsyncIterable<Uint8Array>
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    throw new UnreadableFile(`${path} can't be read (${code}). Make it a file that you may read.`, { cause: error })
  }
}

/** The files of the directory; a sentence where there are none. */
async function listSources(directory: string): Promise<ImportSource[] | string> {
  const names = await readdir(directory).catch(() => null)
  if (names === null) return `${directory} is not a directory that can be read. Name the one that holds the CSV files.`
  const sources = names.filter(isCsvFile).map((name) => ({ name, open: () => readFile(join(directory, name)) }))
  return sources.length > 0
    ? sources
    : `${directory} holds none of ${CSV_FILES.join(', ')}. Name the directory that does.`
}

async function tryImport(
  deps: Deps,
  sources: readonly ImportSource[],
  options: ImportCommandOptions,
  output: Output,
): Promise<ImportReport | string> {
  try {
    return await importFirm(deps, sources, {
      dryRun: options.dryRun,
      skipBad: options.skipBad,
      onProgress: ({ file, rows }) => {
        if (output.isTerminal) output.stderr(`\r\u001B[K${file}: ${rows} rows read`)
      },
    })
  } catch (error) {
    if (error instanceof UnreadableFile) return error.message
    throw error
  } finally {
    if (output.isTerminal) output.stderr('\r\u001B[K')
  }
}

/** Imports the CSV files of `directory`. 1: refused, with the reasons printed. */
export async function runImport(
  deps: Deps,
  directory: string,
  options: ImportCommandOptions,
  output: Output,
): Promise<0 | 1> {
  const sources = await listSources(directory)
  const report = typeof sources === 'string' ? sources : await tryImport(deps, sources, options, output)
  if (typeof report === 'string') {
    output.stderr(`${report}\n`)
    return 1
  }
  for (const warning of report.warnings) output.stderr(`${warning}\n`)
  output.stdout(options.json ? `${JSON.stringify(report, null, 2)}\n` : textOf(report, options))
  return report.faults.length > 0 && !options.skipBad ? 1 : 0
}

type Flags = { dryRun?: boolean; skipBad?: boolean; json?: boolean }

export const registerImport: Register = (program) => {
  program
    .command('import')
    .argument('<dir>', 'the directory that holds firm.csv, staff.csv, …')
    .description("bring in a firm's CSV files, all or nothing")
    .option('--dry-run', 'find every fault and write nothing')
    .option('--skip-bad', 'leave faulty rows out and write the rest')
    .option('--json', 'print the report as JSON')
    .action((directory: string, { dryRun = false, skipBad = false, json = false }: Flags) =>
      withDeps(({ deps }) => runImport(deps, directory, { dryRun, skipBad, json }, out)),
    )
}
