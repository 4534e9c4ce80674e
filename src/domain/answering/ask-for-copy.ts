import type { Deps } from '../../deps.ts'
import { findContactAddress } from '../../db/firm/contact-data.ts'
import { findNewestCopy } from '../../db/sending/emails.ts'
import { findDeadAddresses } from '../../db/sending/suppressions.ts'
import { queueEmail } from '../sending/queue-email.ts'
import { findAsked, type NotOpen } from './asked-survey.ts'

export type CopyResult = { kind: 'queued' | 'queued_before' | 'undeliverable' | 'unanswered' } | NotOpen

/** Mails the contact a copy of their answers, to their own address alone; once for each time they have changed. */
export async function askForCopy(deps: Deps, token: string): Promise<CopyResult> {
  return deps.db.transaction().execute(async (trx): Promise<CopyResult> => {
    const asked = await findAsked(trx, token, deps.now(), { lease: true })
    if (asked.kind !== 'open') return asked
    const { stored, invitation } = asked
    if (stored === undefined) return { kind: 'unanswered' }
    const last = await findNewestCopy(trx, stored.id)
    if (last !== null && last >= stored.changedAt) return { kind: 'queued_before' }
    const { name, email } = await findContactAddress(trx, invitation.contactId)
    if ((await findDeadAddresses(trx, [email])).size > 0) return { kind: 'undeliverable' }
    await queueEmail(deps, trx, {
      kind: 'copy',
      responseId: stored.id,
      toName: name,
      toAddress: email,
      locales: invitation.locales,
      dueAt: deps.now(),
    })
    return { kind: 'queued' }
  })
}
