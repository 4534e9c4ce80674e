import type { AnswerFilter } from '../../core/score/answer-filter.ts'
import type { Leadership } from '../../core/viewer.ts'
import { listFollowUpLines } from '../../db/acting/follow-up-lines.ts'
import type { TallySums } from '../../db/score/tally-sums.ts'
import type { Deps } from '../../deps.ts'
import { withOverdue } from '../acting/with-overdue.ts'

/** Follow-ups shown before the list takes over, and accounts held back. */
const FOLLOW_UPS = 8
const OTHERS = 5
/** Held back too often: so many at one account, and such a share of all whom the plan would have asked. */
const HELD_BACK_FROM = 3
const HELD_BACK_SHARE = 1 / 3

export type HeldBackAccount = { accountId: number; accountName: string; heldBack: number; held: number; wanted: number }

/** The accounts at which caps, staleness or holds leave out too many, the largest share first. */
export function heldBackTooOften(
  counts: ReadonlyMap<number, TallySums>,
  names: ReadonlyMap<number, string>,
): HeldBackAccount[] {
  return [...counts]
    .map(([accountId, { asked, heldBack, held }]) => {
      return { accountId, accountName: names.get(accountId) ?? '', heldBack, held, wanted: asked + heldBack + held }
    })
    .filter(
      ({ heldBack, held, wanted }) => heldBack + held >= HELD_BACK_FROM && (heldBack + held) / wanted > HELD_BACK_SHARE,
    )
    .toSorted((a, b) => (b.heldBack + b.held) / b.wanted - (a.heldBack + a.held) / a.wanted)
    .slice(0, OTHERS)
}

/** The follow-ups that somebody has to act on today: low answers, falls, calls asked for, and silence. */
export async function listUrgentFollowUps(deps: Deps, viewer: Leadership, { pmId, accountId, industry }: AnswerFilter) {
  const now = deps.now()
  const lines = await listFollowUpLines(deps.db, viewer, {
    isClosed: false,
    limit: FOLLOW_UPS,
    ...(accountId !== null && { accountId }),
    ...(pmId !== null && { pmId }),
    ...(industry !== null && { industry }),
  })
  return lines.map((line) => withOverdue(line, now))
}
