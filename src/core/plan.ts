import { type WorkingHours, addDays, atHour, daysBetween, dayIn, nextWorkingTime } from './calendar.ts'
import type { ContactRole, SuppressionReason } from './words.ts'

/** At which milestone kind which survey goes to which contact roles, and when. */
export type PlanRule = {
  milestoneKind: string
  surveyKey: string
  contactRoles: readonly ContactRole[]
  /** Calendar days from the day the milestone was reached to the day of asking. */
  delayDays: number
  /** Days after the invitation was sent, one entry a reminder, rising. */
  reminderAfterDays: readonly number[]
  /** Days after sending on which the survey closes. */
  closesAfterDays: number
}

export type PlanContact = {
  id: number
  role: ContactRole
  timeZone: string
  suppressedBy: SuppressionReason | null
  /** Whether an invitation for this milestone has gone its way already, also in an earlier tool. */
  alreadyAsked: boolean
}

export type PlanCase = {
  reachedOn: string
  rule: PlanRule | null
  contacts: readonly PlanContact[]
  staleAfterDays: number
  firmTimeZone: string
  hours: WorkingHours
  now: Date
}

export type PlanDecision =
  | { kind: 'planned'; contactId: number; reason: 'plan'; dueAt: Date }
  | { kind: 'not_planned'; contactId: number | null; reason: NotPlannedReason }

type NotPlannedReason =
  | 'no_plan_for_kind'
  | 'no_contact_in_role'
  | 'role_not_asked'
  | 'reached_too_long_ago'
  | `suppressed_${SuppressionReason}`

/** Surveys leave this long after work begins, when the first mails of the day have been read. */
const HOURS_AFTER_OPENING = 1

function whyNot(contact: PlanContact, rule: PlanRule, plan: PlanCase): NotPlannedReason | undefined {
  if (isStale(plan.reachedOn, plan)) return 'reached_too_long_ago'
  if (!rule.contactRoles.includes(contact.role)) return 'role_not_asked'
  if (contact.suppressedBy) return `suppressed_${contact.suppressedBy}`
  return undefined
}

/** Whether a milestone was reached too long ago to ask about it: refused, never sent late. */
const isStale = (reachedOn: string, at: { staleAfterDays: number; firmTimeZone: string; now: Date }): boolean =>
  daysBetween(reachedOn, dayIn(at.firmTimeZone, at.now)) > at.staleAfterDays

type AskingClock = { timeZone: string; hours: WorkingHours; now: Date }

/** When to ask: the delay after the day it was reached, but not before now, at a working hour where the contact is. */
export function askingTime(reachedOn: string, delayDays: number, at: AskingClock): Date {
  const wanted = atHour(addDays(reachedOn, delayDays), at.hours.from + HOURS_AFTER_OPENING, at.timeZone)
  return nextWorkingTime(wanted > at.now ? wanted : at.now, at.timeZone, at.hours)
}

/** One decision for each contact not asked yet, so that 'why was this person not asked?' always has an answer. */
export function planMilestone(plan: PlanCase): PlanDecision[] {
  const { rule } = plan
  if (!rule) return [{ kind: 'not_planned', contactId: null, reason: 'no_plan_for_kind' }]
  if (!plan.contacts.some((contact) => rule.contactRoles.includes(contact.role))) {
    return [{ kind: 'not_planned', contactId: null, reason: 'no_contact_in_role' }]
  }
  const open = plan.contacts.filter((contact) => !contact.alreadyAsked)
  return open.map((contact) => {
    const reason = whyNot(contact, rule, plan)
    if (reason) return { kind: 'not_planned', contactId: contact.id, reason }
    const dueAt = askingTime(plan.reachedOn, rule.delayDays, { ...plan, timeZone: contact.timeZone })
    return { kind: 'planned', contactId: contact.id, reason: 'plan', dueAt }
  })
}

