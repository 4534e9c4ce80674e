import fc from 'fast-check'
import { sql } from 'kysely'
import { expect, it } from 'vitest'
import type { Db } from '../../src/db/database.ts'
import type { Row } from '../../src/db/schema.ts'
import { closeSurveys } from '../../src/domain/asking/close-surveys.ts'
import { liftHold } from '../../src/domain/asking/lift-hold.ts'
import { placeHold } from '../../src/domain/asking/place-hold.ts'
import { planInvitations } from '../../src/domain/asking/plan-invitations.ts'
import { queueReminders } from '../../src/domain/asking/queue-reminders.ts'
import { reachMilestone } from '../../src/domain/asking/reach-milestone.ts'
import { releaseInvitations } from '../../src/domain/asking/release-invitations.ts'
import { sendDue } from '../../src/domain/sending/send-due.ts'
import { unreachMilestone } from '../../src/domain/asking/unreach-milestone.ts'
import type { Deps } from '../../src/deps.ts'
import { useDatabase } from '../support/database.ts'
import { createTestDeps, type TestDeps } from '../support/deps.ts'
import {
  addParticipant,
  createAccount,
  createContact,
  createEngagement,
  createMilestone,
  createResponse,
  createStaff,
} from '../support/factories.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const CAPS = { contactCapDays: 3, accountCapCount: 2, accountCapDays: 2 }

type Model = {
  db: Db
  deps: TestDeps
  admin: { role: 'admin'; staffId: number }
  milestones: Row<'milestone'>[]
  contacts: Row<'contact'>[]
  /** What the mail server says to the next messages. */
  serverTakes: boolean
}

/** Two PMs, three engagements of two accounts that share people, one of whom is listed at both accounts. */
async function createModel(db: Db): Promise<Model> {
  for (const table of [
    'decision',
    'hold',
    'email',
    'experience',
    'response',
    'invitation',
    'milestone',
    'engagement_contact',
    'engagement',
    'contact',
    'account',
  ]) {
    await sql`delete from ${sql.table(table)}`.execute(db)
  }
  await db
    .updateTable('firm')
    .set({
      ...CAPS,
      staleAfterDays: 60,
      workDays: 'mon tue wed thu fri sat sun',
      mailsPerMinute: 0,
      mailsPerMinutePerDomain: 0,
    })
    .execute()
  await db
    .updateTable('planRule')
    .set({ delayDays: 0, reminderAfterDays: [1, 4], closesAfterDays: 9 })
    .execute()
  const pms = [await createStaff(db), await createStaff(db)]
  const admin = await createStaff(db, { role: 'admin' })
  const accounts = [await createAccount(db), await createAccount(db)]
  const shared = `shared-${admin.id}@client.example`
  const contacts: Row<'contact'>[] = []
  for (const email of [shared, undefined, undefined, undefined]) {
    contacts.push(await createContact(db, { accountId: accounts[0]!.id, ...(email && { email }) }))
  }
  contacts.push(await createContact(db, { accountId: accounts[1]!.id, email: shared.toUpperCase() }))
  const milestones: Row<'milestone'>[] = []
  for (const [account, pm] of [
    [0, 0],
    [0, 1],
    [1, 1],
  ] as const) {
    const engagement = await createEngagement(db, { accountId: accounts[account]!.id, pmId: pms[pm]!.id })
    for (const contact of contacts)
      if (contact.accountId === engagement.accountId) await addParticipant(db, engagement, contact)
    for (const kind of ['kickoff', 'midpoint', 'delivery', 'close', 'aftercare']) {
      milestones.push(await createMilestone(db, { engagementId: engagement.id, kind, reachedOn: null }))
    }
  }
  const model: Model = {
    db,
    deps: null as never,
    admin: { role: 'admin', staffId: admin.id },
    milestones,
    contacts,
    serverTakes: true,
  }
  const deliver: Deps['mailer']['deliver'] = async () =>
    model.serverTakes ? { kind: 'sent' } : { kind: 'failed', reason: '451 try later' }
  model.deps = createTestDeps(db, {
    now: '2026-03-02T09:00:00Z',
    deps: { mailer: { connections: 2, deliver, close: async () => {} } },
  })
  return model
}

async function work({ deps }: Model): Promise<void> {
  await closeSurveys(deps)
  await planInvitations(deps)
  await releaseInvitations(deps)
  await queueReminders(deps)
  await sendDue(deps)
}

async function answer({ db, deps, contacts }: Model, who: number): Promise<void> {
  const waiting = await db
    .selectFrom('invitation')
    .select('id')
    .where('contactId', '=', contacts[who % contacts.length]!.id)
    .where('state', '=', 'sent')
    .where('sentAt', 'is not', null)
    .executeTakeFirst()
  if (!waiting) return
  await createResponse(db, { invitationId: waiting.id, answeredAt: deps.now() })
  await db.updateTable('invitation').set({ state: 'answered' }).where('id', '=', waiting.id).execute()
}

