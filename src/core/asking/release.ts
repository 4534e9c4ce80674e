import { SPOKEN_STALE_DAYS } from '../answering/spoken.ts'
import { atHour, dayIn, daysBetween } from '../calendar.ts'
import { type AskingFirm, askingHours, isStale, type PlanRule } from './plan.ts'
import { type Caps, type MailLine, refusedByCaps } from './survey-caps.ts'
import { nextWorkingTime } from './working-hours.ts'
import { MILESTONE_KINDS, type ContactRole, type HoldScope, type SuppressionReason } from '../words.ts'

/** A milestone in the order of a project. */
export type RankedMilestone = { milestoneId: number; milestoneKind: string; reachedOn: string | null }

/** Another invitation planned for the same mailbox, which nothing but time keeps back. */
export type Rival = RankedMilestone & { dueAt: Date }

export type ReleaseCase = {
  invitation: RankedMilestone & {
    id: number
    accountId: number
    /** In lower case. */
    mailbox: string
    /** Null where the contact takes part in the engagement no more. */
    role: ContactRole | null
    timeZone: string
    suppressedBy: SuppressionReason | null
    heldBy: HoldScope | null
    /** The day of the call, where the contact is to confirm what was said; null: it is a survey. */
    spokenOn: string | null
  }
  /** Null where the plan asks nobody at this milestone kind any more. */
  rule: PlanRule | null
  rivals: readonly Rival[]
  mails: readonly MailLine[]
  firm: AskingFirm & Caps
  now: Date
}

export type ReleaseDecision =
  | { kind: 'release' }
  | { kind: 'move'; reason: 'outside_hours' | 'contact_cap' | 'account_cap'; dueAt: Date }
  /** It has not left and may be planned again. */
  | { kind: 'withdraw'; reason: WithdrawReason }
  | { kind: 'hold_back'; reason: HoldBackReason; nextAllowedOn: string | null }

export type WithdrawReason = 'not_reached' | 'no_plan_for_kind' | HoldScope

type HoldBackReason =
  | 'left_engagement'
  | 'role_not_asked'
  | 'reached_too_long_ago'
  | `suppressed_${SuppressionReason}`
  | 'later_milestone'
  | 'contact_cap'
  | 'account_cap'
  | 'said_too_long_ago'

const DAY_MS = 86_400_000

/** A firm's own kinds stand behind the usual ones of the same day. */
const kindRank = (kind: string): number => {
  const rank = MILESTONE_KINDS.findIndex((each) => each === kind)
  return rank === -1 ? MILESTONE_KINDS.length : rank
}

/** Positive where `a` comes later than `b`: by the day it was reached, then in the order of a project. */
export function compareMilestones(a: RankedMilestone, b: RankedMilestone): number {
  if (a.reachedOn !== b.reachedOn) return (a.reachedOn ?? '') < (b.reachedOn ?? '') ? -1 : 1
  return kindRank(a.milestoneKind) - kindRank(b.milestoneKind) || a.milestoneId - b.milestoneId
}

/**
 * The day from which the contact may be asked again after the later survey for which this one stands back; undefined where
 * there is none that would be due within the contact's cap.
 */
export function afterLaterMilestone(
  milestone: RankedMilestone,
  rivals: readonly Rival[],
  at: { contactCapDays: number; timeZone: string; now: Date },
): string | undefined {
  const span = at.contactCapDays * DAY_MS
  const winners = rivals
    .filter((rival) => compareMilestones(rival, milestone) > 0)
    .map((rival) => Math.max(rival.dueAt.getTime(), at.now.getTime()))
    .filter((dueAt) => dueAt < at.now.getTime() + span)
  return winners.length === 0 ? undefined : dayIn(at.timeZone, new Date(Math.max(...winners) + span))
}

/** Why what has not left is taken back, to be planned again should that change; null: nothing asks for it. */
export const whyWithdrawn = (asked: { reachedOn: string | null; heldBy: HoldScope | null }): WithdrawReason | null =>
  asked.reachedOn === null ? 'not_reached' : asked.heldBy

/** Whether a reason that a message was not sent for is one to take its invitation back. */
export const isWithdrawReason = (reason: string): boolean =>
  ['not_reached', 'no_plan_for_kind', 'milestone_held', 'contact_held'].includes(reason)

function whyHeldBack(release: ReleaseCase, rule: PlanRule): HoldBackReason | undefined {
  const { invitation, firm, now } = release
  if (invitation.role === null) return 'left_engagement'
  if (!rule.contactRoles.includes(invitation.role)) return 'role_not_asked'
  if (invitation.suppressedBy) return `suppressed_${invitation.suppressedBy}`
  return invitation.reachedOn !== null && isStale(invitation.reachedOn, rule, firm, now)
    ? 'reached_too_long_ago'
    : undefined
}

/** A mail to confirm what was said needs no rule of the plan, and is old once the call is long past. */
function decideSpoken(release: ReleaseCase, spokenOn: string): ReleaseDecision {
  const { invitation, firm, now, mails, rule } = release
  const { suppressedBy, timeZone } = invitation
  const heldBack =
    (invitation.role === null && 'left_engagement') ||
    (suppressedBy !== null && (`suppressed_${suppressedBy}` as const)) ||
    (daysBetween(spokenOn, dayIn(firm.timeZone, now)) > SPOKEN_STALE_DAYS && 'said_too_long_ago')
  if (heldBack) return { kind: 'hold_back', reason: heldBack, nextAllowedOn: null }
  const capped = refusedByCaps({ ...invitation, invitationId: invitation.id, mails, caps: firm, now })
  if (capped) {
    // What was said waits for the cap, rather than be lost: nobody can ask for it a second time.
    const freeAt = nextWorkingTime(atHour(capped.nextAllowedOn, 0, timeZone), timeZone, askingHours(rule, firm))
    return daysBetween(spokenOn, capped.nextAllowedOn) > SPOKEN_STALE_DAYS
      ? { kind: 'hold_back', ...capped }
      : { kind: 'move', reason: capped.reason, dueAt: freeAt }
  }
  const open = nextWorkingTime(now, timeZone, askingHours(rule, firm))
  return open > now ? { kind: 'move', reason: 'outside_hours', dueAt: open } : { kind: 'release' }
}

/** The last look before an invitation leaves: is it still wanted, allowed by the caps, and a time to ask? */
export function decideRelease(release: ReleaseCase): ReleaseDecision {
  const { invitation, rule, firm, now, mails } = release
  const withdrawn = whyWithdrawn(invitation)
  if (withdrawn !== null) return { kind: 'withdraw', reason: withdrawn }
  if (invitation.spokenOn !== null) return decideSpoken(release, invitation.spokenOn)
  if (rule === null) return { kind: 'withdraw', reason: 'no_plan_for_kind' }
  const heldBack = whyHeldBack(release, rule)
  if (heldBack) return { kind: 'hold_back', reason: heldBack, nextAllowedOn: null }
  const { timeZone } = invitation
  const later = afterLaterMilestone(invitation, release.rivals, { ...firm, timeZone, now })
  if (later) return { kind: 'hold_back', reason: 'later_milestone', nextAllowedOn: later }
  const capped = refusedByCaps({ ...invitation, invitationId: invitation.id, mails, caps: firm, now })
  if (capped) return { kind: 'hold_back', ...capped }
  const open = nextWorkingTime(now, timeZone, askingHours(rule, firm))
  return open > now ? { kind: 'move', reason: 'outside_hours', dueAt: open } : { kind: 'release' }
}
