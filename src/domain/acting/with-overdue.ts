import type { FollowUpState } from '../../core/words.ts'

/** A follow-up with whether its time has passed. */
export const withOverdue = <Line extends { state: FollowUpState; dueAt: Date }>(line: Line, now: Date) => ({
  ...line,
  overdue: line.state !== 'closed' && line.dueAt < now,
})
