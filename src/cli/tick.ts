import { type TickReport, tick } from '../domain/tick.ts'
import { EXIT, instantOption, out, withDeps, type Register } from './context.ts'

const inWords = (report: TickReport): string =>
  Object.entries(report)
    .map(([name, count]) => `${name} ${String(count)}`)
    .join(', ')

async function runTick(options: { now?: string; json?: boolean }): Promise<void> {
  const now = instantOption(options.now)
  await withDeps(async ({ deps }) => {
    if (!now) {
      out.stderr(`--now ${options.now}: is no instant; write it like 2026-11-22T09:00:00Z`)
      return EXIT.refused
    }
    const report = await tick({ ...deps, now: () => now })
    out.stdout(options.json ? JSON.stringify(report) : inWords(report))
    return EXIT.done
  })
}

export const registerTick: Register = (program) => {
  program
    .command('tick')
    .description('do all due work once: plan, send, remind, close, score')
    .option('--now <instant>', 'as of this time, ISO 8601, instead of now')
    .option('--json', 'print the counts as JSON')
    .action(runTick)
}
