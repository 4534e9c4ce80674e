import type { Config } from '../config.ts'
import type { Log } from '../deps.ts'

const RANK = { info: 0, warn: 1, error: 2, silent: 3 }

/** One JSON line an event, written by `write`. */
export function createLog(level: Config['logLevel'], now: () => Date, write: (line: string) => void): Log {
  const at = (name: 'info' | 'warn' | 'error') => (event: string, facts?: Record<string, unknown>) => {
    if (RANK[name] >= RANK[level]) write(JSON.stringify({ at: now().toISOString(), level: name, event, ...facts }))
  }
  return { info: at('info'), warn: at('warn'), error: at('error') }
}
