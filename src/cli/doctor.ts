import { type Settings, readSettings } from '../config.ts'
import { type Finding, findingsOf } from '../core/sending/finding.ts'
import { openDeps } from '../host/open-deps.ts'
import { EXIT, type Register, environment, out } from './context.ts'
import { examine, examineSurroundings } from './doctor/examine.ts'
import { examineDataDirectory } from './doctor/examine-data-directory.ts'
import { findingsText } from './doctor/findings-text.ts'
import { createResolver } from './doctor/resolver.ts'

type Options = { to?: string; json?: boolean }

const settingFault = (problem: string): Finding =>
  findingsOf('settings').fault(problem, {
    means: 'Nothing starts while a setting is wrong; the rest could not be examined.',
    todo: 'Correct it in the environment or in .env.',
  })

async function examineMachine(settings: Settings, to: string | null): Promise<Finding[]> {
  const { findings, hasDatabase } =
    settings.databaseUrl === null ? await examineDataDirectory(settings.dataDir) : { findings: [], hasDatabase: true }
  const dns = createResolver()
  if (!hasDatabase) {
    const surroundings = await examineSurroundings({ fetch, now: () => new Date(), settings, dns })
    return [...findings, ...surroundings]
  }
  const open = await openDeps({ ...settings, logLevel: 'silent' }, () => {})
  try {
    return [...findings, ...(await examine({ deps: open.deps, settings, dns, to }))]
  } finally {
    await open.close()
  }
}

function show(findings: readonly Finding[], json: boolean): void {
  const healthy = findings.every(({ state }) => state !== 'fault')
  out.stdout(json ? JSON.stringify({ healthy, findings }) : findingsText(findings))
  if (!healthy) process.exitCode = EXIT.refused
}

async function runDoctor({ to, json = false }: Options): Promise<void> {
  const result = readSettings(environment())
  if (result.kind === 'bad') {
    show(result.problems.map(settingFault), json)
    process.exitCode = EXIT.badSettings
    return
  }
  const allRight = findingsOf('settings').ok('All settings can be used')
  show([allRight, ...(await examineMachine(result.settings, to ?? null))], json)
}

export const registerDoctor: Register = (program) => {
  program
    .command('doctor')
    .description('examine settings, database, mail server, sender’s DNS records, address and outbox; changes nothing')
    .option('--to <address>', 'send a test mail to this address, too')
    .option('--json', 'print the findings as JSON')
    .addHelpText(
      'after',
      '\nEnds with 0 where there is no fault, with 1 where there is one, with 78 where a setting is wrong.',
    )
    .action(runDoctor)
}
