import type { Command } from 'commander'
import { type Settings, readSettings } from '../config.ts'
import { openDeps } from '../host/open-deps.ts'
import type { OpenDeps } from '../host/open-deps.ts'
import { bringUpToDate } from '../host/shipped-files.ts'
import type { Output } from './output.ts'

export const EXIT = { done: 0, refused: 1, badSettings: 78 } as const

/** Results go to stdout, messages to stderr. */
export const out: Output = {
  stdout: (text) => process.stdout.write(text.endsWith('\n') ? text : `${text}\n`),
  stderr: (text) => process.stderr.write(text.endsWith('\n') || text.startsWith('\r') ? text : `${text}\n`),
  isTerminal: process.stderr.isTTY ?? false,
}

/** The environment, with what `.env` adds. */
export function environment(): NodeJS.ProcessEnv {
  try {
    process.loadEnvFile('.env')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
  return process.env
}

/** The settings of the environment; ends with 78 where they are bad, after naming every problem. */
export function settingsOrExit(): Settings {
  const result = readSettings(environment())
  if (result.kind === 'ok') return result.settings
  out.stderr(`These settings must be corrected:\n${result.problems.map((problem) => `  ${problem}`).join('\n')}`)
  return process.exit(EXIT.badSettings)
}

/** Runs a command on an open, up-to-date database and ends with the code it returns. */
export async function withDeps(work: (open: OpenDeps) => Promise<number>, settings = settingsOrExit()): Promise<void> {
  const open = await openDeps({ ...settings, logLevel: 'error' }, (line) => process.stderr.write(`${line}\n`))
  try {
    await bringUpToDate(open.deps.db, open.deps.now())
    process.exitCode = await work(open)
  } finally {
    await open.close()
  }
}

export type Register = (program: Command) => void
