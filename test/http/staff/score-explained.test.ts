import { parse } from 'csv-parse/sync'
import { beforeEach, describe, expect, it } from 'vitest'
import { insertFit } from '../../../src/db/score/scores.ts'
import { refitScores } from '../../../src/domain/score/refit-scores.ts'
import type { Row } from '../../../src/db/schema.ts'
import { useDatabase } from '../../support/database.ts'
import { createTestDeps, type TestDeps } from '../../support/deps.ts'
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
} from '../../support/factories.ts'
import { pageText } from '../../support/page-text.ts'
import { signInAs } from '../../support/sign-in.ts'

const database = useDatabase()
let deps: TestDeps
let world: World
let other: Row<'staff'>

/** So many contacts of an account answer about a PM. */
async function answers(pm: { id: number }, account: { id: number }, callFirst: readonly number[]) {
  const { db } = database
  const engagement = await createEngagement(db, { accountId: account.id, pmId: pm.id })
  for (const each of callFirst) {
    const contact = await createContact(db, { accountId: account.id })
    const milestone = await createMilestone(db, { engagementId: engagement.id })
    const about = { milestoneId: milestone.id, contactId: contact.id, pmId: pm.id }
    const invitation = await createInvitation(db, { ...about, state: 'answered' })
    await createResponse(db, { invitationId: invitation.id, callFirst: each })
  }
}

const comparisons = () =>
  database.db.selectFrom('audit').select(['staffId', 'detail']).where('action', '=', 'pms_compared').execute()

const compare = (a: { id: number }, b: { id: number }) => `/pms/compare?a=${a.id}&b=${b.id}`

beforeEach(async () => {
  deps = createTestDeps(database.db)
  world = await createWorld(database.db)
  other = await createStaff(database.db, { name: 'Otto Klein' })
})

describe('the comparison of two PMs', () => {
  it('is refused to a PM and an account manager, and such a try is no comparison', async () => {
    for (const staff of [world.pm, world.accountManager]) {
      const browser = await signInAs(deps, staff)
      for (const path of ['/pms/compare', compare(world.pm, other)])
        expect({ path, status: (await browser.get(path)).status }).toEqual({ path, status: 403 })
    }
    expect(await comparisons()).toEqual([])
  })

  it('is kept with who compared whom, once two are compared', async () => {
    const browser = await signInAs(deps, world.leader)
    await browser.get('/pms/compare')
    await browser.get(`/pms/compare?a=${other.id}`)
    await browser.get(compare(other, other))
    expect(await comparisons()).toEqual([])
    await browser.get(compare(other, world.pm))
    expect(await comparisons()).toEqual([{ staffId: world.leader.id, detail: { pmIds: [other.id, world.pm.id] } }])
  })

  it('asks for two PMs, and for two different ones', async () => {
    const browser = await signInAs(deps, world.admin)
    expect(await pageText(browser, '/pms/compare?a=&b=')).toContain('Choose one PM')
    expect(await pageText(browser, `/pms/compare?a=${other.id}&b=`)).toContain('Choose another PM')
    expect(await pageText(browser, compare(other, other))).toContain('Choose two different PMs')
    expect((await browser.get(compare(other, other))).status).toBe(422)
    for (const b of ['999999', 'nobody', '0', `${world.accountManager.id}`])
      expect((await browser.get(`/pms/compare?a=${other.id}&b=${b}`)).status).toBe(404)
  })

  it('says the same from either side once shared clients connect them', async () => {
    const second = await createAccount(database.db)
    for (const account of [world.account, second]) {
      await answers(world.pm, account, [10, 10, 9, 10, 9, 10])
      await answers(other, account, [1, 0, 2, 1, 0, 1])
    }
    await refitScores(deps, { always: true })
    const browser = await signInAs(deps, world.leader)
    const words = `that clients would call ${world.pm.name} first sooner than Otto Klein: `
    expect(await pageText(browser, compare(world.pm, other))).toContain(words)
    expect(await pageText(browser, compare(other, world.pm))).toContain(words)
    const apart = async (a: { id: number }, b: { id: number }) =>
      /\S+ \S+ stands (\d+) points (above|below) \S+ \S+, likely between (\d+) (?:above|below) and (\d+)/
        .exec(await pageText(browser, compare(a, b)))
        ?.slice(1)
    const [points, above, low, high] = (await apart(world.pm, other)) ?? []
    expect(above).toBe('above')
    expect(Number(low)).toBeLessThan(Number(points))
    expect(Number(points)).toBeLessThan(Number(high))
    expect(await apart(other, world.pm)).toEqual([points, 'below', high, low])
    const csv = await browser.read(compare(other, world.pm).replace('?', '.csv?'))
    const rows: Record<string, string>[] = parse(csv, { columns: true, bom: true })
    expect(rows.map(({ points_apart: difference }) => Number(difference))).toEqual([-Number(points), Number(points)])
    expect(rows[1]).toMatchObject({ apart_low: low, apart_high: high })
  })

  it('says that nothing connects them where no client is shared', async () => {
    for (const pm of [world.pm, other])
      for (const account of [await createAccount(database.db), await createAccount(database.db)])
        await answers(pm, account, [8, 7, 9, 8, 7, 8])
    await refitScores(deps, { always: true })
    expect(await pageText(await signInAs(deps, world.leader), compare(world.pm, other))).toContain(
      'Not comparable: no chain of shared clients connects them.',
    )
  })

  it('is too early while one of them has not enough', async () => {
    await answers(world.pm, world.account, [8])
    await refitScores(deps, { always: true })
    const text = await pageText(await signInAs(deps, world.leader), compare(world.pm, other))
    expect(text).toContain('Too early to say. There is not enough yet on')
  })
})

