import { beforeEach, describe, expect, it } from 'vitest'
import type { Audience, SubjectKind } from '../../src/core/words.ts'
import type { Row } from '../../src/db/schema.ts'
import { tick } from '../../src/domain/tick.ts'
import { useDatabase } from '../support/database.ts'
import { createTestDeps, type TestDeps } from '../support/deps.ts'
import { createContact, createInvitation, createResponse, createWorld, type World } from '../support/factories.ts'
import { signInAs } from '../support/sign-in.ts'

const MONDAY = '2026-11-23T08:30:00Z'

const database = useDatabase({ connections: 8 })
let deps: TestDeps
let world: World

beforeEach(async () => {
  deps = createTestDeps(database.db, { now: MONDAY })
  world = await createWorld(database.db)
})

const digestTo = (staff: Row<'staff'>) => deps.delivered.filter(({ to }) => to.address === staff.email)

const answer = (given: Partial<Row<'response'>> = {}) =>
  createResponse(database.db, {
    invitationId: world.invitation.id,
    answeredAt: new Date('2026-11-19T10:00:00Z'),
    callFirst: 9,
    ...given,
  })

const EVIDENCE = {
  enough: true,
  tier: 'same',
  level: 0.8,
  answers: 9,
  respondents: 6,
  accounts: 3,
  computedAt: new Date(MONDAY),
} as const

async function score(subjectKind: SubjectKind, subjectId: number, asOf: string, value: number, audience: Audience) {
  await database.db
    .insertInto('score')
    .values({ subjectKind, subjectId, asOf, audience, value, low: value - 7, high: value + 7, ...EVIDENCE })
    .execute()
}

/** Scores of two days, so that the fit of a test's own few answers does not stand in their place. */
const scoresOf = async (subjectKind: SubjectKind, subjectId: number, before: number, after: number) => {
  for (const audience of ['team', 'leadership'] as const) {
    await score(subjectKind, subjectId, '2026-11-14', before, audience)
    await score(subjectKind, subjectId, '2026-11-22', after, audience)
  }
}

describe('on Monday morning', () => {
  it('a week in which nothing happened brings nothing, once for all', async () => {
    await database.db.deleteFrom('score').execute()
    expect(await tick(deps)).toMatchObject({ digests: 0 })
    await answer()
    expect(await tick(deps)).toMatchObject({ digests: 0 })
    expect(await database.db.selectFrom('digest').selectAll().execute()).toHaveLength(3)
  })

  it('leaders and account managers read the week’s answers with their numbers, the PM who answered', async () => {
    await answer()
    expect(await tick(deps)).toMatchObject({ digests: 3 })
    for (const staff of [world.leader, world.accountManager]) {
      const [digest, ...more] = digestTo(staff)
      expect(more).toEqual([])
      expect(digest?.subject).toBe('Your week to Mon 23 Nov: what came in, what is due, what moved')
      expect(digest?.text).toContain('- Marta Weber, Northwind Insurance: 9 of 10')
    }
    expect(digestTo(world.pm)[0]?.text).toContain('- Marta Weber, Northwind Insurance: a new answer')
    expect(digestTo(world.pm)[0]?.text).not.toContain('9 of 10')
    expect(digestTo(world.admin)).toEqual([])
    expect(await tick(deps)).toMatchObject({ digests: 0 })
  })

  it('an answer for leadership only is told to leaders alone, also as the answer before', async () => {
    await answer({ visibility: 'leadership', callFirst: 2 })
    await tick(deps)
    expect(digestTo(world.leader)[0]?.text).toContain('Marta Weber, Northwind Insurance: 2 of 10')
    expect(digestTo(world.pm)).toEqual([])
    expect(digestTo(world.accountManager)).toEqual([])

    const later = await createInvitation(database.db, {
      milestoneId: (
        await database.db
          .insertInto('milestone')
          .values({ ref: 'm-2', engagementId: world.engagement.id, kind: 'close', reachedOn: '2026-11-24' })
          .returning('id')
          .executeTakeFirstOrThrow()
      ).id,
      contactId: world.contact.id,
      pmId: world.pm.id,
    })
    await answer({ invitationId: later.id, answeredAt: new Date('2026-11-26T10:00:00Z'), callFirst: 8 })
    deps.setNow('2026-11-30T08:30:00Z')
    await tick(deps)
    expect(digestTo(world.leader)[1]?.text).toContain('8 of 10, was 2')
    expect(digestTo(world.accountManager)[0]?.text).toMatch(/: 8 of 10$/m)
  })

  it('a PM reads how their own score moved, nobody else’s', async () => {
    await scoresOf('pm', world.pm.id, 60, 71)
    await scoresOf('pm', world.accountManager.id, 40, 80)
    await scoresOf('account', world.account.id, 60, 61)
    await tick(deps)
    expect(digestTo(world.pm)[0]?.text).toContain('- Dana Reyes: 71 in 100 (likely 64 to 78), was 60')
    expect(digestTo(world.pm)[0]?.text).not.toContain('Amir')
    expect(digestTo(world.accountManager)).toEqual([])
    expect(digestTo(world.leader)[0]?.text).toContain('Dana Reyes: 71 in 100')
  })

  it('many answers are told in a few lines and a number', async () => {
    for (let count = 0; count < 11; count += 1) {
      const contact = await createContact(database.db, { accountId: world.account.id })
      const ids = { milestoneId: world.milestone.id, contactId: contact.id, pmId: world.pm.id }
      const { id: invitationId } = await createInvitation(database.db, ids)
      await answer({ invitationId })
    }
    await tick(deps)
    const text = digestTo(world.leader)[0]?.text ?? ''
    expect(text.match(/9 of 10/g)).toHaveLength(8)
    expect(text).toContain('and 3 more')
  })

  it('comes in the reader’s language, and on another day or not at all by choice', async () => {
    await database.db.updateTable('staff').set({ locale: 'de' }).where('id', '=', world.leader.id).execute()
    await answer()
    const [pm, accountManager] = [await signInAs(deps, world.pm), await signInAs(deps, world.accountManager)]
    deps.delivered.splice(0)
    expect(await pm.read('/settings/digest')).toContain('<option value="mon" selected>')
    expect((await pm.post('/settings/digest', { day: 'tue' })).status).toBe(303)
    expect((await accountManager.post('/settings/digest', { day: 'none' })).status).toBe(303)
    const refused = await pm.post('/settings/digest', { day: 'someday' })
    expect(refused.status).toBe(422)
    expect(await refused.text()).toContain('Choose a day, or no digest')

    expect(await tick(deps)).toMatchObject({ digests: 1 })
    expect(digestTo(world.leader)[0]?.text).toContain('Marta Weber, Northwind Insurance: 9 von 10')
    expect(digestTo(world.leader)[0]?.text).toContain('Woche')
    deps.setNow('2026-11-24T08:30:00Z')
    expect(await tick(deps)).toMatchObject({ digests: 1 })
    expect(digestTo(world.pm)).toHaveLength(1)
  })

  it('four servers send one digest each reader', async () => {
    await answer()
    const reports = await Promise.all(Array.from({ length: 4 }, () => tick(deps)))
    expect(reports.reduce((sum, { digests }) => sum + digests, 0)).toBe(3)
    expect(digestTo(world.leader)).toHaveLength(1)
  })

  it('the outbox shows what it says to the administrator', async () => {
    await answer()
    await tick(deps)
    const admin = await signInAs(deps, world.admin)
    expect(await admin.read('/outbox')).toContain('Your week to Mon 23 Nov')
  })
})
