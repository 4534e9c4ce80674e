import { describe, expect, it } from 'vitest'
import { importFirm } from '../../../src/domain/firm/import-firm.ts'
import { refitScores } from '../../../src/domain/score/refit-scores.ts'
import { useDatabase } from '../../support/database.ts'
import { createTestDeps } from '../../support/deps.ts'
import { createInvitation, createMilestone, createResponse, createWorld } from '../../support/factories.ts'
import { sampleSources } from '../../support/firm-files.ts'
import { pageText } from '../../support/page-text.ts'
import { signInAs } from '../../support/sign-in.ts'

const TITLE = 'What goes together with being called first'

describe('the drivers on the pages', () => {
  const database = useDatabase()

  it('count for a PM no answer for leadership only, which leadership reads', async () => {
    const { db } = database
    const deps = createTestDeps(db)
    const world = await createWorld(db)
    const rate = async (rating: number, visibility: 'team' | 'leadership') => {
      const { id: milestoneId } = await createMilestone(db, { engagementId: world.engagement.id })
      const { id: invitationId } = await createInvitation(db, {
        milestoneId,
        contactId: world.contact.id,
        pmId: world.pm.id,
        state: 'answered',
      })
      const { id: responseId } = await createResponse(db, { invitationId, visibility })
      await db.insertInto('experience').values({ responseId, key: 'delivered', rating }).execute()
    }
    for (let times = 0; times < 4; times += 1) await rate(5, 'team')
    for (let times = 0; times < 4; times += 1) await rate(1, 'leadership')
    await refitScores(deps, { always: true })
    const own = await pageText(await signInAs(deps, world.pm), '/my-score')
    expect(own).toContain('5.0 of 5')
    expect(own).not.toContain('3.0')
    const leader = await signInAs(deps, world.leader)
    expect(await pageText(leader, `/pms/${world.pm.id}`)).toContain('3.0 of 5')
    expect(await pageText(leader, '/overview')).toContain('3.0 of 5')
  })

  it('of the sample firm are weighed for the firm, and are the firm’s for a PM with few answers', async () => {
    const deps = createTestDeps(database.db)
    await importFirm(deps, await sampleSources('sample-firm'))
    await refitScores(deps, { always: true })
    await refitScores(deps, { always: true })
    const rows = await database.db.selectFrom('driver').selectAll().where('subjectKind', '=', 'firm').execute()
    expect(rows).toHaveLength(14)
    for (const audience of ['team', 'leadership']) {
      const shares = rows.filter((row) => row.audience === audience).map(({ share }) => share ?? 0)
      expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9)
    }
    const pm = await database.db.selectFrom('staff').selectAll().where('role', '=', 'pm').executeTakeFirstOrThrow()
    const text = await pageText(await signInAs(deps, pm), '/my-score')
    expect(text).toContain(TITLE)
    expect(text).toContain('Too early to say for your own clients')
    expect(text).toContain('The shares are the firm’s')
  })
})
