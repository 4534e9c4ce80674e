import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate as immediately } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openEmbeddedPostgres } from '../../src/host/embedded-postgres.ts'
import { runCommand, startServe } from '../support/command.ts'
import { findFreePort } from '../support/installation.ts'

const BAD_FIRM = join(import.meta.dirname, '../data/bad-firm')

describe('the command line on a machine of its own', { timeout: 300_000 }, () => {
  const machine: { dataDir: string; environment: Record<string, string>; baseUrl: string } = {
    dataDir: '',
    environment: {},
    baseUrl: '',
  }
  beforeAll(async () => {
    const port = await findFreePort()
    machine.dataDir = await mkdtemp(join(tmpdir(), 'firstcall-cli-'))
    machine.environment = { DATA_DIR: machine.dataDir, PORT: String(port), LOG_LEVEL: 'warn' }
    machine.baseUrl = `http://localhost:${port}`
  })
  afterAll(async () => {
    await (await openEmbeddedPostgres(machine.dataDir)).stop()
    await rm(machine.dataDir, { recursive: true, force: true })
  })

  const run = (...args: string[]) => runCommand(args, machine.environment)

  it('names every bad setting and ends with 78', async () => {
    const { code, stdout, stderr } = await runCommand(['tick'], { PORT: 'x', SMTP_URL: 'mail', SECRET: 'short' })
    expect({ code, stdout }).toEqual({ code: 78, stdout: '' })
    expect(stderr).toMatch(/PORT: [^]*SECRET: [^]*SMTP_URL: /)
  })

  it('refuses a faulty import with 1, each fault on stdout', async () => {
    const { code, stdout } = await run('import', BAD_FIRM)
    expect(code).toBe(1)
    expect(stdout).toContain('contacts.csv:6: email: ')
  })

  it('refuses an instant that is none', async () => {
    const { code, stderr } = await run('tick', '--now', 'tomorrow')
    expect(code).toBe(1)
    expect(stderr).toContain('2026-11-22T09:00:00Z')
  })

  it('prints what a tick did for machines', async () => {
    const { code, stdout } = await run('tick', '--json')
    expect(code).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({
      planned: 0,
      held_back: 0,
      sent: 0,
      reminded: 0,
      bounced: 0,
      failed: 0,
      closed: 0,
    })
  })

  it('serves on after the embedded database was killed', async () => {
    const server = await startServe(machine.environment)
    const pid = Number((await readFile(join(machine.dataDir, 'postgres/postmaster.pid'), 'utf8')).split('\n')[0])
    process.kill(pid, 'SIGKILL')
    const isReady = async () => {
      // Who asked in the moment of the kill may wait for ever.
      const response = await fetch(`${machine.baseUrl}/readyz`, { signal: AbortSignal.timeout(3000) }).catch(() => null)
      return response !== null && ((await response.json()) as { ready: boolean }).ready
    }
    while (await isReady()) await immediately()
    while (!(await isReady())) await immediately()
    expect(server.exitCode).toBeNull()
    const stopped = once(server, 'exit')
    server.kill('SIGTERM')
    expect(await stopped).toEqual([0, null])
  })

  it('loses nothing that was acknowledged when it is killed, and just starts again', async () => {
    await run('sign-in-link', 'ada@firm.example', '--create', '--role', 'admin', '--name', 'Ada Okoye')
    const { stdout: key } = await run('api-key', 'test', '--role', 'admin')
    const headers = { authorization: `Bearer ${key.trim()}`, 'content-type': 'application/json' }
    const url = `${machine.baseUrl}/api/v1/accounts/acc-1`

    const first = await startServe(machine.environment)
    const body = JSON.stringify({ name: 'Halden Motors' })
    expect((await fetch(url, { method: 'PUT', headers, body })).status).toBe(201)
    const killed = once(first, 'exit')
    first.kill('SIGKILL')
    await killed

    const second = await startServe(machine.environment)
    expect(await (await fetch(url, { headers })).json()).toMatchObject({ name: 'Halden Motors' })
    const stopped = once(second, 'exit')
    second.kill('SIGTERM')
    expect(await stopped).toEqual([0, null])
  })
})
