import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

const ROOT = join(import.meta.dirname, '../..')
const BUILT = join(ROOT, 'dist/cli.js')

const changedAt = (path: string): number => statSync(path).mtimeMs

/** What is built starts in half the time that its sources take, so it is used where it is no older than they are. */
function runnable(): string[] {
  const sources = readdirSync(join(ROOT, 'src'), { recursive: true, withFileTypes: true })
  const builtAt = existsSync(BUILT) ? changedAt(BUILT) : 0
  const isCurrent = sources.every((file) => changedAt(join(file.parentPath, file.name)) <= builtAt)
  return isCurrent ? [BUILT] : ['--import', 'tsx', join(ROOT, 'src/cli.ts')]
}

type Environment = Record<string, string>

/** Starts a command of the command line; its end is the caller's to wait for. */
export function startCommand(args: readonly string[], environment: Environment): ChildProcess {
  return spawn(process.execPath, [...runnable(), ...args], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env['PATH'] ?? '', ...environment },
  })
}

export type Result = { code: number | null; stdout: string; stderr: string }

/** Runs a command of the command line to its end. */
export async function runCommand(args: readonly string[], environment: Environment): Promise<Result> {
  const child = startCommand(args, environment)
  const said = { stdout: '', stderr: '' }
  child.stdout?.on('data', (chunk: Buffer) => (said.stdout += chunk.toString()))
  child.stderr?.on('data', (chunk: Buffer) => (said.stderr += chunk.toString()))
  const [code] = (await once(child, 'close')) as [number | null]
  return { code, ...said }
}

/** Starts `serve` and waits until it says that it listens. */
export async function startServe(environment: Environment): Promise<ChildProcess> {
  const child = startCommand(['serve'], environment)
  // Unread, its log would fill the pipe and stop the server.
  child.stdout?.resume()
  let said = ''
  await new Promise<void>((done, fail) => {
    child.stderr?.on('data', (chunk: Buffer) => {
      said += chunk.toString()
      if (said.includes('listens on')) done()
    })
    child.on('exit', (code) => fail(new Error(`serve ended with ${code}: ${said}`)))
  })
  return child
}
