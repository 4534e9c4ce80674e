import { type AskingFirm, askingHours, type PlanRule } from './plan.ts'
import { nextWorkingTime, workingHoursOf } from './working-hours.ts'

/** Mail that leaves within this after it was queued was looked at just then. */
const AT_ONCE_MS = 3_600_000

type WaitingMail = { queuedAt: Date; timeZone: string; rule: PlanRule | null }

/**
 * When survey mail that had to wait, for its turn or for a server, may leave: in the hours in which it would be asked where
 * its reader is; null: now.
 */
export function leavesAt({ queuedAt, timeZone, rule }: WaitingMail, firm: AskingFirm, now: Date): Date | null {
  if (now.getTime() - queuedAt.getTime() <= AT_ONCE_MS) return null
  const hours = rule ? askingHours(rule, firm) : workingHoursOf(firm, firm.holidays)
  const at = nextWorkingTime(now, timeZone, hours)
  return at.getTime() > now.getTime() ? at : null
}
