import type { FollowUpFilter } from '../../core/acting/follow-up-filter.ts'
import { PAGE_LINES } from '../../core/page-of.ts'
import { tableText } from '../../core/table.ts'
import type { Viewer } from '../../core/viewer.ts'
import { countFollowUps, listFollowUpSubjects } from '../../db/acting/follow-up-counts.ts'
import { type FollowUpChoice, listFollowUpLines } from '../../db/acting/follow-up-lines.ts'
import { findStaff } from '../../db/acting/follow-ups.ts'
import type { Deps } from '../../deps.ts'
import { withOverdue } from './with-overdue.ts'

const DAY_MS = 86_400_000
/** Over which the median time to close is taken. */
export const CLOSED_WITHIN_DAYS = 90

const SHOWN = (now: Date): Record<FollowUpFilter['show'], FollowUpChoice> => ({
  open: { isClosed: false },
  today: { isClosed: false, awakeAt: now },
  overdue: { overdueAt: now },
  escalated: { escalated: true },
  snoozed: { snoozedAt: now },
  closed: { isClosed: true },
  all: {},
})

/** Whose, whatever has become of them. */
const narrowedTo = ({ ownerId, accountId, pmId, industry, reason }: FollowUpFilter): FollowUpChoice => ({
  ...(ownerId !== null && { ownerId }),
  ...(accountId !== null && { accountId }),
  ...(pmId !== null && { pmId }),
  ...(industry !== null && { industry }),
  ...(reason !== null && { reason }),
})

const choiceOf = (filter: FollowUpFilter, now: Date): FollowUpChoice => ({
  ...narrowedTo(filter),
  ...SHOWN(now)[filter.show],
  order: filter.order,
})

/** How those chosen stand, whatever their reason, and how soon they have been closed lately. */
export const readFollowUpCounts = (
  { db, now }: Pick<Deps, 'db' | 'now'>,
  viewer: Viewer,
  choice: FollowUpChoice = {},
) =>
  countFollowUps(db, viewer, choice, {
    now: now(),
    closedSince: new Date(now().getTime() - CLOSED_WITHIN_DAYS * DAY_MS),
  })

/** A page of the follow-ups that the viewer sees, with how many there are and by what they can be narrowed. */
export async function showFollowUps(deps: Deps, viewer: Viewer, filter: FollowUpFilter) {
  const now = deps.now()
  const window = { limit: PAGE_LINES + 1, offset: (filter.page - 1) * PAGE_LINES }
  const [lines, counts, subjects, pm] = await Promise.all([
    listFollowUpLines(deps.db, viewer, { ...choiceOf(filter, now), ...window }),
    readFollowUpCounts(deps, viewer, narrowedTo(filter)),
    listFollowUpSubjects(deps.db, viewer),
    filter.pmId === null ? null : findStaff(deps.db, filter.pmId),
  ])
  return {
    counts,
    pmName: filter.pmId === null ? null : (pm?.name ?? 'nobody'),
    ...subjects,
    followUps: lines.slice(0, PAGE_LINES).map((line) => withOverdue(line, now)),
    hasMore: lines.length > PAGE_LINES,
  }
}

const COLUMNS = [
  'id',
  'state',
  'reasons',
  'account',
  'contact',
  'engagement',
  'call_first',
  'previous_call_first',
  'comment',
  'owner',
  'opened_at',
  'due_at',
  'overdue',
  'snoozed_until',
  'snoozes',
  'escalations',
  'closed_at',
]

/** The list as CSV, all its pages. */
export async function writeFollowUpsTable(deps: Deps, viewer: Viewer, filter: FollowUpFilter): Promise<string> {
  const now = deps.now()
  const lines = await listFollowUpLines(deps.db, viewer, choiceOf(filter, now))
  const rows = lines.map((line) => [
    line.id,
    line.state,
    line.reasons.join(' '),
    line.accountName,
    line.contactName,
    line.engagementName,
    line.callFirst,
    line.previousCallFirst,
    line.comment,
    line.ownerName,
    line.openedAt,
    line.dueAt,
    withOverdue(line, now).overdue,
    line.snoozedUntil,
    line.snoozes,
    line.escalations,
    line.closedAt,
  ])
  return tableText(COLUMNS, rows)
}
