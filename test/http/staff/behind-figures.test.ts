import { parse } from 'csv-parse/sync'
import { beforeEach, describe, expect, it } from 'vitest'
import { placeHold } from '../../../src/domain/asking/place-hold.ts'
import { planInvitations } from '../../../src/domain/asking/plan-invitations.ts'
import { actor } from '../../support/actor.ts'
import { useDatabase } from '../../support/database.ts'
import { createTestDeps, type TestDeps } from '../../support/deps.ts'
import {
  addParticipant,
  createAccount,
  createContact,
  createEngagement,
  createFollowUp,
  createInvitation,
  createMilestone,
  createResponse,
  createStaff,
  createWorld,
  type World,
} from '../../support/factories.ts'
import { signInAs, type StaffBrowser } from '../../support/sign-in.ts'

const database = useDatabase()
let deps: TestDeps
let world: World
let otherPm: { id: number }
let otherAccount: { id: number }

const KINDS = ['kickoff', 'delivery', 'close'] as const
const MONTHS = ['2026-02', '2026-06', '2026-09', '2026-11'] as const

/** Somebody at each of a project's milestones, who was asked and answered or was not, in turn. */
async function fillEngagement(accountId: number, pmId: number, given: { value: string; currency: string }) {
  const { db } = database
  const engagement = await createEngagement(db, { accountId, pmId, ...given })
  const contacts = [await createContact(db, { accountId }), await createContact(db, { accountId })]
  for (const contact of contacts) await addParticipant(db, engagement, contact, 'decision_maker')
  let turn = 0
  for (const month of MONTHS) {
    for (const kind of KINDS) {
      const milestone = await createMilestone(db, { engagementId: engagement.id, kind, reachedOn: `${month}-10` })
      for (const contact of contacts) {
        turn += 1
        if (turn % 7 === 0) continue
        const at = new Date(`${month}-${turn % 3 === 0 ? '28' : '12'}T09:00:00Z`)
        const about = { milestoneId: milestone.id, contactId: contact.id, pmId }
        if (turn % 5 === 0) {
          await createInvitation(db, { ...about, state: 'held_back', sentAt: null, closesAt: null })
          continue
        }
        const isImported = turn % 11 === 0
        const survey = kind === 'delivery' ? 'delivery' : 'kickoff'
        const isAnswered = isImported || turn % 2 === 0
        const invitation = await createInvitation(db, {
          ...about,
          survey,
          state: isAnswered ? 'answered' : 'sent',
          ...(isImported ? { origin: 'import', sentAt: null, dueAt: null, closesAt: null } : { sentAt: at }),
        })
        if (!isAnswered) continue
        const callFirst = (turn * 3) % 11
        const answeredAt = new Date(at.getTime() + 5 * 86_400_000)
        const response = await createResponse(db, { invitationId: invitation.id, callFirst, answeredAt })
        if (turn % 4 === 0) {
          const need = { responseId: response.id, need: `Need ${turn}`, openedAt: answeredAt }
          await db
            .insertInto('opportunity')
            .values({ ...need, state: turn % 8 === 0 ? 'new' : 'won' })
            .execute()
        }
        if (callFirst < 4) {
          const dueAt = new Date(turn % 3 === 0 ? '2026-11-19T10:00:00Z' : '2026-11-24T10:00:00Z')
          await createFollowUp(db, {
            responseId: response.id,
            invitationId: invitation.id,
            ownerId: world.leader.id,
            dueAt,
          })
        }
      }
    }
  }
  return engagement
}

beforeEach(async () => {
  const { db } = database
  deps = createTestDeps(db)
  world = await createWorld(db, { invitation: { state: 'closed' } })
  otherPm = await createStaff(db, { name: 'Sam Okafor' })
  otherAccount = await createAccount(db, { name: 'Contoso Health', industry: 'Health' })
  await db.updateTable('account').set({ industry: 'Insurance' }).where('id', '=', world.account.id).execute()
  await fillEngagement(world.account.id, world.pm.id, { value: '90000', currency: 'EUR' })
  await fillEngagement(otherAccount.id, otherPm.id, { value: '50000', currency: 'USD' })
  await fillEngagement(otherAccount.id, world.pm.id, { value: '70000', currency: 'EUR' })
  const left = await createContact(db, { accountId: world.account.id })
  await addParticipant(db, world.engagement, left, 'decision_maker')
  const where = { contactId: left.id, engagementId: world.engagement.id }
  await placeHold(deps, actor(world.pm), where, 'On parental leave')
  await planInvitations(deps)
})

type Link = { text: string; path: string }

/** The links of the overview that say a number. */
async function numbersOf(leader: StaffBrowser, path: string): Promise<Link[]> {
  const html = await leader.read(path)
  const main = html.slice(html.indexOf('<h1'), html.indexOf('Project managers</h2>'))
  return [...main.matchAll(/<a href="([^"]+)"[^>]*>([^<]*)<\/a>/g)]
    .map(([, href = '', text = '']) => ({ text, path: href.replaceAll('&amp;', '&') }))
    .filter(
      ({ text, path }) => /^\d/.test(text) && /^\/(answers|overview\/|coverage|follow-ups\?|follow-ups$)/.test(path),
    )
}

