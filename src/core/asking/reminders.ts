import { type AskingFirm, askingHours, type PlanRule } from './plan.ts'
import { afterLaterMilestone, type RankedMilestone, type Rival } from './release.ts'
import { type Caps, type MailLine, refusedByCaps } from './survey-caps.ts'
import type { HoldScope, SuppressionReason } from '../words.ts'
import { nextWorkingTime } from './working-hours.ts'

/** An invitation that has left and waits for its answer. */
export type Waiting = RankedMilestone & {
  id: number
  accountId: number
  /** In lower case. */
  mailbox: string
  timeZone: string
  suppressedBy: SuppressionReason | null
  heldBy: HoldScope | null
  sentAt: Date
  closesAt: Date
  /** The contact is away until then; null: not that we know. */
  remindNotBefore: Date | null
  /** The highest ordinal of a reminder that was queued; 0: none. */
  lastOrdinal: number
  /** When that one was queued; null: none was. */
  lastRemindedAt: Date | null
}

export type ReminderCase = {
  waiting: Waiting
  rule: PlanRule
  rivals: readonly Rival[]
  mails: readonly MailLine[]
  firm: AskingFirm & Caps
  now: Date
}

const DAY_MS = 86_400_000

/** The ordinal of the newest reminder whose day has come: where an earlier one was missed, one is sent and not two. */
function ordinalDue({ sentAt, lastOrdinal, lastRemindedAt }: Waiting, afterDays: readonly number[], now: Date): number {
  const come = afterDays.filter((days) => sentAt.getTime() + days * DAY_MS <= now.getTime()).length
  if (come <= lastOrdinal) return 0
  // The first one may have left late; the days between the two hold all the same.
  const between = (afterDays[come - 1] ?? 0) - (afterDays[lastOrdinal - 1] ?? 0)
  const tooSoon = lastRemindedAt !== null && now.getTime() - lastRemindedAt.getTime() < between * DAY_MS
  return tooSoon ? 0 : come
}

function mayBeReminded({ waiting, now }: ReminderCase): boolean {
  if (waiting.reachedOn === null || waiting.heldBy !== null || waiting.suppressedBy !== null) return false
  if (waiting.remindNotBefore !== null && now < waiting.remindNotBefore) return false
  // Whoever is reminded has at least the whole closing day left.
  return now.getTime() <= waiting.closesAt.getTime() - DAY_MS
}

/**
 * The ordinal, from 1, of the reminder that may leave now; null: none. What the caps, the hours, an absence or a later survey
 * keep back waits, and lapses as the survey closes.
 */
export function dueReminder(reminder: ReminderCase): number | null {
  const { waiting, rule, firm, now, mails } = reminder
  const ordinal = ordinalDue(waiting, rule.reminderAfterDays, now)
  if (ordinal === 0 || !mayBeReminded(reminder)) return null
  const { timeZone } = waiting
  if (nextWorkingTime(now, timeZone, askingHours(rule, firm)) > now) return null
  if (afterLaterMilestone(waiting, reminder.rivals, { ...firm, timeZone, now })) return null
  return refusedByCaps({ ...waiting, invitationId: waiting.id, mails, caps: firm, now }) ? null : ordinal
}
