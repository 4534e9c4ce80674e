#!/usr/bin/env node
import { readFileSync } from 'node:fs'
import { Command } from 'commander'
import { registerAdopt } from './cli/adopt.ts'
import { registerApiKey } from './cli/api-key.ts'
import { registerBounce } from './cli/bounce.ts'
import { registerCalibrate } from './cli/calibrate.ts'
import { registerContact } from './cli/contact.ts'
import { EXIT, out } from './cli/context.ts'
import { databaseFault } from './cli/database-fault.ts'
import { registerDemo } from './cli/demo.ts'
import { registerDoctor } from './cli/doctor.ts'
import { registerDrivers } from './cli/drivers.ts'
import { registerExport } from './cli/export.ts'
import { registerFit } from './cli/fit.ts'
import { registerImport } from './cli/import.ts'
import { registerMigrate } from './cli/migrate.ts'
import { registerScore } from './cli/score.ts'
import { registerServe } from './cli/serve.ts'
import { registerSignInLink } from './cli/sign-in-link.ts'
import { registerSurveys } from './cli/surveys.ts'
import { registerTick } from './cli/tick.ts'
import { packagePath } from './host/package-files.ts'

const { version } = JSON.parse(readFileSync(packagePath('package.json'), 'utf8')) as { version: string }

const program = new Command('firstcall')
  .description('Post-project client surveys: will your client call you first next time?')
  .version(version)
  .showHelpAfterError('(--help says more)')

const commands = [
  registerServe,
  registerMigrate,
  registerImport,
  registerExport,
  registerTick,
  registerSurveys,
  registerBounce,
  registerAdopt,
  registerScore,
  registerFit,
  registerDrivers,
  registerCalibrate,
  registerSignInLink,
  registerApiKey,
  registerContact,
  registerDoctor,
  registerDemo,
]
for (const register of commands) register(program)

try {
  await program.parseAsync()
} catch (error) {
  const message = error instanceof Error ? error.message : String(error)
  const databaseUrl = process.env['DATABASE_URL']
  out.stderr((databaseUrl && databaseFault(error, databaseUrl)) || message)
  process.exitCode = EXIT.refused
}
