import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Kysely } from 'kysely'
import { computeDrivers } from '../../src/core/score/firm-drivers.ts'
import { fitFirmModel } from '../../src/core/score/firm-model.ts'
import { comparePms } from '../../src/core/score/pm-comparison.ts'
import { computeScores } from '../../src/core/score/scores.ts'
import { openDatabase } from '../../src/db/database.ts'
import { replaceDrivers } from '../../src/db/score/drivers.ts'
import { getFirm } from '../../src/db/firm/firms.ts'
import type { Schema } from '../../src/db/schema.ts'
import { listScoredAnswers, replacePmComparison, replaceScores } from '../../src/db/score/scores.ts'
import { refitScores } from '../../src/domain/score/refit-scores.ts'
import { openEmbeddedPostgres } from '../../src/host/embedded-postgres.ts'
import { bringUpToDate } from '../../src/host/shipped-files.ts'
import { createTestDeps } from '../support/deps.ts'
import { makeAnsweredFirm } from './pages/firm.ts'

/** What `npx tsx test/bench/refit.ts` measures: a firm's refit in parts, medians in milliseconds. */
const FIRM = { pms: 200, accounts: 1000, engagements: 2000, peopleAsked: 1 }
const ANSWERS = 5 * FIRM.engagements * FIRM.peopleAsked
const RUNS = 9

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!

const measured = new Map<string, number[]>()

async function timed<Result>(part: string, work: () => Result | Promise<Result>): Promise<Result> {
  const start = performance.now()
  const result = await work()
  measured.set(part, [...(measured.get(part) ?? []), performance.now() - start])
  return result
}

async function measureParts(db: Kysely<Schema>, now: Date): Promise<void> {
  const firm = await getFirm(db)
  const asOf = '2026-11-20'
  const period = { since: new Date('2023-11-20T10:00:00Z'), until: now }
  const answers = await timed('read', () => listScoredAnswers(db, period))
  const cold = await timed('one fit, cold', () => fitFirmModel(answers, new Date(asOf), null))
  if ('kind' in cold) throw new Error(cold.kind)
  await timed('one fit, warm', () => fitFirmModel(answers, new Date(asOf), cold.gamma))
  await timed('comparisons of PMs', () => comparePms(cold, answers, cold.pm.levelOf.size + 3))
  const starts = computeScores(answers, firm, new Date(asOf))
  const { scores, comparison } = await timed('all scores: fits, contrasts, comparisons', () =>
    computeScores(answers, firm, new Date(asOf), starts),
  )
  const drivers = await timed('drivers', () => computeDrivers(answers))
  await db.transaction().execute(async (trx) => {
    await timed('write drivers', () => replaceDrivers(trx, asOf, drivers))
    await timed('write scores', () => replaceScores(trx, asOf, scores, now))
    await timed('write comparisons', () => replacePmComparison(trx, comparison))
  })
}

async function main(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'firstcall-bench-'))
  const server = await openEmbeddedPostgres(folder)
  const db = openDatabase(server.url, { connections: 2 })
  try {
    await bringUpToDate(db, new Date())
    await makeAnsweredFirm(db, FIRM)
    const deps = createTestDeps(db)
    for (let run = 0; run < RUNS; run += 1) {
      const refit = await timed('a refit in all', () => refitScores(deps, { always: true }))
      if (refit.kind !== 'refitted') throw new Error(refit.kind)
      await measureParts(db, deps.now())
    }
    process.stdout.write(`${ANSWERS} answers, ${FIRM.pms} PMs, ${FIRM.accounts} accounts; ${RUNS} runs\n\n`)
    process.stdout.write(`| ${'part'.padEnd(42)} | median ms | least ms |\n| --- | ---: | ---: |\n`)
    for (const [part, times] of measured) {
      const [middle, least] = [median(times), Math.min(...times)].map((ms) => ms.toFixed(0))
      process.stdout.write(`| ${part.padEnd(42)} | ${middle!.padStart(9)} | ${least!.padStart(8)} |\n`)
    }
  } finally {
    await db.destroy()
    await server.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

await main()
