const DAY_MS = 86_400_000

/** Days after which a silence that nobody could act on is let be, such as one that a hold had hidden. */
const WINDOW_DAYS = 30

/** Whose answers are missed when they stay away. */
export const MISSED_ROLES = ['sponsor', 'decision_maker'] as const

/**
 * When the first question must have gone unanswered for a silence to count at `now`: from `since`, excluded, to `until`,
 * included. Null: silence is no signal here.
 */
export function silenceWindow(now: Date, silenceAfterDays: number): { since: Date; until: Date } | null {
  if (silenceAfterDays === 0) return null
  const until = new Date(now.getTime() - silenceAfterDays * DAY_MS)
  return { since: new Date(until.getTime() - WINDOW_DAYS * DAY_MS), until }
}
