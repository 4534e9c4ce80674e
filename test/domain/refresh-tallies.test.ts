import { sql } from 'kysely'
import { beforeEach, describe, expect, it } from 'vitest'
import { importFirm } from '../../src/domain/firm/import-firm.ts'
import { refreshTallies } from '../../src/domain/score/refresh-tallies.ts'
import { bringUpToDate } from '../../src/host/shipped-files.ts'
import { useDatabase } from '../support/database.ts'
import { createTestDeps, type TestDeps } from '../support/deps.ts'
import { createInvitation, createMilestone, createContact, createResponse, createWorld } from '../support/factories.ts'
import { sampleSources } from '../support/firm-files.ts'

const database = useDatabase({ connections: 6 })
let deps: TestDeps
beforeEach(() => {
  deps = createTestDeps(database.db)
})

const sums = () =>
  database.db
    .selectFrom('tally')
    .select([
      sql<number>`sum(asked)::int`.as('asked'),
      sql<number>`sum(answered)::int`.as('answered'),
      sql<number>`sum(answers)::int`.as('answers'),
      sql<number>`sum(low)::int`.as('low'),
      sql<number>`round(sum(points))::int`.as('points'),
      sql<number>`sum(reached)::int`.as('reached'),
      sql<number>`sum(surveyed)::int`.as('surveyed'),
    ])
    .executeTakeFirstOrThrow()

describe('tallies', () => {
  it('of the sample firm add up to what stands in its tables, and are counted once', async () => {
    await importFirm(deps, await sampleSources('sample-firm'))
    expect(await refreshTallies(deps)).toBeGreaterThan(90)
    const { rows } = await sql<Record<string, number>>`
      select count(*)::int as asked, count(*)::int as answered, count(*)::int as answers,
        (count(*) filter (where call_first <= 5))::int as low,
        round(sum(case call_first when 0 then 1 when 10 then 99 else 10 * call_first end))::int as points,
        (select count(*)::int from milestone where reached_on is not null) as reached,
        (select count(distinct milestone_id)::int from invitation join milestone on milestone.id = milestone_id
          where reached_on is not null) as surveyed
      from response`.execute(database.db)
    expect(await sums()).toEqual(rows[0])
    expect(await refreshTallies(deps)).toBe(0)
  })

  it('follow an answer, a change of it, another PM and a milestone taken back', async () => {
    const world = await createWorld(database.db)
    await refreshTallies(deps)
    expect(await sums()).toMatchObject({ asked: 1, answered: 0, answers: 0, reached: 1, surveyed: 1 })
    const response = await createResponse(database.db, { invitationId: world.invitation.id, callFirst: 4 })
    await database.db.updateTable('invitation').set({ state: 'answered' }).execute()
    await refreshTallies(deps)
    expect(await sums()).toMatchObject({ asked: 1, answered: 1, answers: 1, low: 1, points: 40 })
    await database.db.updateTable('response').set({ callFirst: 10 }).where('id', '=', response.id).execute()
    await database.db.updateTable('milestone').set({ reachedOn: null }).execute()
    await refreshTallies(deps)
    expect(await sums()).toMatchObject({ answers: 1, low: 0, points: 99, reached: 0, surveyed: 0 })
    await database.db.updateTable('firm').set({ lowAnswer: 10 }).execute()
    expect(await refreshTallies(deps)).toBe(1)
    expect(await sums()).toMatchObject({ low: 1 })
  })

  it('are not counted again because the program has started', async () => {
    await createWorld(database.db)
    await bringUpToDate(database.db, deps.now())
    await refreshTallies(deps)
    await bringUpToDate(database.db, deps.now())
    expect(await refreshTallies(deps)).toBe(0)
  })

  it('keep the lowest answer that the team may read apart from the lowest of all', async () => {
    const world = await createWorld(database.db)
    await createResponse(database.db, { invitationId: world.invitation.id, callFirst: 8 })
    const other = await createContact(database.db, { accountId: world.account.id })
    const { id: invitationId } = await createInvitation(database.db, {
      milestoneId: world.milestone.id,
      contactId: other.id,
      pmId: world.pm.id,
      state: 'answered',
    })
    await createResponse(database.db, { invitationId, callFirst: 2, visibility: 'leadership' })
    await refreshTallies(deps)
    const row = await database.db.selectFrom('tally').select(['lowest', 'lowestForTeam']).executeTakeFirstOrThrow()
    expect(row).toEqual({ lowest: 2, lowestForTeam: 8 })
  })

  it('lose nothing where many write and several count at once', async () => {
    const world = await createWorld(database.db)
    const milestones = await Promise.all(
      Array.from({ length: 8 }, () => createMilestone(database.db, { engagementId: world.engagement.id })),
    )
    await Promise.all(
      milestones.flatMap(({ id: milestoneId }) => [
        createInvitation(database.db, { milestoneId, contactId: world.contact.id, pmId: world.pm.id }),
        refreshTallies(deps),
      ]),
    )
    await refreshTallies(deps)
    expect(await sums()).toMatchObject({ asked: 9, reached: 9, surveyed: 9 })
  })
})
