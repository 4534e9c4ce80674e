import { describe, expect, it } from 'vitest'
import { experienceKeysOf } from '../../src/core/survey.ts'
import { findNewestSurveyVersion } from '../../src/db/survey-versions.ts'
import { loadSurveys } from '../../src/domain/load-surveys.ts'
import { useDatabase } from '../support/database.ts'
import { surveySource } from '../support/factories.ts'

const database = useDatabase()
const now = new Date('2026-11-20T10:00:00Z')
const own = surveySource('delivery').replace('key: delivery', 'key: own')
const load = (text: string) => loadSurveys(database.db, [{ name: 'own.yaml', text }], now)

describe('loading surveys', () => {
  it('adds a version only where the text has changed', async () => {
    expect(await load(own)).toEqual({ kind: 'loaded', inserted: ['own'] })
    expect(await load(own)).toEqual({ kind: 'loaded', inserted: [] })
    expect(await load(`${own}# reworded\n`)).toEqual({ kind: 'loaded', inserted: ['own'] })
    const newest = await findNewestSurveyVersion(database.db, 'own')
    expect(newest?.version).toBe(2)
    expect(newest && experienceKeysOf(newest.definition)).toContain('had_my_back')
  })

  it('adds one version where two servers load at once', async () => {
    await Promise.all(Array.from({ length: 8 }, () => load(own)))
    const rows = await database.db
      .selectFrom('surveyVersion')
      .select('version')
      .where('surveyKey', '=', 'own')
      .execute()
    expect(rows).toEqual([{ version: 1 }])
  })

  it('loads none where one is at fault, and names file and line', async () => {
    const sources = [
      { name: 'own.yaml', text: own },
      { name: 'bad.yaml', text: own.replace('{contact}', '{name}') },
    ]
    expect(await loadSurveys(database.db, sources, now)).toMatchObject({
      kind: 'bad',
      faults: [{ name: 'bad.yaml', line: 3, message: expect.stringContaining('{name}') }],
    })
    expect(await findNewestSurveyVersion(database.db, 'own')).toBeUndefined()
  })

  it('never changes a version', async () => {
    await load(own)
    await expect(database.db.updateTable('surveyVersion').set({ source: '' }).execute()).rejects.toThrow('never change')
  })
})
