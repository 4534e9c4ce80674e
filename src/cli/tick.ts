import { type TickReport, tick } from '../domain/tick.ts'
import { EXIT, out, withDeps, type Register } from './context.ts'
import { NOW_HELP, nowGiven } from './now-option.ts'

const inWords = (report: TickReport): string =>
  Object.entries(report)
    .map(([name, count]) => `${name} ${String(count)}`)
    .join(', ')

async function runTick(options: { now?: string; json?: boolean }): Promise<void> {
  await withDeps(async ({ deps }) => {
    const now = await nowGiven(deps, options.now)
    const report = await tick({ ...deps, now: () => now })
    out.stdout(options.json ? JSON.stringify(report) : inWords(report))
    return EXIT.done
  })
}

export const registerTick: Register = (program) => {
  program
    .command('tick')
    .description('do all due work once: plan, send, remind, close, score')
    .option('--now <when>', NOW_HELP)
    .option('--json', 'print the counts as JSON')
    .action(runTick)
}
