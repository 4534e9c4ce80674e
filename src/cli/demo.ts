import { createReadStream, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { dayIn, daysBetween } from '../core/calendar.ts'
import type { Deps } from '../deps.ts'
import { type ImportSource, importFirm } from '../domain/firm/import-firm.ts'
import { relive } from '../domain/firm/relive.ts'
import { createSignInLink } from '../domain/access/sign-in-link.ts'
import { openDeps } from '../host/open-deps.ts'
import { packagePath } from '../host/package-files.ts'
import { shiftDays } from '../host/shift-days.ts'
import { bringUpToDate } from '../host/shipped-files.ts'
import { type Register, out, settingsOrExit } from './context.ts'
import { serveUntilStopped } from './serve.ts'

const SAMPLE_FIRM = packagePath('templates/sample-firm')
/** The day that the sample firm takes for today. */
const SAMPLE_TODAY = '2026-11-20'
const SAMPLE_TIME_ZONE = 'America/New_York'
const PEOPLE = {
  'a PM': 'kwame.dubois@kestrel.example',
  'a leader': 'noor.garcialopez@kestrel.example',
  'an account manager': 'lucia.marin@kestrel.example',
  'the administrator': 'hannah.garcialopez@kestrel.example',
}

const sampleFirm = (days: number): ImportSource[] =>
  readdirSync(SAMPLE_FIRM).map((name) => ({
    name,
    open: () => shiftDays(createReadStream(join(SAMPLE_FIRM, name)), days),
  }))

async function fill(deps: Deps): Promise<void> {
  const days = daysBetween(SAMPLE_TODAY, dayIn(SAMPLE_TIME_ZONE, deps.now()))
  const report = await importFirm(deps, sampleFirm(days))
  if (!report.written) throw new Error(`the sample firm is refused: ${JSON.stringify(report.faults)}`)
  await relive(deps)
}

async function demo(): Promise<void> {
  const settings = settingsOrExit()
  const own = { ...settings, databaseUrl: null, smtpUrl: null, secret: null, dataDir: join(settings.dataDir, 'demo') }
  const open = await openDeps({ ...own, logLevel: 'error' }, (line) => process.stderr.write(`${line}\n`))
  const { db } = open.deps
  out.stderr('Making the sample firm …')
  await sql`drop schema public cascade`.execute(db)
  await sql`create schema public`.execute(db)
  await bringUpToDate(db, open.deps.now())
  await fill(open.deps)
  const links: string[] = []
  for (const [who, address] of Object.entries(PEOPLE)) {
    const link = await createSignInLink(open.deps, address)
    if (link.kind === 'created') links.push(`Signed in as ${who}: ${link.url}`)
  }
  await serveUntilStopped(open, () => links.forEach((link) => out.stdout(link)))
}

export const registerDemo: Register = (program) => {
  program
    .command('demo')
    .description('serve a sample firm with two years of history, in a database of its own; no mail leaves')
    .action(demo)
}
