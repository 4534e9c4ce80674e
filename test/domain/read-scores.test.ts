import { beforeEach, describe, expect, it } from 'vitest'
import type { Viewer } from '../../src/core/viewer.ts'
import { readScores } from '../../src/domain/score/read-scores.ts'
import { refitScores } from '../../src/domain/score/refit-scores.ts'
import { useDatabase } from '../support/database.ts'
import { createTestDeps, type TestDeps } from '../support/deps.ts'
import {
  createAccount,
  createContact,
  createEngagement,
  createInvitation,
  createMilestone,
  createResponse,
  createStaff,
  createWorld,
  type World,
} from '../support/factories.ts'

const database = useDatabase()
let deps: TestDeps
let world: World

const LEADER: Viewer = { role: 'leader', staffId: null }

/** Another PM's engagement for another account, with one answer. */
async function createOther() {
  const { db } = database
  const pm = await createStaff(db, { ref: 'pm-other' })
  const account = await createAccount(db, { ref: 'acc-other' })
  const contact = await createContact(db, { accountId: account.id })
  const engagement = await createEngagement(db, { accountId: account.id, pmId: pm.id, ref: 'eng-other' })
  const milestone = await createMilestone(db, { engagementId: engagement.id })
  const asked = { milestoneId: milestone.id, contactId: contact.id, pmId: pm.id, state: 'answered' as const }
  const invitation = await createInvitation(db, asked)
  await createResponse(db, { invitationId: invitation.id, callFirst: 6 })
}

beforeEach(async () => {
  deps = createTestDeps(database.db)
  world = await createWorld(database.db)
  await createOther()
  await createResponse(database.db, { invitationId: world.invitation.id, callFirst: 8 })
  await database.db.updateTable('firm').set({ minAnswers: 1, minAccounts: 1 }).execute()
  await refitScores(deps, { always: true })
})

describe('reading scores', () => {
  it('gives the firm under its fixed ref, with parts that add up to the value', async () => {
    const { as_of, items } = await readScores(deps, LEADER, { by: 'firm' })
    expect(as_of).toBe('2026-11-20')
    expect(items).toHaveLength(1)
    const [firm] = items
    expect(firm).toMatchObject({ ref: 'firm', name: 'Kestrel & Co.', enough: true, answers: 2, level: 0.8 })
    expect(Object.keys(firm ?? {}).toSorted((a, b) => a.localeCompare(b))).toEqual([
      'accounts',
      'answers',
      'coverage',
      'enough',
      'high',
      'level',
      'low',
      'name',
      'parts',
      'ref',
      'respondents',
      'value',
    ])
    const { firm: base, pm, accounts, engagements } = firm?.parts ?? {}
    expect((base ?? 0) + (pm ?? 0) + (accounts ?? 0) + (engagements ?? 0)).toBeCloseTo(firm?.value ?? -1)
  })

  it('shows leadership every subject, and a PM only what is that PM’s', async () => {
    const refs = async (viewer: Viewer, by: 'pm' | 'engagement' | 'account') =>
      (await readScores(deps, viewer, { by })).items.map(({ ref }) => ref)
    const own: Viewer = { role: 'pm', staffId: world.pm.id }
    const { pm, engagement, account } = world
    for (const [by, subject] of [
      ['pm', pm],
      ['engagement', engagement],
      ['account', account],
    ] as const) {
      expect(await refs(own, by)).toEqual([subject.ref])
      expect((await refs(LEADER, by)).toSorted((a, b) => a.localeCompare(b))).toEqual(
        [subject.ref, { pm: 'pm-other', engagement: 'eng-other', account: 'acc-other' }[by]].toSorted((a, b) =>
          a.localeCompare(b),
        ),
      )
    }
  })

  it('takes the newest day unless another is named', async () => {
    deps.setNow('2026-11-27T10:00:00Z')
    await refitScores(deps, { always: true })
    expect((await readScores(deps, LEADER, { by: 'firm' })).as_of).toBe('2026-11-27')
    const earlier = await readScores(deps, LEADER, { by: 'firm', asOf: '2026-11-20' })
    expect(earlier.as_of).toBe('2026-11-20')
    expect(earlier.items).toHaveLength(1)
  })

  it('is empty before the first fit', async () => {
    await database.db.deleteFrom('score').execute()
    expect(await readScores(deps, LEADER, { by: 'pm' })).toEqual({ as_of: null, items: [] })
  })
})
