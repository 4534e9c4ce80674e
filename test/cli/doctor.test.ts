import { generateKeyPairSync } from 'node:crypto'
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { SMTPServer } from 'smtp-server'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { examine } from '../../src/cli/doctor/examine.ts'
import { examineDataDirectory } from '../../src/cli/doctor/examine-data-directory.ts'
import { findingsText } from '../../src/cli/doctor/findings-text.ts'
import type { Resolver } from '../../src/cli/doctor/resolver.ts'
import { examineSmtpDialogue } from '../../src/cli/doctor/smtp-dialogue.ts'
import type { Settings } from '../../src/config.ts'
import type { Area, Finding } from '../../src/core/sending/finding.ts'
import type { DnsAnswer } from '../../src/core/sending/sender-records.ts'
import { tick } from '../../src/domain/tick.ts'
import { createSmtpMailer } from '../../src/mail/smtp-mailer.ts'
import { runCommand } from '../support/command.ts'
import { useDatabase } from '../support/database.ts'
import { TEST_CONFIG, createTestDeps } from '../support/deps.ts'
import { createAccount, createWorld } from '../support/factories.ts'
import { createRudeSmtpServer } from '../support/rude-smtp-server.ts'
import { type SmtpSink, createSmtpSink } from '../support/smtp-sink.ts'

const SECRET = 'a secret of more than thirty-two characters'
const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const DKIM = {
  domain: 'kestrel.example',
  selector: 'fc',
  privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
}

const database = useDatabase()
let sink: SmtpSink

beforeEach(async () => {
  sink = await createSmtpSink()
})
afterEach(() => sink.close())

/** The DNS of a firm that has done everything right, but for what `others` says. */
function createDns(others: Record<string, DnsAnswer> = {}): Resolver {
  const records: Record<string, DnsAnswer> = {
    'kestrel.example': { kind: 'found', records: ['v=spf1 ip4:127.0.0.1 -all'] },
    '_dmarc.kestrel.example': { kind: 'found', records: ['v=DMARC1; p=reject'] },
    'fc._domainkey.kestrel.example': {
      kind: 'found',
      records: [`v=DKIM1; k=rsa; p=${publicKey.export({ type: 'spki', format: 'der' }).toString('base64')}`],
    },
    ...others,
  }
  return {
    txt: async (name) => records[name] ?? { kind: 'none' },
    mailExchange: async () => ({ kind: 'found', records: ['mx.kestrel.example'] }),
    addresses: async (host) => records[host] ?? { kind: 'found', records: ['127.0.0.1'] },
  }
}

/** A practice in which all is well, but for what `change` says. */
async function examineWith(change: { settings?: Partial<Settings>; dns?: Resolver; to?: string } = {}) {
  const settings: Settings = {
    ...TEST_CONFIG,
    baseUrl: 'https://ask.kestrel.example',
    smtpUrl: sink.url,
    dkim: DKIM,
    databaseUrl: database.url,
    dataDir: '/nowhere',
    ...change.settings,
  }
  const mailer = createSmtpMailer({ smtpUrl: sink.url, dkim: DKIM })
  const deps = createTestDeps(database.db, {
    deps: {
      config: { ...settings, secret: SECRET },
      mailer,
      now: () => new Date(),
      fetch: async () => Response.json({ status: 'ok' }),
    },
  })
  await tick(deps)
  try {
    const practice = { deps: { ...deps, db: database.db }, settings, dns: change.dns ?? createDns() }
    return await examine({ ...practice, to: change.to ?? null })
  } finally {
    await mailer.close()
  }
}

const saidOf = (findings: readonly Finding[], area: Area): string =>
  findings
    .filter((finding) => finding.area === area)
    .map(({ state, says }) => `${state}: ${says}`)
    .join('\n')

describe('where all is well', () => {
  it('no fault is found, and a test mail arrives, signed', async () => {
    await createWorld(database.db, { invitation: { state: 'answered' } })
    await database.db.updateTable('firm').set({ postalAddress: '1 Kestrel Lane' }).execute()
    const findings = await examineWith({ to: 'ada@kestrel.example' })
    const bad = findings.filter(({ state }) => state !== 'ok').map(({ says }) => says)
    expect(bad).toEqual([expect.stringContaining('is not encrypted')])
    const mail = await sink.next()
    expect(mail.to).toEqual(['ada@kestrel.example'])
    expect(mail.raw).toContain('DKIM-Signature')
  })
})