/** How many rows stand behind a link, all pages of them. */
async function rowsBehind(leader: StaffBrowser, path: string): Promise<number> {
  const table = path.replace(/^\/coverage/, '/coverage-people').replace(/(?=\?)|$/, '.csv')
  const rows: unknown[] = parse(await leader.read(table), { columns: true, bom: true })
  return rows.length
}

/** Rows that any of the lists shows on its first page. */
const PAGE_LINES = 25

/** How many rows the page itself shows. */
async function rowsShown(leader: StaffBrowser, path: string): Promise<number> {
  const html = await leader.read(path)
  const last = html.slice(html.lastIndexOf('<tbody'))
  return [...last.matchAll(/<tr /g)].length
}

/** The number that a link says, by the link. */
const said = ({ text }: Link): number => Number(/^\d+/.exec(text)?.[0])

const FILTERS: readonly [string, () => string][] = [
  ['nothing', () => ''],
  ['a shorter period', () => 'period=m3'],
  ['a quarter', () => 'period=2026-q2'],
  ['a PM', () => `pm=${world.pm.id}`],
  ['an account', () => `account=${otherAccount.id}`],
  ['an industry', () => 'industry=Health'],
  ['a milestone kind', () => 'kind=delivery'],
  ['a survey', () => 'survey=delivery'],
  ['an earlier tool', () => 'survey=earlier'],
  [
    'all of it',
    () => `period=m6&pm=${world.pm.id}&account=${otherAccount.id}&industry=Health&kind=close&survey=kickoff`,
  ],
]

describe('each number of the overview opens as many rows, narrowed to', () => {
  it.each(FILTERS)('%s', async (_, query) => {
    const leader = await signInAs(deps, world.leader)
    const links = await numbersOf(leader, `/overview?${query()}`)
    const counted: { text: string; path: string; number: number; shown: number }[] = []
    for (const link of links) {
      const number = await rowsBehind(leader, link.path)
      const shown = await rowsShown(leader, link.path)
      counted.push({ ...link, number, shown: Math.min(shown, PAGE_LINES) })
    }
    expect(counted).toEqual(
      links.map((link) => ({ ...link, number: said(link), shown: Math.min(said(link), PAGE_LINES) })),
    )
  })

  it('nothing, and every figure has its number', async () => {
    const leader = await signInAs(deps, world.leader)
    const kinds = (await numbersOf(leader, '/overview')).map(({ text }) => text.replace(/^\d+ ?/, ''))
    expect([...new Set(kinds)].toSorted()).toEqual(
      'accounts|answered|answers|asked|engagement|engagements|follow-ups open|heard|left out by a hold|of the milestones|of them low|of them overdue|reached|still new'.split(
        '|',
      ),
    )
  })
})

/** A section of a page, by its title. */
const sectionOf = (html: string, title: string): string => {
  const from = html.indexOf(`${title}</h2>`)
  return html.slice(from, html.indexOf('</section>', from))
}

const linksTo = (html: string, path: RegExp): string[] =>
  [...html.matchAll(/<a [^>]*?href="([^"]+)"/g)]
    .map(([, href = '']) => href.replaceAll('&amp;', '&'))
    .filter((each) => path.test(each))

describe('what clients need next goes by the whole filter', () => {
  it.each([...FILTERS, ['an industry of nobody', () => 'industry=Media'] as const])('%s', async (_, query) => {
    const leader = await signInAs(deps, world.leader)
    const section = sectionOf(await leader.read(`/overview?${query()}`), 'What clients need next')
    const behind = await leader.read(`/overview/needs?${query()}&only=part`)
    const listed = linksTo(behind, /^\/opportunities\/\d+$/)
    expect(linksTo(section, /^\/opportunities\/\d+$/)).toEqual(listed.slice(0, 4))
    const all = linksTo(section, /^\/overview\/needs\?.*only=part/)
    expect(all).toHaveLength(listed.length === 0 ? 0 : 1)
    for (const path of all) expect(await rowsBehind(leader, path)).toBe(listed.length)
  })

  it('says that none was heard where none was', async () => {
    const leader = await signInAs(deps, world.leader)
    const html = await leader.read('/overview?industry=Health&period=2026-q1&kind=close')
    expect(html).toContain('None was told in answers of this period.')
    expect(html).not.toContain('all are being worked on')
  })
})

it('what stands behind a figure is for whom the overview is', async () => {
  for (const staff of [world.pm, world.accountManager]) {
    const browser = await signInAs(deps, staff)
    for (const path of ['/overview/asked', '/overview/needs.csv']) expect((await browser.get(path)).status).toBe(403)
  }
})
