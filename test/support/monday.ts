import { addDays, dayIn } from '../../src/core/calendar.ts'
import type { Db } from '../../src/db/database.ts'
import type { Row } from '../../src/db/schema.ts'
import { answerSurvey } from '../../src/domain/answering/answer-survey.ts'
import { planInvitations } from '../../src/domain/asking/plan-invitations.ts'
import { refitScores } from '../../src/domain/score/refit-scores.ts'
import { refreshTallies } from '../../src/domain/score/refresh-tallies.ts'
import { createTestDeps } from './deps.ts'
import {
  addParticipant,
  createAccount,
  createContact,
  createEngagement,
  createInvitation,
  createMilestone,
  createResponse,
  createStaff,
  createWorld,
} from './factories.ts'

export const NEED = 'A portal for our 300 brokers, with the claims data that your team knows by now.'

export type Monday = Awaited<ReturnType<typeof createMonday>>

const DAY_MS = 86_400_000
const daysAgo = (days: number): Date => new Date(Date.now() - days * DAY_MS)

/** The walks have to work on a Sunday night, too, and nobody waits for a cap. */
const ALWAYS = { workFrom: 0, workUntil: 24, workDays: 'mon tue wed thu fri sat sun', contactCapDays: 0 } as const

type Client = { pm: Row<'staff'>; name: string; industry: string; answers: readonly number[] }

/** An account with a project of the PM, whose two contacts have answered through the last year. */
async function createClient(db: Db, { pm, name, industry, answers }: Client) {
  const account = await createAccount(db, { name, industry })
  const engagement = await createEngagement(db, { accountId: account.id, pmId: pm.id, name: `${name} app` })
  const contacts = [
    await createContact(db, { accountId: account.id, name: `Ana of ${name}` }),
    await createContact(db, { accountId: account.id, name: `Bo of ${name}` }),
  ] as const
  for (const contact of contacts) await addParticipant(db, engagement, contact)
  for (const [index, callFirst] of answers.entries()) {
    const answeredAt = daysAgo(20 + index * 50)
    const kind = ['close', 'delivery', 'midpoint', 'kickoff'][index % 4] ?? 'delivery'
    const on = dayIn('UTC', answeredAt)
    const milestone = await createMilestone(db, {
      engagementId: engagement.id,
      kind,
      reachedOn: on,
      decidedAt: answeredAt,
    })
    for (const contact of contacts) {
      const { id } = await createInvitation(db, {
        milestoneId: milestone.id,
        contactId: contact.id,
        pmId: pm.id,
        sentAt: answeredAt,
        state: 'answered',
        closesAt: answeredAt,
      })
      await createResponse(db, { invitationId: id, callFirst, answeredAt })
    }
  }
  return { account, engagement, contacts }
}

/**
 * A firm on a Monday, by the clock of the machine: two PMs with a year of answers behind them, and at Northwind a new answer
 * with a need, a low one that its PM has to act on, and a milestone just reached.
 */
export async function createMonday(db: Db) {
  const deps = createTestDeps(db, { now: new Date().toISOString() })
  const soon = new Date(Date.now() + 9 * DAY_MS)
  const world = await createWorld(db, { invitation: { closesAt: soon } })
  await db
    .updateTable('firm')
    .set({ ...ALWAYS, ownerOfLow: 'pm', accountCapCount: 50 })
    .execute()
  const today = dayIn('Europe/Berlin', new Date())
  await db
    .updateTable('milestone')
    .set({ reachedOn: addDays(today, -4), decidedAt: deps.now() })
    .execute()
  await db.updateTable('account').set({ industry: 'Insurance' }).execute()
  const other = await createStaff(db, { name: 'Omar Berg', role: 'pm', leaderId: world.leader.id })
  const halden = await createClient(db, {
    pm: world.pm,
    name: 'Halden Motors',
    industry: 'Motors',
    answers: [9, 8, 9, 8],
  })
  await createClient(db, { pm: world.pm, name: 'Juniper Health', industry: 'Health', answers: [9, 9, 8] })
  await createClient(db, { pm: world.pm, name: 'Pascal Bank', industry: 'Finance', answers: [8, 9, 9] })
  await createClient(db, { pm: other, name: 'Tessel Labs', industry: 'Labs', answers: [4, 5, 4, 6] })
  await createClient(db, { pm: other, name: 'Corvid Media', industry: 'Media', answers: [6, 5, 7, 6] })
  const { account, engagement, milestone, pm } = world
  const people: Row<'contact'>[] = []
  for (const [name, role] of [
    ['Ben Arlt', 'sponsor'],
    ['Chiara Rossi', 'sponsor'],
    ['Deniz Yılmaz', 'decision_maker'],
    ['Elif Kaya', 'user'],
  ] as const) {
    const email = `${name.split(' ')[0]?.toLowerCase()}@northwind.example`
    const contact = await createContact(db, { accountId: account.id, name, email, phone: '+49 30 1234567' })
    await addParticipant(db, engagement, contact, role)
    people.push(contact)
  }
  const [ben] = people
  if (ben === undefined) throw new Error('nobody takes part')
  const asked = await createInvitation(db, {
    milestoneId: milestone.id,
    contactId: ben.id,
    pmId: pm.id,
    closesAt: soon,
  })
  await answerSurvey(deps, world.invitation.token, {
    call_first: '9',
    comment: 'They were there when it mattered.',
    needs_next: NEED,
  })
  await answerSurvey(deps, asked.token, {
    call_first: '3',
    comment: 'The invoice dispute took three weeks.',
    call_me: 'yes',
  })
  await createMilestone(db, { engagementId: engagement.id, kind: 'close', reachedOn: today })
  await planInvitations(deps)
  await refitScores(deps, { always: true })
  await refreshTallies(deps)
  return { ...world, other, halden }
}