/** What has been sent lately, as the caps see it; `lastMailAt` counts every survey mail, reminders too. */
export type AskedLately = {
  /** The newest survey mail to this contact about anything else; null: none ever. */
  lastMailAt: Date | null
  /** When each other contact of the account last had a survey mail, in the account's cap window. */
  othersMailedAt: readonly Date[]
}

type Caps = { contactCapDays: number; accountCapCount: number; accountCapDays: number }

export type ReleaseCase = {
  /** Null where the milestone turned out not to be reached after all. */
  reachedOn: string | null
  timeZone: string
  suppressedBy: SuppressionReason | null
  asked: AskedLately
  caps: Caps
  staleAfterDays: number
  firmTimeZone: string
  hours: WorkingHours
  now: Date
}

export type ReleaseDecision =
  | { kind: 'release' }
  | { kind: 'move'; reason: 'outside_hours'; dueAt: Date }
  | { kind: 'hold_back'; reason: HoldBackReason; nextAllowedOn: string | null }

type HoldBackReason =
  | 'not_reached'
  | 'contact_cap'
  | 'account_cap'
  | 'reached_too_long_ago'
  | `suppressed_${SuppressionReason}`

const DAY_MS = 86_400_000

function heldByContactCap({ asked, caps, timeZone, now }: ReleaseCase): string | undefined {
  if (!asked.lastMailAt) return undefined
  const nextAllowed = new Date(asked.lastMailAt.getTime() + caps.contactCapDays * DAY_MS)
  return nextAllowed > now ? dayIn(timeZone, nextAllowed) : undefined
}

function heldByAccountCap({ asked, caps, timeZone, now }: ReleaseCase): string | undefined {
  const since = now.getTime() - caps.accountCapDays * DAY_MS
  const inWindow = asked.othersMailedAt.map((at) => at.getTime()).filter((at) => at > since)
  const oldestThatMustLeave = inWindow.sort((a, b) => a - b)[inWindow.length - caps.accountCapCount]
  if (oldestThatMustLeave === undefined) return undefined
  return dayIn(timeZone, new Date(oldestThatMustLeave + caps.accountCapDays * DAY_MS))
}

/** The last look before an invitation leaves: is it still wanted, allowed by the caps, and a working hour? */
export function decideRelease(release: ReleaseCase): ReleaseDecision {
  if (release.reachedOn === null) return { kind: 'hold_back', reason: 'not_reached', nextAllowedOn: null }
  if (release.suppressedBy) {
    return { kind: 'hold_back', reason: `suppressed_${release.suppressedBy}`, nextAllowedOn: null }
  }
  if (isStale(release.reachedOn, release)) {
    return { kind: 'hold_back', reason: 'reached_too_long_ago', nextAllowedOn: null }
  }
  const byContact = heldByContactCap(release)
  if (byContact) return { kind: 'hold_back', reason: 'contact_cap', nextAllowedOn: byContact }
  const byAccount = heldByAccountCap(release)
  if (byAccount) return { kind: 'hold_back', reason: 'account_cap', nextAllowedOn: byAccount }
  const open = nextWorkingTime(release.now, release.timeZone, release.hours)
  return open > release.now ? { kind: 'move', reason: 'outside_hours', dueAt: open } : { kind: 'release' }
}

/** The ordinal, from 1, of the reminder that is due for an invitation sent at `sentAt`; null: none now. */
export function dueReminder(
  invitation: { sentAt: Date; closesAt: Date; reminded: number; timeZone: string },
  reminderAfterDays: readonly number[],
  hours: WorkingHours,
  now: Date,
): number | null {
  const afterDays = reminderAfterDays[invitation.reminded]
  if (afterDays === undefined || now >= invitation.closesAt) return null
  const wanted = new Date(invitation.sentAt.getTime() + afterDays * DAY_MS)
  return now >= wanted && nextWorkingTime(now, invitation.timeZone, hours) <= now ? invitation.reminded + 1 : null
}
