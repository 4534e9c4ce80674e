import type { Deps } from '../deps.ts'
import { settingsOrExit, out, type Register } from './context.ts'
import { openDeps, type OpenDeps } from '../host/open-deps.ts'
import { bringUpToDate } from '../host/shipped-files.ts'
import { startServer } from '../node.ts'
import { findSetUpLink } from '../domain/access/set-up.ts'

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

/**
 * postgres.js can write to a connection that closed while it was being opened, and throws that outside of any query; who waits
 * for that connection is refused in time. Every other exception that nobody caught ends the process.
 */
function surviveLostConnections({ log }: Deps): void {
  process.on('uncaughtException', (error) => {
    log.error('uncaught', { failure: error.stack ?? String(error) })
    if (!error.stack?.includes('/node_modules/postgres/')) process.exit(1)
  })
}

/** Serves until the process is asked to stop; then finishes what is under way. `announce` says what is to be known once it serves. */
export async function serveUntilStopped({ deps, revive, close }: OpenDeps, announce: () => void): Promise<void> {
  surviveLostConnections(deps)
  const stopping = stopRequested()
  const running = await startServer(deps, { ticking: { revive } })
  out.stderr(`FirstCall listens on ${deps.config.baseUrl}`)
  announce()
  await stopping
  await running.stop()
  await close()
  // What has not ended in time must not keep the process.
  process.exit(0)
}

async function serve(): Promise<void> {
  const open = await openDeps(settingsOrExit(), (line) => process.stdout.write(`${line}\n`))
  await bringUpToDate(open.deps.db, open.deps.now())
  const link = await findSetUpLink(open.deps)
  await serveUntilStopped(open, () => {
    if (link) out.stderr(`Set it up, once, at ${link}`)
  })
}

export const registerServe: Register = (program) => {
  program.command('serve').description('serve the pages and do the due work, until stopped').action(serve)
}
