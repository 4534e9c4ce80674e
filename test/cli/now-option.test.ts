import { describe, expect, it } from 'vitest'
import { nowGiven } from '../../src/cli/now-option.ts'
import { updateFirm } from '../../src/db/firm/firms.ts'
import { runCommand } from '../support/command.ts'
import { useDatabase } from '../support/database.ts'
import { createTestDeps } from '../support/deps.ts'

const database = useDatabase()

describe('--now', () => {
  it.each([
    ['Asia/Tokyo', '2026-06-01', '2026-06-01T14:59:59.999Z'],
    ['America/New_York', '2026-06-01', '2026-06-02T03:59:59.999Z'],
    ['Europe/Berlin', '2026-03-29', '2026-03-29T21:59:59.999Z'],
    ['Asia/Tokyo', '2026-06-01T08:00:00Z', '2026-06-01T08:00:00.000Z'],
    ['Asia/Tokyo', '2026-06-01T08:00:00+02:00', '2026-06-01T06:00:00.000Z'],
  ])('means in %s by %s the instant %s', async (timeZone, text, instant) => {
    await updateFirm(database.db, { timeZone })
    expect((await nowGiven(createTestDeps(database.db), text)).toISOString()).toBe(instant)
  })

  it.each(['tomorrow', '2026-02-30', '2026-02-30T10:00:00Z', '2026-06-01T08:00:00'])('refuses %s', async (text) => {
    await expect(nowGiven(createTestDeps(database.db), text)).rejects.toThrow('2026-11-22T09:00:00Z or 2026-11-22')
  })

  it('is the clock where it is left out', async () => {
    const deps = createTestDeps(database.db)
    expect(await nowGiven(deps, undefined)).toEqual(deps.now())
  })

  it('gives scores as of the day it names', async () => {
    await updateFirm(database.db, { timeZone: 'America/New_York' })
    const environment = { DATABASE_URL: database.url, SECRET: 'a secret of more than thirty-two characters' }
    const { stdout } = await runCommand(['score', '--now', '2026-06-01', '--json'], environment)
    expect(JSON.parse(stdout)).toMatchObject({ as_of: '2026-06-01' })
  })
})
