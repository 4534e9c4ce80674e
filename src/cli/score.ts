import { SUBJECT_KINDS } from '../core/words.ts'
import { readScores } from '../domain/score/read-scores.ts'
import { refitScores } from '../domain/score/refit-scores.ts'
import { EXIT, out, withDeps, type Register } from './context.ts'
import { counted } from './counted.ts'
import { NOW_HELP, nowGiven } from './now-option.ts'

const LEADERSHIP = { role: 'admin', staffId: null } as const

async function runScore(options: { now?: string; json?: boolean }): Promise<void> {
  await withDeps(async ({ deps }) => {
    const now = await nowGiven(deps, options.now)
    const at = { ...deps, now: () => now }
    const refit = await refitScores(at, { always: true })
    if (refit.kind !== 'refitted') {
      out.stderr(refit.kind === 'busy' ? 'another process is fitting; try again' : 'the fit failed; see the log')
      return EXIT.refused
    }
    const items = []
    for (const by of SUBJECT_KINDS) {
      const scores = await readScores(at, LEADERSHIP, { by, asOf: refit.asOf })
      items.push(...scores.items.map((item) => ({ by, ...item })))
    }
    if (options.json) out.stdout(JSON.stringify({ as_of: refit.asOf, items }))
    else for (const item of items) out.stdout(inWords(item))
    return EXIT.done
  })
}

type Item = { by: string; name: string; value: number | null; low: number | null; high: number | null; answers: number }

function inWords({ by, name, value, low, high, answers }: Item): string {
  const range =
    value === null || low === null || high === null
      ? 'too early to say'
      : `${Math.round(value)} in 100, likely between ${Math.round(low)} and ${Math.round(high)}`
  return `${by} ${name}: ${range}, from ${counted(answers, 'answer')}`
}

export const registerScore: Register = (program) => {
  program
    .command('score')
    .description('refit the scores and print those of every subject')
    .option('--now <when>', NOW_HELP)
    .option('--json', 'print them as GET /api/v1/scores does')
    .action(runScore)
}
