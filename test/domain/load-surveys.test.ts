import { describe, expect, it } from 'vitest'
import { experienceKeysOf } from '../../src/core/answering/survey.ts'
import { findSurveyInForce } from '../../src/db/answering/survey-versions.ts'
import { loadSurveys } from '../../src/domain/answering/load-surveys.ts'
import { useDatabase } from '../support/database.ts'
import { surveySource } from '../support/factories.ts'

const database = useDatabase()
const now = new Date('2026-11-20T10:00:00Z')
const own = surveySource('delivery').replace('key: delivery', 'key: own')
const shipped = { origin: 'shipped', now } as const
const load = (text: string, origin: 'shipped' | 'firm' = 'shipped') =>
  loadSurveys(database.db, [{ name: 'own.yaml', text }], { origin, now })
const loaded = (version: number, isNew: boolean) => ({
  kind: 'loaded',
  surveys: [{ name: 'own.yaml', key: 'own', version, isNew }],
})

describe('loading surveys', () => {
  it('adds a version only where the text has changed', async () => {
    expect(await load(own)).toEqual(loaded(1, true))
    expect(await load(own)).toEqual(loaded(1, false))
    expect(await load(`${own}# reworded\n`)).toEqual(loaded(2, true))
    const newest = await findSurveyInForce(database.db, 'own')
    expect(newest?.version).toBe(2)
    expect(newest && experienceKeysOf(newest.definition)).toContain('had_my_back')
  })

  it('keeps what the firm has written when a newer text is shipped', async () => {
    await load(own)
    expect(await load(`${own}# ours\n`, 'firm')).toEqual(loaded(2, true))
    expect(await load(`${own}# shipped later\n`)).toEqual(loaded(3, true))
    expect(await load(`${own}# shipped later\n`)).toEqual(loaded(3, false))
    expect(await findSurveyInForce(database.db, 'own')).toMatchObject({ version: 2, origin: 'firm' })
    expect(await load(`${own}# ours, again\n`, 'firm')).toEqual(loaded(4, true))
    expect(await findSurveyInForce(database.db, 'own')).toMatchObject({ version: 4 })
  })

  it('loses nothing where several different texts are pushed at once', async () => {
    const texts = Array.from({ length: 6 }, (_, at) => `${own}# ${at}\n`)
    await Promise.all(texts.map((text) => load(text, 'firm')))
    const rows = await database.db
      .selectFrom('surveyVersion')
      .select(['version', 'source'])
      .where('surveyKey', '=', 'own')
      .orderBy('version')
      .execute()
    expect(rows.map(({ version }) => version)).toEqual([1, 2, 3, 4, 5, 6])
    expect(rows.map(({ source }) => source).sort()).toEqual(texts)
  })

  it('adds one version where two servers load at once', async () => {
    for (let round = 0; round < 10; round += 1) {
      const key = `own_${round}`
      const text = own.replace(/^key: .*$/m, `key: ${key}`)
      await Promise.all(Array.from({ length: 8 }, () => load(text)))
      const rows = await database.db
        .selectFrom('surveyVersion')
        .select('version')
        .where('surveyKey', '=', key)
        .execute()
      expect(rows).toEqual([{ version: 1 }])
    }
  })

  it('loads none where one is at fault, and names file and line', async () => {
    const sources = [
      { name: 'own.yaml', text: own },
      { name: 'bad.yaml', text: own.replace('{contact}', '{name}') },
    ]
    expect(await loadSurveys(database.db, sources, shipped)).toMatchObject({
      kind: 'bad',
      faults: [{ name: 'bad.yaml', line: 4, column: 7, message: expect.stringContaining('{name}') }],
    })
    expect(await findSurveyInForce(database.db, 'own')).toBeUndefined()
  })

  it('never changes a version', async () => {
    await load(own)
    await expect(database.db.updateTable('surveyVersion').set({ source: '' }).execute()).rejects.toThrow('never change')
  })
})
