import { parseSnoozeDay, snoozed } from '../../core/acting/snooze.ts'
import { workingHoursOf } from '../../core/asking/working-hours.ts'
import { markFollowUpSnoozed } from '../../db/acting/follow-up-detail.ts'
import { insertFollowUpStep } from '../../db/acting/follow-up-steps.ts'
import { getOwnerTimeZone } from '../../db/acting/follow-ups.ts'
import { getAskingFirm } from '../../db/asking/planning.ts'
import type { Deps } from '../../deps.ts'
import { type Actor, actOnFollowUp, recordedWords } from './act-on-follow-up.ts'

/** Puts a follow-up off until a day, with a reason that everybody who sees it reads; then its alarm goes on. */
export async function snoozeFollowUp(deps: Deps, actor: Actor, id: number, typed: { reason: string; until: string }) {
  const firm = await getAskingFirm(deps.db)
  const timeZone = (await getOwnerTimeZone(deps.db, id)) ?? firm.timeZone
  const words = recordedWords(typed.reason, 'Say why it can wait; everybody who sees the follow-up reads it')
  const day = parseSnoozeDay(typed.until, deps.now(), timeZone)
  if ('fault' in words || 'fault' in day) {
    const faults = [
      ...('fault' in words ? [{ field: 'reason', message: words.fault }] : []),
      ...('fault' in day ? [{ field: 'until', message: day.fault }] : []),
    ]
    return { kind: 'faults' as const, faults }
  }
  return actOnFollowUp(deps, actor, id, 'follow_up_snoozed', async (trx, followUp) => {
    const hours = workingHoursOf(firm, firm.holidays)
    const { until, dueAt } = snoozed(day.day, followUp.dueAt, { timeZone, hours })
    await markFollowUpSnoozed(trx, id, { until, dueAt })
    const step = { kind: 'snoozed' as const, staffId: actor.staffId, note: words.words, until, at: deps.now() }
    await insertFollowUpStep(trx, { followUpId: id, ...step })
    return { kind: 'snoozed' as const }
  })
}