describe('a score that is too early to say', () => {
  it('names what is missing by the thresholds of the firm', async () => {
    await answers(world.pm, world.account, [8, 7, 9])
    await database.db.updateTable('firm').set({ minAnswers: 6, minAccounts: 2 }).execute()
    await refitScores(deps, { always: true })
    const own = await pageText(await signInAs(deps, world.pm), '/my-score')
    expect(own).toContain('3 answers from 1 client. Still missing: 3 more answers and one more client.')
    const account = await pageText(await signInAs(deps, world.leader), `/accounts/${world.account.id}`)
    expect(account).toContain('3 answers from 1 client. Still missing: 3 more answers.')
  })
})

describe('how the score works', () => {
  it('is for everybody of the firm, before and after the first fit, and what rests on all answers for leadership', async () => {
    const read = async () => {
      for (const staff of [world.pm, world.leader, world.admin, world.accountManager])
        expect(await pageText(await signInAs(deps, staff), '/how-the-score-works')).toContain('What the range means')
    }
    await read()
    await answers(world.pm, world.account, [8, 7, 9])
    await refitScores(deps, { always: true })
    await read()
    const text = await pageText(await signInAs(deps, world.pm), '/how-the-score-works')
    expect(text).toContain('This firm, as of Fri 20 Nov')
    expect(text).not.toContain('Share, of 100')
    expect(await pageText(await signInAs(deps, world.leader), '/how-the-score-works')).toContain('Share, of 100')
  })
})

describe('pages with scores', () => {
  const failed = () =>
    insertFit(database.db, {
      asOf: '2026-11-20',
      answers: 0,
      answersThrough: null,
      evidence: '',
      finishedAt: new Date(deps.now().getTime() + 1000),
      failure: 'disk full',
    })

  it('say that the last fit failed, of which day the scores are, and nothing of why', async () => {
    await answers(world.pm, world.account, [8, 7, 9])
    await refitScores(deps, { always: true })
    const leader = await signInAs(deps, world.leader)
    const shown = ['/overview', '/pms', `/pms/${world.pm.id}`, '/accounts', `/accounts/${world.account.id}`]
    const paths = [...shown, '/engagements', `/engagements/${world.engagement.id}`, compare(world.pm, other)]
    for (const path of paths) expect(await pageText(leader, path)).not.toContain('did not succeed')
    await failed()
    const words =
      'These scores are of Fri 20 Nov: the last fit did not succeed; the administrator can see why in the log.'
    for (const path of paths) expect(await pageText(leader, path), path).toContain(words)
    const own = await pageText(await signInAs(deps, world.pm), '/my-score')
    expect(own).toContain(words)
    expect(own).not.toContain('disk full')
  })

  it('say that there are none yet where the first fit failed', async () => {
    await failed()
    expect(await pageText(await signInAs(deps, world.leader), '/pms')).toContain(
      'There are no scores yet: the last fit did not succeed',
    )
  })
})
