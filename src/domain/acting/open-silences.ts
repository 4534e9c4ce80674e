import { followUpHours, followUpOwner } from '../../core/acting/follow-up.ts'
import { silenceWindow } from '../../core/acting/silence.ts'
import { addWorkingHours, workingHoursOf } from '../../core/asking/working-hours.ts'
import { insertFollowUp, listFollowUpPeople } from '../../db/acting/follow-ups.ts'
import { lockSilences, listSilences, type Silence } from '../../db/acting/silences.ts'
import { getAskingFirm } from '../../db/asking/planning.ts'
import type { Db } from '../../db/database.ts'
import { queueWebhookMessages } from '../../db/sending/webhooks.ts'
import type { Deps } from '../../deps.ts'
import { queueAlert } from './queue-alert.ts'

type AskingFirm = Awaited<ReturnType<typeof getAskingFirm>>

async function openSilence(deps: Deps, trx: Db, firm: AskingFirm, silence: Silence): Promise<void> {
  const reasons = ['silence' as const]
  const owner = followUpOwner(await listFollowUpPeople(trx, silence), 'team', reasons, firm)
  if (owner === null) return
  const now = deps.now()
  const hours = workingHoursOf(firm, firm.holidays)
  const followUpId = await insertFollowUp(trx, {
    responseId: null,
    invitationId: silence.invitationId,
    reasons,
    ownerId: owner.id,
    openedAt: now,
    dueAt: addWorkingHours(now, followUpHours(reasons), owner.timeZone ?? firm.timeZone, hours),
  })
  await queueAlert(deps, trx, firm, { followUpId, to: owner })
  await queueWebhookMessages(trx, { event: 'follow_up.opened', followUpId, at: now })
}

/** Opens a follow-up for each decision maker who has been silent for the firm's set time; how many. */
export async function openSilences(deps: Deps): Promise<number> {
  const firm = await getAskingFirm(deps.db)
  const window = silenceWindow(deps.now(), firm.silenceAfterDays)
  if (window === null) return 0
  // Most ticks find none, and need no lock for that.
  if ((await listSilences(deps.db, window, deps.now())).length === 0) return 0
  return deps.db.transaction().execute(async (trx) => {
    await lockSilences(trx)
    const silences = await listSilences(trx, window, deps.now())
    for (const silence of silences) await openSilence(deps, trx, firm, silence)
    return silences.length
  })
}
