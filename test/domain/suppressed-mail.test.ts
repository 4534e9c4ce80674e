import { expect, it } from 'vitest'
import type { SuppressionReason } from '../../src/core/words.ts'
import { queueEmail } from '../../src/domain/sending/queue-email.ts'
import { sendDue } from '../../src/domain/sending/send-due.ts'
import { useDatabase } from '../support/database.ts'
import { createTestDeps } from '../support/deps.ts'
import { createFollowUp, createResponse, createWorld } from '../support/factories.ts'

const database = useDatabase()

/** Queues an alert and a sign-in link to a PM whose address stands on the list, and gives what became of each. */
async function sendDespite(reason: SuppressionReason) {
  const deps = createTestDeps(database.db)
  const { pm, invitation } = await createWorld(database.db)
  const { id: responseId } = await createResponse(database.db, { invitationId: invitation.id })
  const followUp = await createFollowUp(database.db, { responseId, invitationId: invitation.id, ownerId: pm.id })
  const address = pm.email.toLowerCase()
  await database.db.insertInto('suppression').values({ address, reason, source: 'smtp', at: deps.now() }).execute()
  const to = { toName: pm.name, toAddress: pm.email.toUpperCase(), locales: ['en'], dueAt: deps.now() }
  await queueEmail(deps, database.db, { ...to, kind: 'alert', followUpId: followUp.id, staffId: pm.id })
  await queueEmail(deps, database.db, { ...to, kind: 'sign_in', secretUrl: 'http://firm.test/sign-in/confirm?token=t' })
  await sendDue(deps)
  return database.db.selectFrom('email').select(['kind', 'state', 'lastError']).orderBy('id').execute()
}

it('an address that the server refuses is suppressed, with what it said', async () => {
  const deliver = async () => ({ kind: 'bounced' as const, reason: '550 5.1.1 <dana@kestrel.example> no such user' })
  const mailer = { ...createTestDeps(database.db).mailer, deliver }
  const deps = createTestDeps(database.db, { deps: { mailer } })
  const { pm } = await createWorld(database.db)
  const to = { toName: pm.name, toAddress: pm.email, locales: ['en'], dueAt: deps.now() }
  await queueEmail(deps, database.db, { ...to, kind: 'sign_in', secretUrl: 'http://firm.test/sign-in/confirm?token=t' })
  await sendDue(deps)
  const said = '550 5.1.1 … no such user'
  expect(await database.db.selectFrom('suppression').selectAll().execute()).toMatchObject([
    { address: pm.email, reason: 'bounced', source: 'smtp', note: said },
  ])
  expect(await database.db.selectFrom('mailEvent').selectAll().execute()).toMatchObject([
    { kind: 'hard', source: 'smtp', detail: said, emailId: expect.any(Number) },
  ])
})

it.each(['bounced', 'complained'] as const)('an address that %s gets sign-in links alone', async (reason) => {
  expect(await sendDespite(reason)).toEqual([
    { kind: 'alert', state: 'cancelled', lastError: `suppressed_${reason}` },
    { kind: 'sign_in', state: 'sent', lastError: null },
  ])
})

it.each(['unsubscribed', 'left'] as const)('staff with an entry that says %s gets alerts, too', async (reason) => {
  expect((await sendDespite(reason)).map(({ state }) => state)).toEqual(['sent', 'sent'])
})
