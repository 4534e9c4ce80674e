import { followUpOwner } from '../../core/acting/follow-up.ts'
import { silenceWindow } from '../../core/acting/silence.ts'
import type { FollowUpReason } from '../../core/words.ts'
import { findOpeningFacts } from '../../db/acting/follow-ups.ts'
import { insertFollowUp } from '../../db/acting/open-follow-ups.ts'
import { lockSilences, listSilences, type Silence } from '../../db/acting/silences.ts'
import { getAskingFirm } from '../../db/asking/planning.ts'
import type { Db } from '../../db/database.ts'
import type { Deps } from '../../deps.ts'
import { newFollowUp } from './new-follow-up.ts'

const REASONS: FollowUpReason[] = ['silence']

type AskingFirm = Awaited<ReturnType<typeof getAskingFirm>>

async function openSilence(deps: Deps, trx: Db, firm: AskingFirm, silence: Silence): Promise<void> {
  const facts = await findOpeningFacts(trx, silence)
  const owner = followUpOwner(facts.people, 'team', REASONS, firm)
  if (owner === null) return
  const about = { responseId: null, invitationId: silence.invitationId }
  await insertFollowUp(trx, about, newFollowUp(deps, firm, facts, { reasons: REASONS, owner }))
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
