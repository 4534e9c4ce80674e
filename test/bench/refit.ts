import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Kysely, sql } from 'kysely'
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

/** What `npx tsx test/bench/refit.ts` measures: a firm's refit in parts, medians in milliseconds. */
const FIRM = { pms: 200, accounts: 1000, engagements: 2000, answers: 10_000 }
const RUNS = 9

/** Which experiences the shipped surveys rate at each milestone. */
const ASKED = {
  kickoff: ['knows_business', 'prepared', 'details'],
  midpoint: ['had_my_back', 'advised', 'prepared', 'details'],
  delivery: ['delivered', 'had_my_back', 'knows_business', 'prepared', 'steward'],
  close: ['delivered', 'had_my_back', 'advised', 'details', 'steward'],
  aftercare: ['delivered', 'had_my_back'],
}

/** A firm in the database: five milestones an engagement, one person answering each, one answer in ten for leadership only. */
async function makeFirm(db: Kysely<Schema>): Promise<void> {
  const { pms, accounts, engagements, answers } = FIRM
  const kinds = Object.keys(ASKED)
  const asked = Object.entries(ASKED).flatMap(([kind, keys]) => keys.map((key) => ({ kind, key })))
  const statements = [
    sql`select setseed(0.5)`,
    sql`insert into staff (ref, name, email, role)
      select 's' || i, 'PM ' || i, i || '@kestrel.example', 'pm' from generate_series(1, ${pms}::int) i`,
    sql`insert into account (ref, name) select 'a' || i, 'Account ' || i from generate_series(1, ${accounts}::int) i`,
    sql`insert into contact (ref, account_id, name, email)
      select 'c' || a.id || '-' || i, a.id, 'Contact', i || '@' || a.id || '.example' from account a, generate_series(1, 3) i`,
    sql`insert into engagement (ref, account_id, pm_id, name, started_on)
      select 'e' || i, 1 + i % ${accounts}::int, 1 + floor(random() * ${pms}::int)::int, 'Engagement ' || i, '2024-06-01'
      from generate_series(1, ${engagements}::int) i`,
    sql`insert into milestone (ref, engagement_id, kind, reached_on)
      select 'm' || e.id || k, e.id, k, '2024-06-01'::date + (random() * 800)::int
      from engagement e, unnest(array[${sql.join(kinds)}]::text[]) k`,
    sql`insert into invitation (milestone_id, contact_id, pm_id, origin, state)
      select m.id, 3 * (e.account_id - 1) + 1 + floor(random() * 3)::int, e.pm_id, 'import', 'answered'
      from milestone m join engagement e on e.id = m.engagement_id order by m.id limit ${answers}::int`,
    sql`create temporary table felt as
      select i.id as invitation_id, a.own + p.own + random_normal(0, 1) as value, m.reached_on, m.kind
      from invitation i join milestone m on m.id = i.milestone_id join engagement e on e.id = m.engagement_id
        join (select id, random_normal(0, 0.7) as own from account) a on a.id = e.account_id
        join (select id, random_normal(0, 0.4) as own from staff) p on p.id = e.pm_id`,
    sql`insert into response (ref, invitation_id, answered_at, changed_at, call_first, visibility)
      select 'r' || invitation_id, invitation_id, reached_on + interval '12 hours', reached_on + interval '12 hours',
        greatest(0, least(10, round(7 + 1.6 * value))), case when random() < 0.1 then 'leadership' else 'team' end
      from felt`,
    sql`insert into experience (response_id, key, rating)
      select r.id, asked.key, greatest(1, least(5, round(4 + 0.5 * felt.value + random_normal(0, 0.6))))
      from felt join response r on r.invitation_id = felt.invitation_id
        join jsonb_to_recordset((${JSON.stringify(asked)}::text)::jsonb) as asked (kind text, key text) on asked.kind = felt.kind`,
    sql`insert into outcome (ref, account_id, needed_on, called_first)
      select 'o' || a.id, a.id, '2026-10-01', random() < 0.6 from account a where a.id % 3 = 0`,
  ]
  for (const statement of statements) {
    await statement.execute(db)
    await sql`analyze`.execute(db)
  }
}

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
  await timed('comparisons of PMs', () => comparePms(cold, answers))
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
    await makeFirm(db)
    const deps = createTestDeps(db)
    for (let run = 0; run < RUNS; run += 1) {
      const refit = await timed('a refit in all', () => refitScores(deps, { always: true }))
      if (refit.kind !== 'refitted') throw new Error(refit.kind)
      await measureParts(db, deps.now())
    }
    process.stdout.write(`${FIRM.answers} answers, ${FIRM.pms} PMs, ${FIRM.accounts} accounts; ${RUNS} runs\n\n`)
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
