import { describe, expect, it } from 'vitest'
import { createApp } from '../../src/app.ts'
import type { Db } from '../../src/db/database.ts'
import type { Row } from '../../src/db/schema.ts'
import { tick } from '../../src/domain/tick.ts'
import { seededRandom } from '../../src/core/score/seeded-random.ts'
import { useDatabase } from '../support/database.ts'
import { createTestDeps, type TestDeps } from '../support/deps.ts'
import { everythingShown } from '../support/everything-shown.ts'
import {
  addParticipant,
  createAccount,
  createContact,
  createEngagement,
  createInvitation,
  createMilestone,
  createStaff,
} from '../support/factories.ts'

const one = useDatabase()
const other = useDatabase()

/** Some hundred pages, on a machine that may be busy. */
const MOST_MS = 300_000

/** Which of the two firms: alike but for what hidden answers say. */
type Which = 'one' | 'other'

const SHOWN = { had_my_back: 4, comment: 'Fine work.' }

async function createFirm(db: Db) {
  await db
    .updateTable('firm')
    .set({ name: 'Kestrel & Co.', fromEmail: 'hello@kestrel.example', setUpAt: new Date('2026-11-01T10:00:00Z') })
    .set({ minAnswers: 3, minAccounts: 1 })
    .execute()
  await createStaff(db, { ref: 'lena', name: 'Lena Brandt', role: 'leader' })
  const leader = await createStaff(db, { ref: 'lu', name: 'Lu Han', role: 'leader' })
  const accountManager = await createStaff(db, { ref: 'amir', role: 'account_manager' })
  const pm = await createStaff(db, { ref: 'dana', name: 'Dana Reyes', leaderId: leader.id })
  const second = await createStaff(db, { ref: 'otto', name: 'Otto Klein' })
  const engagements: { engagement: Row<'engagement'>; pmId: number }[] = []
  for (const [number, pmId] of [pm.id, pm.id, second.id].entries()) {
    const account = await createAccount(db, { ref: `a${number}`, accountManagerId: accountManager.id })
    const engagement = await createEngagement(db, { ref: `e${number}`, accountId: account.id, pmId })
    engagements.push({ engagement, pmId })
  }
  return { pm, accountManager, engagements }
}

/** Asks a new milestone of an engagement, of an old contact or a new one, and gives the link's token. */
async function ask(
  db: Db,
  { engagement, pmId }: { engagement: Row<'engagement'>; pmId: number },
  ref: string,
  of?: number,
) {
  const contactId = of ?? (await createContact(db, { ref, accountId: engagement.accountId })).id
  const contact = await db.selectFrom('contact').selectAll().where('id', '=', contactId).executeTakeFirstOrThrow()
  if (of === undefined) await addParticipant(db, engagement, contact)
  const milestone = await createMilestone(db, {
    ref: `m-${ref}`,
    engagementId: engagement.id,
    decidedAt: new Date('2026-11-16T10:00:00Z'),
  })
  const invitation = await createInvitation(db, {
    milestoneId: milestone.id,
    contactId,
    pmId,
    closesAt: new Date('2026-11-25T00:00:00Z'),
  })
  return { token: invitation.token, contactId }
}

async function answer(deps: TestDeps, token: string, fields: Record<string, string | number>) {
  const body = new URLSearchParams(Object.entries(fields).map(([name, value]) => [name, String(value)]))
  const response = await createApp(() => deps).request(`/s/${token}`, { method: 'POST', body })
  expect(response.status).toBe(303)
}

/** A firm's fortnight, and what its people can read at the end of each part of it. */
async function live(db: Db, which: Which) {
  const deps = createTestDeps(db)
  const isOne = which === 'one'
  const random = seededRandom(7)
  const pick = (from: number, to: number): number => from + Math.floor(random() * (to - from + 1))
  const { pm, accountManager, engagements } = await createFirm(db)
  const shown: Record<string, unknown>[] = []
  const look = async (links = 1) => {
    await tick(deps)
    shown.push(await everythingShown(deps, pm, links))
  }
  const place = (number: number) => engagements[number % engagements.length]!
  const secret = (callFirst: number) => ({
    call_first: callFirst,
    visibility: 'leadership',
    had_my_back: isOne ? 1 : 5,
    comment: isOne ? 'We are leaving' : 'Perfect',
    ...(isOne ? { needs_next: 'A new firm', call_me: 'true' } : {}),
  })

  for (let number = 0; number < 7; number += 1) {
    const { token } = await ask(db, place(number), `c${number}`)
    await answer(deps, token, { ...SHOWN, call_first: pick(2, 10), visibility: 'team' })
  }

  // Five for the first PM, who become a group, and two more, who do not: one of them was for the team before.
  const earlier: number[] = []
  for (const [number, step] of [3, -3, 2, -2, 0].entries()) {
    const { token, contactId } = await ask(db, place(number % 2), `h${number}`)
    await answer(deps, token, secret(pick(3, 7) + (isOne ? 0 : step)))
    earlier.push(contactId)
  }
  await look()
  const narrowed = await ask(db, place(0), 'narrowed')
  await answer(deps, narrowed.token, { ...SHOWN, call_first: 8, visibility: 'team' })
  await answer(deps, narrowed.token, secret(isOne ? 0 : 10))
  const alone = await ask(db, place(1), 'alone')
  await answer(deps, alone.token, secret(isOne ? 2 : 9))
  await look()

  // What they say next, for the team, has fallen or not by what they said before.
  deps.setNow('2026-11-22T10:00:00Z')
  for (const contactId of earlier) {
    const { token } = await ask(db, place(earlier.indexOf(contactId) % 2), `again-${contactId}`, contactId)
    await answer(deps, token, { ...SHOWN, call_first: 6, visibility: 'team' })
  }
  await look()

  // All have closed: the group is told.
  deps.setNow('2026-11-27T10:00:00Z')
  await look(Number.POSITIVE_INFINITY)
  shown.push(await everythingShown(deps, accountManager))
  return shown
}

describe('what answers for leadership only say', () => {
  it(
    'changes nothing that a PM or account manager can read anywhere on any day',
    async () => {
      const [here, there] = [await live(one.db, 'one'), await live(other.db, 'other')]
      for (const [at, shown] of here.entries()) {
        expect(Object.keys(shown).length).toBeGreaterThan(12)
        expect({ at, ...there[at] }).toEqual({ at, ...shown })
      }
      expect(JSON.stringify(here)).not.toMatch(/We are leaving|A new firm/)
      const grouped = await one.db.selectFrom('response').where('hiddenGroupId', 'is not', null).select('id').execute()
      expect(grouped).toHaveLength(5)
    },
    MOST_MS,
  )
})
