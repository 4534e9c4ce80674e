import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import type { Db } from '../../src/db/database.ts'
import { listScoredAnswers } from '../../src/db/score/scores.ts'
import { importFirm } from '../../src/domain/firm/import-firm.ts'
import { readReadiness } from '../../src/domain/read-readiness.ts'
import { refitScores } from '../../src/domain/score/refit-scores.ts'
import { useDatabase } from '../support/database.ts'
import { createTestDeps } from '../support/deps.ts'
import { sampleSources } from '../support/firm-files.ts'

const firmScore = (db: Db) =>
  db
    .selectFrom('score')
    .selectAll()
    .where('subjectKind', '=', 'firm')
    .where('audience', '=', 'leadership')
    .orderBy('asOf')
    .execute()

describe('a refit', () => {
  const database = useDatabase()

  it('is done once for the same answers, and again after a new one or under another threshold', async () => {
    const deps = createTestDeps(database.db)
    expect(await refitScores(deps, { always: false })).toEqual({ kind: 'unchanged' })
    await importFirm(deps, await sampleSources('sample-firm'))
    expect(await refitScores(deps, { always: false })).toEqual({ kind: 'refitted', asOf: '2026-11-20' })
    expect(await refitScores(deps, { always: false })).toEqual({ kind: 'unchanged' })
    deps.setNow('2026-11-20T10:01:00Z')
    const changed = { callFirst: 0, changedAt: deps.now() }
    await database.db.updateTable('response').set(changed).where('ref', '=', 'resp-0001').execute()
    expect((await refitScores(deps, { always: false })).kind).toBe('refitted')
    await database.db.updateTable('firm').set({ minAnswers: 50 }).execute()
    expect((await refitScores(deps, { always: false })).kind).toBe('refitted')
  })

  it('keeps one score a day, and as of an earlier day sees only what was answered by then', async () => {
    const deps = createTestDeps(database.db)
    await importFirm(deps, await sampleSources('sample-firm'))
    await refitScores(deps, { always: true })
    await refitScores(deps, { always: true })
    deps.setNow('2026-03-01T12:00:00Z')
    await refitScores(deps, { always: true })
    const [earlier, today, ...others] = await firmScore(database.db)
    expect(others).toEqual([])
    expect([earlier?.asOf, today?.asOf]).toEqual(['2026-03-01', '2026-11-20'])
    const period = { since: new Date('2023-03-01T12:00:00Z'), until: deps.now() }
    expect(earlier?.answers).toBe((await listScoredAnswers(database.db, period)).length)
    expect(earlier?.answers).toBeLessThan(today?.answers ?? 0)
  })

  it('by two servers at once is done by one of them', async () => {
    const deps = createTestDeps(database.db)
    await importFirm(deps, await sampleSources('sample-firm'))
    const both = await Promise.all([1, 2].map(() => refitScores(deps, { always: false })))
    expect(both.map(({ kind }) => kind)).toContain('refitted')
    expect(await firmScore(database.db)).toHaveLength(1)
  })

  it('that fails leaves the last scores, is told, and is tried again', async () => {
    const deps = createTestDeps(database.db)
    await importFirm(deps, await sampleSources('sample-firm'))
    await refitScores(deps, { always: true })
    const before = await firmScore(database.db)
    await sql`create function refuse_score() returns trigger language plpgsql as
      $$ begin raise exception 'disk full'; end $$`.execute(database.db)
    await sql`create trigger refuse_score before insert on score
      for each row execute function refuse_score()`.execute(database.db)
    expect(await refitScores(deps, { always: true })).toEqual({ kind: 'failed' })
    expect(await firmScore(database.db)).toEqual(before)
    expect(await readReadiness(deps)).toMatchObject({ ready: true, scores: 'failed' })
    await sql`drop trigger refuse_score on score`.execute(database.db)
    deps.setNow('2026-11-20T10:01:00Z')
    expect((await refitScores(deps, { always: false })).kind).toBe('refitted')
    expect(await readReadiness(deps)).toMatchObject({ scores: 'ok' })
  })
})
