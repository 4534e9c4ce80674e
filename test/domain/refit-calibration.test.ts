import { beforeEach, describe, expect, it } from 'vitest'
import { findNewestCalibration } from '../../src/db/score/calibrations.ts'
import { refitCalibration } from '../../src/domain/score/refit-calibration.ts'
import { refitScores } from '../../src/domain/score/refit-scores.ts'
import { importFirm } from '../../src/domain/firm/import-firm.ts'
import { tick } from '../../src/domain/tick.ts'
import { useDatabase } from '../support/database.ts'
import { createTestDeps, type TestDeps } from '../support/deps.ts'
import {
  createAccount,
  createContact,
  createEngagement,
  createInvitation,
  createMilestone,
  createResponse,
  createWorld,
  type World,
} from '../support/factories.ts'
import { sampleSources } from '../support/firm-files.ts'

const database = useDatabase()
let deps: TestDeps
let world: World

beforeEach(async () => {
  deps = createTestDeps(database.db)
  world = await createWorld(database.db)
})

type Said = {
  callFirst: number
  on: string
  changedOn?: string
  contactId?: number
  engagementId?: number
  visibility?: 'team' | 'leadership'
  origin?: 'plan' | 'import'
}

/** An answer at a milestone of its own, at noon of a day. */
async function say({ callFirst, on, changedOn = on, visibility = 'team', origin = 'plan', ...about }: Said) {
  const { db } = database
  const milestone = await createMilestone(db, { engagementId: about.engagementId ?? world.engagement.id })
  const contactId = about.contactId ?? world.contact.id
  const asked = { milestoneId: milestone.id, contactId, pmId: world.pm.id }
  const invitation = await createInvitation(db, { ...asked, origin, state: 'answered' })
  const [answeredAt, changedAt] = [new Date(`${on}T12:00:00Z`), new Date(`${changedOn}T12:00:00Z`)]
  await createResponse(db, { invitationId: invitation.id, callFirst, answeredAt, changedAt, visibility })
}

let outcomes = 0
async function need(
  neededOn: string,
  given: { calledFirst?: boolean; engagementId?: number; accountId?: number } = {},
) {
  outcomes += 1
  const outcome = { ref: `o-${outcomes}`, accountId: world.account.id, calledFirst: true, neededOn, ...given }
  await database.db.insertInto('outcome').values(outcome).execute()
}

/** What the newest calibration holds, for leadership. */
async function calibrated() {
  await refitCalibration(deps)
  const row = await findNewestCalibration(database.db, 'leadership')
  if (row === undefined) throw new Error('nothing was calibrated')
  return row
}

describe('what was stated before an outcome', () => {
  it('is the mean of the last answers of each contact, as probabilities', async () => {
    const other = await createContact(database.db, { accountId: world.account.id })
    await say({ callFirst: 2, on: '2026-03-01' })
    await say({ callFirst: 10, on: '2026-06-01' })
    await say({ callFirst: 5, on: '2026-05-01', contactId: other.id })
    await need('2026-09-01')
    const { n, bins, byAnswer } = await calibrated()
    expect(n).toBe(1)
    expect(bins).toMatchObject([{ n: 1, called: 1, meanStated: (0.99 + 0.5) / 2 }])
    expect(byAnswer).toEqual([
      { answer: 10, n: 1, called: 1 },
      { answer: 5, n: 1, called: 1 },
    ])
  })

  it('never uses an answer of the same day or later, nor one older than a year', async () => {
    await say({ callFirst: 9, on: '2025-08-31' })
    await say({ callFirst: 8, on: '2026-09-01' })
    await say({ callFirst: 7, on: '2026-09-02' })
    await need('2026-09-01')
    expect(await calibrated()).toMatchObject({ outcomes: 1, called: 1, n: 0, brier: null, byAnswer: [] })
    await say({ callFirst: 3, on: '2025-09-01' })
    await need('2026-09-01', { calledFirst: false })
    expect(await calibrated()).toMatchObject({ outcomes: 2, n: 2, byAnswer: [{ answer: 3, n: 2, called: 1 }] })
  })

  it('goes by the day where the firm is', async () => {
    await say({ callFirst: 9, on: '2026-08-31' })
    const lateInBerlin = new Date('2026-08-31T22:30:00Z')
    await database.db.updateTable('response').set({ answeredAt: lateInBerlin, changedAt: lateInBerlin }).execute()
    await need('2026-09-01')
    expect((await calibrated()).n).toBe(0)
  })

  it('never uses what a contact made of an answer after the need; an import only brings it late', async () => {
    await say({ callFirst: 9, on: '2026-08-01', changedOn: '2026-09-15' })
    await need('2026-09-01')
    expect((await calibrated()).n).toBe(0)
    const other = await createContact(database.db, { accountId: world.account.id })
    await say({ callFirst: 4, on: '2026-08-01', changedOn: '2026-09-15', contactId: other.id, origin: 'import' })
    await need('2026-09-02')
    expect((await calibrated()).byAnswer).toEqual([{ answer: 4, n: 2, called: 2 }])
  })

  it('is that of the engagement alone where the outcome names one', async () => {
    const { db } = database
    const second = await createEngagement(db, { accountId: world.account.id, pmId: world.pm.id })
    await say({ callFirst: 9, on: '2026-08-01' })
    await say({ callFirst: 1, on: '2026-08-02', engagementId: second.id })
    await need('2026-09-01', { engagementId: world.engagement.id })
    expect((await calibrated()).byAnswer).toEqual([{ answer: 9, n: 1, called: 1 }])
  })

  it('is nothing where another account answered', async () => {
    await say({ callFirst: 9, on: '2026-08-01' })
    const other = await createAccount(database.db)
    await need('2026-09-01', { accountId: other.id, calledFirst: false })
    expect(await calibrated()).toMatchObject({ outcomes: 1, called: 0, n: 0 })
  })

  it('leaves answers for leadership only out of what account managers read', async () => {
    await say({ callFirst: 9, on: '2026-08-01', visibility: 'leadership' })
    await need('2026-09-01')
    expect((await calibrated()).n).toBe(1)
    const team = await findNewestCalibration(database.db, 'team')
    expect(team).toMatchObject({ outcomes: 1, n: 0, byAnswer: [] })
  })
})

