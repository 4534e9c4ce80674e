import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { TestDatabase } from './database.ts'
import { TEST_CONFIG } from './deps.ts'
import { findFreePort } from './installation.ts'
import type { SmtpSink } from './smtp-sink.ts'

const ROOT = join(import.meta.dirname, '../..')

type Said = { text: string }

/** Resolves when wrangler says that it listens; rejects with all it said where it ends before. */
async function listening(child: ChildProcess, said: Said): Promise<void> {
  const ended = once(child, 'exit').then(() => {
    throw new Error(`wrangler ended:\n${said.text}`)
  })
  const ready = new Promise<void>((done) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk: Buffer) => {
        said.text += chunk.toString()
        if (said.text.includes('Ready on')) done()
      })
    }
  })
  await Promise.race([ready, ended])
}

/** FirstCall in a local workerd, its database by way of Hyperdrive's local connection string; ticks by its cron handler. */
export async function startOnWorkerd(database: TestDatabase, sink: SmtpSink, more: Record<string, string> = {}) {
  const port = await findFreePort()
  const baseUrl = `http://localhost:${port}`
  const settings = { BASE_URL: baseUrl, SECRET: TEST_CONFIG.secret, SMTP_URL: sink.url, LOG_LEVEL: 'warn', ...more }
  const vars = Object.entries(settings).flatMap(([name, value]) => ['--var', `${name}:${value}`])
  const ports = ['--port', String(port), '--inspector-port', String(await findFreePort())]
  const child = spawn(
    join(ROOT, 'node_modules/.bin/wrangler'),
    ['dev', '--test-scheduled', '--ip', '127.0.0.1', ...ports, ...vars],
    {
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...process.env,
        CI: '1',
        WRANGLER_SEND_METRICS: 'false',
        CLOUDFLARE_HYPERDRIVE_LOCAL_CONNECTION_STRING_DATABASE: database.url,
      },
    },
  )
  const said = { text: '' }
  await listening(child, said)
  return {
    baseUrl,
    tick: async () => {
      const response = await fetch(`${baseUrl}/__scheduled`)
      if (!response.ok) throw new Error(`the cron handler answered ${response.status}:\n${said.text}`)
    },
    stop: async () => {
      const ended = once(child, 'exit')
      child.kill('SIGTERM')
      await ended
    },
  }
}
