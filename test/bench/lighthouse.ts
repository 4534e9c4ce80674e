import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import chromium from '@sparticuz/chromium'
import { startServer } from '../../src/node.ts'
import { createTestDeps, TEST_CONFIG } from '../support/deps.ts'
import { createWorld } from '../support/factories.ts'
import { openFirm } from './mail/firm.ts'

/**
 * `npm run bench -- lighthouse` rates the survey page as a phone meets it, by Lighthouse's own settings. It is fetched when
 * asked for: with all that it brings it is larger than everything else here.
 */
const LIGHTHOUSE = 'lighthouse@12.8.2'
const TARGET = 99
/** Whoever has a survey's link can answer it, so no search engine may list it; Lighthouse would have it listed. */
const UNWANTED = new Set(['is-crawlable'])
const FLAGS = ['--headless=new', '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage']

type Report = {
  categories: Record<string, { title: string; auditRefs: { id: string; weight: number }[] }>
  audits: Record<string, { score: number | null; scoreDisplayMode: string; title: string; displayValue?: string }>
}

const say = (line: string): boolean => process.stdout.write(`${line}\n`)

async function reportOn(url: string): Promise<Report> {
  const folder = await mkdtemp(join(tmpdir(), 'firstcall-lighthouse-'))
  try {
    const output = join(folder, 'report.json')
    const options = ['--quiet', '--output=json', `--output-path=${output}`, `--chrome-flags=${FLAGS.join(' ')}`]
    const env = { ...process.env, CHROME_PATH: await chromium.executablePath() }
    await promisify(execFile)('npx', ['--yes', LIGHTHOUSE, url, ...options], { env })
    return JSON.parse(await readFile(output, 'utf8')) as Report
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** A category's score from 0 to 100 as Lighthouse weighs it, and what costs points, of the audits that are wanted. */
function rate({ audits }: Report, { auditRefs }: Report['categories'][string]): { score: number; faults: string[] } {
  const rated = auditRefs.flatMap(({ id, weight }) => {
    const { score, title, displayValue = '' } = audits[id]!
    return weight > 0 && score !== null && !UNWANTED.has(id)
      ? [{ weight, score, line: `${title} ${displayValue}` }]
      : []
  })
  const weight = rated.reduce((sum, each) => sum + each.weight, 0)
  const score = (100 * rated.reduce((sum, each) => sum + each.weight * each.score, 0)) / weight
  return { score, faults: rated.filter((each) => each.score < 1).map(({ line }) => line.trim()) }
}

const { db, close } = await openFirm()
const { invitation } = await createWorld(db)
const deps = createTestDeps(db, { deps: { config: { ...TEST_CONFIG, port: 0 } } })
const { port, stop } = await startServer(deps, { ticking: null })
try {
  const report = await reportOn(`http://localhost:${port}/s/${invitation.token}`)
  say(`The survey page on a phone, by ${LIGHTHOUSE}, without ${[...UNWANTED].join()} (target: ${TARGET})\n`)
  say('| category | score | | what costs points |\n| --- | ---: | --- | --- |')
  for (const category of Object.values(report.categories)) {
    const { score, faults } = rate(report, category)
    if (score < TARGET) process.exitCode = 1
    say(`| ${category.title} | ${score.toFixed(0)} | ${score >= TARGET ? 'ok' : 'MISSED'} | ${faults.join('; ')} |`)
  }
} finally {
  await stop()
  await close()
}
