import { addDays, atHour, daysBetween, dayIn } from '../calendar.ts'
import { addWorkingDays, nextWorkingTime, type WorkingHours, workingHoursOf } from './working-hours.ts'
import type { ContactRole, DelayUnit, HoldScope, SuppressionReason } from '../words.ts'

/** At which milestone kind which survey goes to which contact roles, and when. */
export type PlanRule = {
  milestoneKind: string
  surveyKey: string
  contactRoles: readonly ContactRole[]
  /** Days from the day the milestone was reached to the day of asking; business days are those on which the rule asks. */
  delayDays: number
  delayUnit: DelayUnit
  /** When it asks and reminds, in local hours and three-letter weekdays; null: as the firm works. */
  askFrom: number | null
  askUntil: number | null
  askDays: string | null
  /** Days after the invitation was sent, one entry a reminder, rising. */
  reminderAfterDays: readonly number[]
  /** Days after sending on which the survey closes. */
  closesAfterDays: number
}

/** What the plan goes by besides its rules. */
export type AskingFirm = {
  timeZone: string
  staleAfterDays: number
  workFrom: number
  workUntil: number
  workDays: string
  holidays: readonly { day: string }[]
}

/** The hours in which a rule asks: its own, else the firm's, as without a rule; never on a holiday. */
export const askingHours = (rule: PlanRule | null, firm: AskingFirm): WorkingHours =>
  workingHoursOf(
    {
      workFrom: rule?.askFrom ?? firm.workFrom,
      workUntil: rule?.askUntil ?? firm.workUntil,
      workDays: rule?.askDays ?? firm.workDays,
    },
    firm.holidays,
  )

export type PlanContact = {
  id: number
  role: ContactRole
  timeZone: string
  suppressedBy: SuppressionReason | null
  heldBy: HoldScope | null
  /** Whether an invitation for this milestone has gone its way already, also in an earlier tool. */
  alreadyAsked: boolean
  /** When the invitation is due that was planned before; null: none is planned. */
  plannedFor: Date | null
}

export type PlanCase = {
  reachedOn: string
  rule: PlanRule | null
  contacts: readonly PlanContact[]
  firm: AskingFirm
  now: Date
}

export type PlanDecision =
  | { kind: 'planned'; contactId: number; reason: 'plan'; dueAt: Date }
  | { kind: 'moved'; contactId: number; reason: 'milestone_moved'; dueAt: Date }
  | { kind: 'withdrawn'; contactId: number; reason: NotPlannedReason }
  | { kind: 'not_planned'; contactId: number | null; reason: NotPlannedReason }

type NotPlannedReason =
  | 'no_plan_for_kind'
  | 'no_contact_in_role'
  | 'role_not_asked'
  | 'reached_too_long_ago'
  | HoldScope
  | `suppressed_${SuppressionReason}`

/** Surveys leave this long after asking begins, when the first mails of the day have been read. */
const HOURS_AFTER_OPENING = 1

/** A delay longer than what counts as stale leaves this many days to ask in. */
const DAYS_AFTER_DELAY = 7

/** The day on which a rule wants to ask about a milestone. */
const askingDay = (reachedOn: string, rule: PlanRule, hours: WorkingHours): string =>
  rule.delayUnit === 'business' ? addWorkingDays(reachedOn, rule.delayDays, hours) : addDays(reachedOn, rule.delayDays)

/** Whether a milestone was reached too long ago to ask about it: refused, never sent late. */
export function isStale(reachedOn: string, rule: PlanRule, firm: AskingFirm, now: Date): boolean {
  const delay = daysBetween(reachedOn, askingDay(reachedOn, rule, askingHours(rule, firm)))
  return daysBetween(reachedOn, dayIn(firm.timeZone, now)) > Math.max(firm.staleAfterDays, delay + DAYS_AFTER_DELAY)
}

/** When a rule wants to ask: in the asking hours where the contact is, on the first day of asking after the delay. */
export function askingTime(reachedOn: string, rule: PlanRule, timeZone: string, hours: WorkingHours): Date {
  const hour = Math.min(hours.from + HOURS_AFTER_OPENING, hours.until - 1)
  return nextWorkingTime(atHour(askingDay(reachedOn, rule, hours), hour, timeZone), timeZone, hours)
}

