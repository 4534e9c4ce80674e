import { type ChildProcess, fork, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { Load, Measured } from './load.ts'

const TSX = ['--import', 'tsx']

/** Starts FirstCall or the bare comparison over a database, each a process of its own. */
export async function startServerOf(role: 'firstcall' | 'bare', databaseUrl: string) {
  const child = spawn(process.execPath, [...TSX, join(import.meta.dirname, 'server.ts'), role, databaseUrl], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const [said] = (await once(child.stdout, 'data')) as [Buffer]
  return { port: Number(said), pid: child.pid, close: () => child.stdin.end() }
}

/** Those who answer: a process of its own, so that it takes no time from the server's. */
export function startLoad() {
  const child: ChildProcess = fork(join(import.meta.dirname, 'load.ts'), { execArgv: TSX })
  return {
    run: async (load: Load): Promise<Measured> => {
      child.send(load)
      const [measured] = (await once(child, 'message')) as [Measured]
      return measured
    },
    close: () => child.disconnect(),
  }
}