describe('it finds and says what to do where', () => {
  it('the schema is of an earlier version, and looks no further inside', async () => {
    const dropped = { settings: { databaseUrl: database.url } }
    const before = await examineWith(dropped)
    expect(saidOf(before, 'database')).toContain('ok: Its schema is up to date')
    await sql`delete from kysely_migration where name > '0006'`.execute(database.db)
    const practice = { settings: { ...TEST_CONFIG, databaseUrl: database.url, dataDir: '/nowhere' }, dns: createDns() }
    const deps = { ...createTestDeps(database.db, { deps: { fetch: async () => new Response('') } }), db: database.db }
    const findings = await examine({ ...practice, deps, to: null })
    expect(saidOf(findings, 'database')).toMatch(/fault: Its schema lacks \d+ of \d+ steps/)
    expect(saidOf(findings, 'firm')).toBe('')
  })

  it('the clock of the database is another', async () => {
    const deps = { ...createTestDeps(database.db, { now: '2026-11-20T10:00:00Z' }), db: database.db }
    const away = async () => new Response('', { status: 404 })
    const settings = { ...TEST_CONFIG, databaseUrl: database.url, dataDir: '/nowhere' }
    const findings = await examine({ deps: { ...deps, fetch: away }, settings, dns: createDns(), to: null })
    expect(saidOf(findings, 'database')).toMatch(/fault: Its clock and this machine’s are \d+ seconds apart/)
    expect(saidOf(findings, 'address')).toContain('answers with 404, not as FirstCall does')
    expect(saidOf(findings, 'address')).toContain('fault: Links in e-mails begin with http://firm.test, without https')
  })

  it('nobody named the firm or set its sender', async () => {
    const findings = await examineWith()
    expect(saidOf(findings, 'firm')).toContain('warning: The firm has no name yet')
    expect(saidOf(findings, 'firm')).toContain('warning: It has no postal address')
    expect(saidOf(findings, 'sender')).toBe('fault: The sender’s address is surveys@localhost')
  })

  it('the key in the DNS is not ours, and the DKIM key is no key', async () => {
    await createWorld(database.db, { invitation: { state: 'answered' } })
    const name = 'fc._domainkey.kestrel.example'
    const other = createDns({ [name]: { kind: 'found', records: ['v=DKIM1; p=AAAA'] } })
    expect(saidOf(await examineWith({ dns: other }), 'sender')).toContain(`fault: The DKIM key at ${name} is another`)
    const settings = { dkim: { ...DKIM, privateKey: 'secret' } }
    expect(saidOf(await examineWith({ settings }), 'sender')).toContain('fault: DKIM_PRIVATE_KEY can’t be read')
  })

  it('a time zone is unknown, and surveys are paused', async () => {
    await createAccount(database.db, { timeZone: 'Mars/Olympus' })
    const findings = await examineWith()
    expect(saidOf(findings, 'firm')).toContain('fault: This machine does not know Mars/Olympus')
    expect(saidOf(findings, 'outbox')).toContain('ok: Surveys are not paused')
    await sql`update installation set database_identity = 'elsewhere/1'`.execute(database.db)
    expect(saidOf(await examineWith(), 'outbox')).toContain('fault: Surveys are paused (other database)')
  })
})

