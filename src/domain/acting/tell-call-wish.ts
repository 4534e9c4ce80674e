import { findStaff, leaseFollowUpOf } from '../../db/acting/follow-ups.ts'
import type { Db } from '../../db/database.ts'
import type { Firm } from '../../db/firm/firms.ts'
import { countEmailsOf, hasDueAlert } from '../../db/sending/emails.ts'
import type { Deps } from '../../deps.ts'
import { queueAlert } from './queue-alert.ts'

/** So many alerts about one follow-up; whoever changes a wish again and again is read on its page. */
const MOST_ALERTS = 5

/** Tells a follow-up's owner when and where to call, where the alert has left without it; one still to leave will say it. */
export async function tellCallWish(
  deps: Deps,
  trx: Db,
  { firm, responseId }: { firm: Pick<Firm, 'locale'>; responseId: number },
): Promise<void> {
  const followUp = await leaseFollowUpOf(trx, responseId)
  if (followUp === undefined || followUp.state === 'closed' || (await hasDueAlert(trx, followUp.id))) return
  const owner = await findStaff(trx, followUp.ownerId)
  if (owner === undefined || (await countEmailsOf(trx, followUp.id, 'alert')) >= MOST_ALERTS) return
  await queueAlert(deps, trx, firm, { followUpId: followUp.id, to: owner })
}
