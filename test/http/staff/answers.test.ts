import { beforeEach, describe, expect, it } from 'vitest'
import { PAGE_LINES } from '../../../src/core/page-of.ts'
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

type Given = {
  callFirst: number
  comment?: string
  visibility?: 'team' | 'leadership'
  kind?: string
  answeredAt?: string
}

/** Marta answers at a milestone of her own. */
async function answer({ kind = 'delivery', answeredAt = '2026-11-19T10:00:00Z', ...given }: Given): Promise<number> {
  const { db } = database
  const milestone = await createMilestone(db, { engagementId: world.engagement.id, kind })
  const { id: invitationId } = await createInvitation(db, {
    milestoneId: milestone.id,
    contactId: world.contact.id,
    pmId: world.pm.id,
    state: 'answered',
  })
  return (await createResponse(db, { invitationId, answeredAt: new Date(answeredAt), ...given })).id
}

beforeEach(async () => {
  deps = createTestDeps(database.db)
  world = await createWorld(database.db)
  await answer({ callFirst: 9, comment: 'They knew our business.' })
  await answer({ callFirst: 3, comment: '=cmd|secret', visibility: 'leadership', kind: 'close' })
  await answer({ callFirst: 7, kind: 'kickoff', answeredAt: '2025-03-02T10:00:00Z' })
})

describe('the answers behind a figure', () => {
  it('are counted and listed for leadership, the newest first, within the period of the address', async () => {
    const leader = await signInAs(deps, world.leader)
    const year = await pageText(leader, '/answers')
    expect(year).toContain('2 answers, given Dec 2025 to Nov 2026; the newest first.')
    expect(year).toContain('They knew our business.')
    expect(year).toContain('leadership only')
    expect(await pageText(leader, '/answers?period=m24')).toContain('3 answers, given Dec 2024 to Nov 2026')
    expect(await pageText(leader, '/answers?period=2025-q1')).toContain('1 answer, given Jan 2025 to Mar 2025')
    expect(await pageText(leader, '/answers?kind=close')).toContain('1 answer,')
    const low = await pageText(leader, '/answers?low=1')
    expect(low).toContain('Answers of 5 or less: 1')
    expect(low).not.toContain('They knew our business.')
    expect(await pageText(leader, '/answers?period=nonsense&pm=x&after=1')).toContain('2 answers,')
    expect(await pageText(leader, `/answers?account=${world.account.id + 999}`)).toContain(
      'No answer that you may read fits.',
    )
  })

  it('are to a PM and an account manager what they may read, without a count', async () => {
    // A PM who guesses would not see it before opening it.
    await database.db.updateTable('staff').set({ guesses: false }).execute()
    for (const staff of [world.pm, world.accountManager]) {
      const text = await pageText(await signInAs(deps, staff), '/answers')
      expect(text).toContain('They knew our business.')
      expect(text).toContain('Answers, given')
      expect(text).not.toContain('cmd')
      const table = await (await signInAs(deps, staff)).read('/answers.csv')
      expect(table.trim().split('\r\n')).toHaveLength(2)
    }
    const other = await signInAs(deps, await createStaff(database.db))
    expect(await pageText(other, '/answers')).toContain('No answer that you may read fits.')
  })

  it('leave as CSV with nothing that a spreadsheet would run', async () => {
    const browser = await signInAs(deps, world.leader)
    const response = await browser.get('/answers.csv?period=m24&low=1')
    expect(response.headers.get('content-type')).toContain('text/csv')
    const [head, row, ...rest] = (await response.text()).trim().split('\r\n')
    expect(head).toBe('answered_at,call_first,contact,role,account,engagement,milestone,pm,visibility,comment')
    expect(row).toBe(
      "2026-11-19T10:00:00.000Z,3,Marta Weber,sponsor,Northwind Insurance,Claims portal rebuild,close,Dana Reyes,leadership,'=cmd|secret",
    )
    expect(rest).toEqual([])
  })

  it('come some on a page, each once, in the same order for whoever may read them', async () => {
    const { db } = database
    await db.updateTable('staff').set({ guesses: false }).execute()
    const account = await createAccount(db, { industry: 'Motors', accountManagerId: world.accountManager.id })
    const contact = await createContact(db, { accountId: account.id })
    const others = await createStaff(db)
    for (let i = 0; i < PAGE_LINES + 3; i += 1) {
      // A third led now, a third of days when it was theirs, a third both.
      const led = i % 3 === 0 ? others.id : world.pm.id
      const engagement = await createEngagement(db, { accountId: account.id, pmId: led })
      const { id: milestoneId } = await createMilestone(db, { engagementId: engagement.id })
      const pmId = i % 3 === 1 ? others.id : world.pm.id
      const { id: invitationId } = await createInvitation(db, { milestoneId, contactId: contact.id, pmId })
      // Most at the same instant: the key tells them apart.
      await createResponse(db, { invitationId, answeredAt: new Date(`2026-11-1${i % 2}T10:00:00Z`) })
    }
    const idsOf = (html: string) => [...html.matchAll(/href="\/responses\/(\d+)"/g)].map(([, id]) => id)
    const pagesFor = async (staff: World['pm']) => {
      const browser = await signInAs(deps, staff)
      const first = await browser.read('/answers?industry=Motors')
      const older = /href="(\/answers\?[^"]*after=[^"]*)"/.exec(first)?.[1]?.replaceAll('&amp;', '&')
      const second = await browser.read(older ?? '')
      expect(idsOf(first)).toHaveLength(PAGE_LINES)
      expect(second).not.toContain('after=')
      return [...idsOf(first), ...idsOf(second)]
    }
    const all = await pagesFor(world.leader)
    expect(new Set(all).size).toBe(PAGE_LINES + 3)
    expect(await pagesFor(world.pm)).toEqual(all)
    expect(await pagesFor(world.accountManager)).toEqual(all)
  })
})
