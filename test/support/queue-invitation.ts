import type { Db } from '../../src/db/database.ts'
import { queueEmail } from '../../src/domain/sending/queue-email.ts'
import { createTestDeps } from './deps.ts'
import { addParticipant, createContact, createInvitation, type World } from './factories.ts'

/** Puts an invitation to somebody new at the world's client into the outbox, due at `now`; the address. */
export async function queueInvitation(db: Db, world: World, given: { now: string; email?: string }): Promise<string> {
  const { now, ...address } = given
  const contact = await createContact(db, { accountId: world.account.id, ...address })
  await addParticipant(db, world.engagement, contact)
  const asked = { milestoneId: world.milestone.id, contactId: contact.id, pmId: world.pm.id, sentAt: null }
  const invitation = await createInvitation(db, asked)
  const to = { toName: contact.name, toAddress: contact.email, locales: ['en'] }
  const deps = createTestDeps(db, { now })
  await queueEmail(deps, db, { kind: 'invitation', invitationId: invitation.id, ...to, dueAt: deps.now() })
  return contact.email
}

/** Everything may leave at once: no pace slows a sending. */
export async function leaveUnpaced(db: Db): Promise<void> {
  await db.updateTable('firm').set({ mailsPerMinute: 0, mailsPerMinutePerDomain: 0 }).execute()
}
