import { openDeps } from '../host/open-deps.ts'
import { bringUpToDate } from '../host/shipped-files.ts'
import { settingsOrExit, out, type Register } from './context.ts'

async function migrate(): Promise<void> {
  const { deps, close } = await openDeps(settingsOrExit(), (line) => process.stderr.write(`${line}\n`))
  const applied = await bringUpToDate(deps.db, deps.now())
  await close()
  out.stdout(applied.length > 0 ? `Applied ${applied.join(', ')}` : 'The schema is up to date')
}

export const registerMigrate: Register = (program) => {
  program.command('migrate').description('bring the schema and the shipped templates up to date').action(migrate)
}