async function liftSome({ db, deps, admin }: Model): Promise<void> {
  const open = await db.selectFrom('hold').select('id').where('liftedAt', 'is', null).executeTakeFirst()
  if (open) await liftHold(deps, admin, open.id, '')
}

type Step = { does: keyof typeof STEPS; which: number }

const STEPS = {
  work,
  twoServers: async (model: Model) => void (await Promise.all([work(model), work(model)])),
  wait: async ({ deps }: Model, hours: number) =>
    deps.setNow(new Date(deps.now().getTime() + (1 + hours) * HOUR_MS).toISOString()),
  stepBack: async ({ deps }: Model, hours: number) =>
    deps.setNow(new Date(deps.now().getTime() - (hours % 40) * HOUR_MS).toISOString()),
  reach: async ({ deps, admin, milestones }: Model, which: number) => {
    const day = new Date(deps.now().getTime() - (which % 3) * DAY_MS).toISOString().slice(0, 10)
    await reachMilestone(deps, admin, { id: milestones[which % milestones.length]!.id }, day)
  },
  unreach: async ({ deps, admin, milestones }: Model, which: number) =>
    void (await unreachMilestone(deps, admin, { id: milestones[which % milestones.length]!.id })),
  holdMilestone: async ({ deps, admin, milestones }: Model, which: number) =>
    void (await placeHold(deps, admin, { milestoneId: milestones[which % milestones.length]!.id }, 'not now')),
  holdContact: async ({ deps, admin, contacts }: Model, which: number) =>
    void (await placeHold(
      deps,
      admin,
      { contactId: contacts[which % contacts.length]!.id, engagementId: null },
      'not now',
    )),
  lift: liftSome,
  answer,
  move: async ({ db, contacts }: Model, which: number) => {
    const contact = contacts[which % contacts.length]!
    const email = which % 3 === 0 ? contacts[(which + 1) % contacts.length]!.email : `moved-${which}-${contact.email}`
    await db.updateTable('contact').set({ email }).where('id', '=', contact.id).execute()
  },
  server: async (model: Model, which: number) => {
    model.serverTakes = which % 2 === 0
  },
}

const step = (does: keyof typeof STEPS, weight: number) => ({
  weight,
  arbitrary: fc.record({ does: fc.constant(does), which: fc.nat(59) }),
})
const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    step('work', 6),
    step('twoServers', 2),
    step('wait', 8),
    step('stepBack', 2),
    step('reach', 6),
    step('unreach', 1),
    step('holdMilestone', 1),
    step('holdContact', 1),
    step('lift', 2),
    step('answer', 2),
    step('move', 1),
    step('server', 1),
  ),
  { minLength: 60, maxLength: 90 },
)

type Sent = { invitationId: number; accountId: number; to: string; at: Date; kind: string; ordinal: number }

const listSent = async (db: Db): Promise<Sent[]> =>
  (
    await sql<Sent>`
      select email.invitation_id, contact.account_id, lower(email.to_address) as "to", email.sent_at as at, email.kind, email.ordinal
      from email join invitation on invitation.id = email.invitation_id join contact on contact.id = invitation.contact_id
      where email.state = 'sent' order by email.sent_at`.execute(db)
  ).rows

const within = (sent: readonly Sent[], from: Sent, days: number): Sent[] =>
  sent.filter(({ at }) => at >= from.at && at.getTime() < from.at.getTime() + days * DAY_MS)

function expectWithinCaps(sent: readonly Sent[]): void {
  for (const first of sent) {
    const same = within(sent, first, CAPS.contactCapDays).filter(({ to }) => to === first.to)
    expect(new Set(same.map(({ invitationId }) => invitationId)), JSON.stringify(same)).toHaveProperty('size', 1)
    const around = within(sent, first, CAPS.accountCapDays).filter(({ accountId }) => accountId === first.accountId)
    expect(new Set(around.map(({ to }) => to)).size, JSON.stringify(around)).toBeLessThanOrEqual(CAPS.accountCapCount)
  }
}

const database = useDatabase({ connections: 6 })

it(
  'whatever happens in whatever order, no contact and no account ever gets more survey mail than the caps allow',
  { timeout: 300_000 },
  async () => {
    let seen = 0
    await fc.assert(
      fc.asyncProperty(steps, async (steps) => {
        const model = await createModel(database.db)
        for (const { does, which } of steps) await STEPS[does](model, which)
        const sent = await listSent(database.db)
        seen += sent.length
        expectWithinCaps(sent)
      }),
      { numRuns: Number(process.env['MODEL_RUNS'] ?? 8), endOnFailure: true },
    )
    expect(seen).toBeGreaterThan(0)
  },
)
