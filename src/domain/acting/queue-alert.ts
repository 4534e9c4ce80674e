import type { FollowUpStaff } from '../../db/acting/follow-ups.ts'
import type { Db } from '../../db/database.ts'
import type { Firm } from '../../db/firm/firms.ts'
import { countEmailsOf } from '../../db/sending/emails.ts'
import type { Deps } from '../../deps.ts'
import { queueEmail } from '../sending/queue-email.ts'

type Reader = Pick<FollowUpStaff, 'id' | 'name' | 'email' | 'locale'>

/** Tells somebody of the firm about a follow-up: its owner, or by an escalation whom it is put before. Each time is a message of its own. */
export async function queueAlert(
  deps: Deps,
  trx: Db,
  firm: Pick<Firm, 'locale'>,
  { followUpId, to, kind = 'alert' }: { followUpId: number; to: Reader; kind?: 'alert' | 'escalation' },
): Promise<void> {
  await queueEmail(deps, trx, {
    kind,
    followUpId,
    ordinal: await countEmailsOf(trx, followUpId, kind),
    staffId: to.id,
    toName: to.name,
    toAddress: to.email,
    locales: [to.locale, firm.locale],
    dueAt: deps.now(),
  })
}