describe('the dialogue with the mail server', () => {
  const examineAt = async (smtpUrl: string, dns = createDns()) =>
    (await examineSmtpDialogue(smtpUrl, dns, new Date())).map(({ state, says }) => `${state}: ${says}`).join('\n')

  it.each<[string, Parameters<Awaited<ReturnType<typeof createRudeSmtpServer>>['at']>, string, RegExp]>([
    [
      'greets as something else',
      ['connect', { say: 'SSH-2.0' }],
      '',
      /fault: .* does not greet as a mail server: SSH-2.0/,
    ],
    ['greets too slowly', ['connect', 'hang'], 'greetingTimeout=100', /fault: .* does not greet in time/],
    ['breaks off', ['connect', 'drop'], '', /fault: .* can’t be reached/],
    ['refuses TLS', ['STARTTLS', { say: '454 no' }], 'requireTLS=true', /fault: .* does not speak TLS/],
    [
      'refuses the password',
      ['AUTH', { say: '535 5.7.8 no' }],
      'ignoreTLS=true',
      /fault: The mail server refuses the user/,
    ],
  ])('stops where it %s', async (_, misbehaviour, options, says) => {
    const server = await createRudeSmtpServer()
    server.at(...misbehaviour)
    expect(await examineAt(`smtp://user:pass@127.0.0.1:${server.port}/?${options}`)).toMatch(says)
    await server.close()
  })

  it('goes as far as signing in, and says that nothing is encrypted', async () => {
    const server = await createRudeSmtpServer()
    const said = await examineAt(`smtp://user:pass@127.0.0.1:${server.port}/?ignoreTLS=true`)
    expect(said.split('\n').map((line) => line.split(':')[0])).toEqual(['ok', 'warning', 'ok'])
    await server.close()
  })

  it('stops at a certificate that nobody vouches for, and reads one that is accepted', async () => {
    const server = new SMTPServer({ secure: true, authOptional: true, disableReverseLookup: true })
    server.on('error', () => {})
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
    const { port } = server.server.address() as AddressInfo
    expect(await examineAt(`smtps://127.0.0.1:${port}`)).toMatch(/^fault: The certificate of .* is not accepted/)
    const accepted = await examineAt(`smtps://127.0.0.1:${port}/?tls.rejectUnauthorized=false`)
    expect(accepted).toMatch(/TLSv1\.\d, certificate valid for -?\d+ more days/)
    await new Promise<void>((done) => server.close(() => done()))
  })

  it('begins with the name of the server', async () => {
    const dns = createDns({ 'mail.kestrel.example': { kind: 'none' } })
    expect(await examineAt('smtp://mail.kestrel.example', dns)).toBe('fault: There is no host mail.kestrel.example')
  })
})

describe('the data directory', () => {
  it('is told of where there is none, and where others can read its secrets', async () => {
    const home = await mkdtemp(join(tmpdir(), 'firstcall-doctor-'))
    expect((await examineDataDirectory(home)).hasDatabase).toBe(false)
    await mkdir(join(home, 'postgres'))
    await writeFile(join(home, 'secret'), 'x')
    await chmod(join(home, 'secret'), 0o644)
    const { findings, hasDatabase } = await examineDataDirectory(home)
    expect(hasDatabase).toBe(true)
    expect(saidOf(findings, 'data directory')).toContain('fault: Others on this machine can read secret')
    await rm(home, { recursive: true })
  })
})

describe('the command', { timeout: 300_000 }, () => {
  it('fits a terminal, names what is wrong, and ends with 1', async () => {
    const environment = {
      DATABASE_URL: database.url,
      SECRET,
      SMTP_URL: 'smtp://127.0.0.1:1',
      BASE_URL: 'https://x.invalid',
    }
    const { code, stdout } = await runCommand(['doctor'], environment)
    expect(code).toBe(1)
    expect(stdout).toMatch(/Mail server\n {2}fault {4}127\.0\.0\.1:1 can’t be reached/)
    expect(stdout).toMatch(/\d+ faults, \d+ warnings?, \d+ ok\n$/)
    expect(stdout.split('\n').filter((line) => line.length > 80)).toEqual([])
  })

  it('gives machines JSON, and names every bad setting with 78', async () => {
    const { code, stdout } = await runCommand(['doctor', '--json'], { PORT: 'x', SMTP_URL: 'mail' })
    expect(code).toBe(78)
    const { healthy, findings } = JSON.parse(stdout) as { healthy: boolean; findings: Finding[] }
    expect(healthy).toBe(false)
    expect(saidOf(findings, 'settings')).toMatch(/fault: PORT: [^]*fault: SMTP_URL: /)
  })

  it('says what a database that lets nobody in needs', async () => {
    const nobody = { DATABASE_URL: 'postgres://a:b@127.0.0.1:1/none', SECRET }
    const { code, stdout } = await runCommand(['doctor'], nobody)
    expect(code).toBe(1)
    expect(stdout.replace(/\s+/g, ' ')).toContain('nothing listens there')
  })

  it('wraps words, indents them and sums up', () => {
    const says = 'a long word and another '.repeat(6).trim()
    const text = findingsText([{ area: 'firm', state: 'warning', says, means: 'Much.', todo: 'Less.' }])
    expect(text).toMatch(
      /^Firm\n {2}warning {2}a long.*\n {11}\S[^]*\n {11}Much\.\n {11}→ Less\.\n\n0 faults, 1 warning, 0 ok$/,
    )
  })
})
