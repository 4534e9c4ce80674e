import type { FollowUpState } from '../../core/words.ts'

/** A follow-up with whether its time has passed, or it is put off. */
export const withOverdue = <Line extends { state: FollowUpState; dueAt: Date; snoozedUntil: Date | null }>(
  line: Line,
  now: Date,
) => ({
  ...line,
  snoozed: line.snoozedUntil !== null && line.snoozedUntil > now,
  overdue: line.state !== 'closed' && line.dueAt < now,
})
