import { type CoverageCounts, coverageTotals, NOBODY_COUNTED } from '../../core/asking/coverage-ledger.ts'
import type { AnswerFilter } from '../../core/score/answer-filter.ts'
import type { Leadership } from '../../core/viewer.ts'
import { type FollowUpChoice, listFollowUpLines } from '../../db/acting/follow-up-lines.ts'
import { countWhereKept } from '../../db/asking/coverage-tallies.ts'
import type { Deps } from '../../deps.ts'
import { withOverdue } from '../acting/with-overdue.ts'

/** Follow-ups shown before the list takes over, and accounts held back. */
const FOLLOW_UPS = 8
const OTHERS = 5
/** Held back too often: so many at one account, and such a share of all whom the plan would have asked. */
const HELD_BACK_FROM = 3
const HELD_BACK_SHARE = 1 / 3

export type HeldBackAccount = { accountId: number; accountName: string; heldBack: number; held: number; wanted: number }

/** Where people stand at the milestones of the filter's months, whatever the survey, at accounts where some were kept from being asked. */
export async function readStandings(deps: Deps, viewer: Leadership, filter: AnswerFilter) {
  const accounts = new Map<number, { name: string; counts: CoverageCounts }>()
  for (const { key, name, standing, count } of await countWhereKept(deps.db, viewer, { filter })) {
    const account = accounts.get(Number(key)) ?? { name, counts: { ...NOBODY_COUNTED } }
    account.counts[standing] += count
    accounts.set(Number(key), account)
  }
  return accounts
}

type Standings = Awaited<ReturnType<typeof readStandings>>

/** How many people a hold has left out. */
export const countHeld = (standings: Standings): number =>
  [...standings.values()].reduce((sum, { counts }) => sum + counts.held, 0)

/** The accounts at which caps, staleness or holds leave out too many, the largest share first. */
export function heldBackTooOften(standings: Standings): HeldBackAccount[] {
  return [...standings]
    .map(([accountId, { name: accountName, counts }]) => {
      const { held, held_back: heldBack } = counts
      return { accountId, accountName, heldBack, held, wanted: coverageTotals(counts).asked + heldBack + held }
    })
    .filter(
      ({ heldBack, held, wanted }) => heldBack + held >= HELD_BACK_FROM && (heldBack + held) / wanted > HELD_BACK_SHARE,
    )
    .toSorted((a, b) => (b.heldBack + b.held) / b.wanted - (a.heldBack + a.held) / a.wanted)
    .slice(0, OTHERS)
}

/** What of the filter narrows what is to be done: a client waits in any period and at any milestone. */
export const attentionChoice = ({ pmId, accountId, industry }: AnswerFilter): FollowUpChoice => ({
  ...(accountId !== null && { accountId }),
  ...(pmId !== null && { pmId }),
  ...(industry !== null && { industry }),
})

/** The follow-ups that somebody has to act on today: low answers, falls, calls asked for, and silence; what is put off is for later. */
export async function listUrgentFollowUps(deps: Deps, viewer: Leadership, filter: AnswerFilter) {
  const now = deps.now()
  const choice = { ...attentionChoice(filter), isClosed: false, awakeAt: now, limit: FOLLOW_UPS }
  return (await listFollowUpLines(deps.db, viewer, choice)).map((line) => withOverdue(line, now))
}
