import type { AnswerFilter } from '../../core/score/answer-filter.ts'
import type { Leadership } from '../../core/viewer.ts'
import { listFollowUpLines } from '../../db/acting/follow-up-lines.ts'
import { listSilentDeciders } from '../../db/score/attention.ts'
import type { TallySums } from '../../db/score/tally-sums.ts'
import type { Deps } from '../../deps.ts'
import { withOverdue } from '../acting/with-overdue.ts'

/** Follow-ups shown before the list takes over, and lines of each other kind. */
const FOLLOW_UPS = 8
const OTHERS = 5
/** A question of a sponsor or decision maker that has waited this long is silence. */
const SILENT_AFTER_DAYS = 10
const DAY_MS = 86_400_000
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

/** What somebody has to do about today. */
export async function findAttention(deps: Deps, viewer: Leadership, { pmId, accountId, industry }: AnswerFilter) {
  const now = deps.now()
  const askedBefore = new Date(now.getTime() - SILENT_AFTER_DAYS * DAY_MS)
  const [lines, silent] = await Promise.all([
    listFollowUpLines(deps.db, viewer, {
      states: ['open', 'taken'],
      limit: FOLLOW_UPS,
      ...(accountId !== null && { accountId }),
      ...(pmId !== null && { pmId }),
    }),
    listSilentDeciders(deps.db, viewer, { askedBefore, pmId, accountId, industry, limit: OTHERS }),
  ])
  return { followUps: lines.map((line) => withOverdue(line, now)), silent }
}
