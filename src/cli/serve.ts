import { settingsOrExit, out, type Register } from './context.ts'
import { openDeps } from '../host/open-deps.ts'
import { bringUpToDate } from '../host/shipped-files.ts'
import { startServer } from '../node.ts'
import { findSetUpLink } from '../domain/set-up.ts'

/** Resolves with the first request to stop; a second one ends the process at once. */
const stopRequested = (): Promise<void> =>
  new Promise((done) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.once(signal, () => {
        process.once(signal, () => process.exit(1))
        done()
      })
    }
  })

async function serve(): Promise<void> {
  const settings = settingsOrExit()
  const open = await openDeps(settings, (line) => process.stdout.write(`${line}\n`))
  await bringUpToDate(open.deps.db, open.deps.now())
  const running = await startServer(open.deps, { ticking: true })
  out.stderr(`FirstCall listens on ${settings.baseUrl}`)
  const setUpLink = await findSetUpLink(open.deps)
  if (setUpLink) out.stderr(`Set it up, once, at ${setUpLink}`)
  await stopRequested()
  await running.stop()
  await open.close()
}

export const registerServe: Register = (program) => {
  program.command('serve').description('serve the pages and do the due work, until stopped').action(serve)
}
