import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

export type SinkProcess = {
  url: string
  /** How many messages it has taken in so far. */
  count(): Promise<number>
  close(): void
}

/** An SMTP server of its own process, so that it takes no time from the sender's. */
export async function startSink(): Promise<SinkProcess> {
  const child = spawn(process.execPath, ['--import', 'tsx', join(import.meta.dirname, 'sink.ts')], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const read = async () => Number(String((await once(child.stdout, 'data'))[0]))
  const port = await read()
  return {
    url: `smtp://127.0.0.1:${port}`,
    count: async () => {
      child.stdin.write('count\n')
      return read()
    },
    close: () => child.stdin.end(),
  }
}