describe('a calibration', () => {
  it('is the identity without outcomes', async () => {
    expect(await calibrated()).toMatchObject({ outcomes: 0, n: 0, intercept: 0, slope: 1, bins: [] })
  })

  it('is done anew when an outcome comes, changes or goes, and else left alone', async () => {
    expect((await refitCalibration(deps)).kind).toBe('refitted')
    expect((await refitCalibration(deps)).kind).toBe('unchanged')
    await need('2026-09-01')
    await tick(deps)
    expect((await findNewestCalibration(database.db, 'leadership'))?.called).toBe(1)
    expect((await refitCalibration(deps)).kind).toBe('unchanged')
    await database.db.updateTable('outcome').set({ calledFirst: false }).execute()
    expect((await refitCalibration(deps)).kind).toBe('refitted')
    await database.db.deleteFrom('outcome').execute()
    expect((await calibrated()).outcomes).toBe(0)
  })

  it('follows every fit of the scores', async () => {
    await need('2026-09-01')
    await refitScores(deps, { always: true })
    expect((await findNewestCalibration(database.db, 'leadership'))?.n).toBe(0)
    await say({ callFirst: 9, on: '2026-08-01' })
    await refitScores(deps, { always: false })
    expect((await findNewestCalibration(database.db, 'leadership'))?.n).toBe(1)
    expect((await refitCalibration(deps)).kind).toBe('unchanged')
  })

  it('looks no further than its day', async () => {
    await need('2026-09-01')
    await need('2026-11-01')
    deps.setNow('2026-10-01T10:00:00Z')
    expect((await calibrated()).outcomes).toBe(1)
  })
})

const scoresOf = (calibrationId: number, kind: 'firm' | 'account') =>
  database.db
    .selectFrom('calibratedScore')
    .selectAll()
    .where('calibrationId', '=', calibrationId)
    .where('subjectKind', '=', kind)
    .execute()

describe('calibrated scores of the sample firm', () => {
  it('are there from 30 outcomes on alone, between 1 and 99, inside their ranges', async () => {
    await importFirm(deps, await sampleSources('sample-firm'))
    await refitScores(deps, { always: true })
    const enough = await calibrated()
    expect(enough.n).toBeGreaterThanOrEqual(30)
    const accounts = await scoresOf(enough.id, 'account')
    expect(accounts.length).toBeGreaterThan(5)
    for (const { value, low, high } of accounts) {
      expect(low).toBeGreaterThanOrEqual(1)
      expect(low).toBeLessThanOrEqual(value)
      expect(value).toBeLessThanOrEqual(high)
      expect(high).toBeLessThanOrEqual(99)
    }
    expect(await scoresOf(enough.id, 'firm')).toHaveLength(1)
    await database.db.deleteFrom('outcome').where('ref', '>', 'out-029').execute()
    const few = await calibrated()
    expect(few.n).toBe(29)
    expect(await scoresOf(few.id, 'firm')).toEqual([])
    expect(await scoresOf(few.id, 'account')).toEqual([])
  })
})