/** Why the plan asks nobody about a reached milestone; undefined where it asks. */
function whyNobody({ rule, reachedOn, firm, now }: Omit<PlanCase, 'contacts'>): NotPlannedReason | undefined {
  if (!rule) return 'no_plan_for_kind'
  return isStale(reachedOn, rule, firm, now) ? 'reached_too_long_ago' : undefined
}

/** Why a rule does not ask one contact; undefined where it does. */
function whyNotThis({ role, heldBy, suppressedBy }: PlanContact, rule: PlanRule): NotPlannedReason | undefined {
  if (!rule.contactRoles.includes(role)) return 'role_not_asked'
  if (heldBy) return heldBy
  return suppressedBy ? `suppressed_${suppressedBy}` : undefined
}

/** Why the plan does not ask a contact about a reached milestone; undefined where it does. */
export const whyNot = (contact: PlanContact, plan: Omit<PlanCase, 'contacts'>): NotPlannedReason | undefined =>
  whyNobody(plan) ?? (plan.rule ? whyNotThis(contact, plan.rule) : undefined)

type AskingTimes = {
  /** When the rule wants to ask, and when it can, from now on. */
  wanted: Date
  dueAt: Date
  /** Whether the milestone is stale by then. */
  isTooLate: boolean
}

/** When a rule asks in a time zone, found once for each: people of one milestone mostly share theirs. */
function askingTimes({ reachedOn, firm, now }: PlanCase, rule: PlanRule): (timeZone: string) => AskingTimes {
  const hours = askingHours(rule, firm)
  const byZone = new Map<string, AskingTimes>()
  return (timeZone) => {
    const known = byZone.get(timeZone)
    if (known) return known
    const wanted = askingTime(reachedOn, rule, timeZone, hours)
    const dueAt = wanted > now ? wanted : nextWorkingTime(now, timeZone, hours)
    const times = { wanted, dueAt, isTooLate: isStale(reachedOn, rule, firm, dueAt) }
    byZone.set(timeZone, times)
    return times
  }
}

/** Undefined: what is planned stays as it is; a reason: it would be too late by the time of asking. */
function planContact(
  { id: contactId, plannedFor: before }: PlanContact,
  { wanted, dueAt, isTooLate }: AskingTimes,
  now: Date,
): PlanDecision | 'reached_too_long_ago' | undefined {
  if (before === null && isTooLate) return 'reached_too_long_ago'
  if (before === null) return { kind: 'planned', contactId, reason: 'plan', dueAt }
  const isDueAlready = before >= wanted && before <= now
  if (isDueAlready || before.getTime() === dueAt.getTime()) return undefined
  if (isTooLate) return 'reached_too_long_ago'
  return { kind: 'moved', contactId, reason: 'milestone_moved', dueAt }
}

/** One decision for each contact not asked yet, so that 'why was this person not asked?' always has an answer. */
export function planMilestone(plan: PlanCase): PlanDecision[] {
  const { rule } = plan
  const open = plan.contacts.filter((contact) => !contact.alreadyAsked)
  const isForSomebody = rule !== null && plan.contacts.some((contact) => rule.contactRoles.includes(contact.role))
  const nobody = whyNobody(plan)
  const timesIn = rule && askingTimes(plan, rule)
  const decide = (contact: PlanContact) =>
    nobody ??
    (rule && timesIn && (whyNotThis(contact, rule) ?? planContact(contact, timesIn(contact.timeZone), plan.now)))
  const decisions = open.flatMap((contact): PlanDecision[] => {
    const decided = decide(contact)
    if (!decided) return []
    if (typeof decided === 'object') return [decided]
    const reason = decided
    if (contact.plannedFor) return [{ kind: 'withdrawn', contactId: contact.id, reason }]
    return isForSomebody ? [{ kind: 'not_planned', contactId: contact.id, reason }] : []
  })
  if (isForSomebody) return decisions
  const reason = rule ? 'no_contact_in_role' : 'no_plan_for_kind'
  return [...decisions, { kind: 'not_planned', contactId: null, reason }]
}
