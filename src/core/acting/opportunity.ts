import { seesEverything, type Viewer } from '../viewer.ts'
import type { OpportunityState, Role } from '../words.ts'

/** Whether somebody still has something to do about a need in this state. */
export const isOpenNeed = (state: OpportunityState): boolean => state !== 'won' && state !== 'lost'

/** Leadership, the account manager of the account and whoever owns the need act on it; PMs read it. */
export function mayMoveNeed(
  viewer: Viewer,
  need: { ownerId: number | null; accountManagerId: number | null },
): boolean {
  if (seesEverything(viewer)) return true
  if (viewer.role === 'pm') return false
  return viewer.staffId === need.accountManagerId || viewer.staffId === need.ownerId
}

/** Whether somebody can own a need: not PMs, and of a need told to leadership only nobody else. */
export const mayOwnNeed = (role: Role, leadershipOnly: boolean): boolean =>
  role === 'leader' || role === 'admin' || (role === 'account_manager' && !leadershipOnly)

/** How a need stands: what a move can change. `value` is plain decimal text. */
export type NeedStanding = {
  state: OpportunityState
  ownerId: number | null
  value: string | null
  currency: string | null
  note: string | null
}

/** '1200.50' and '1200.5' are one amount. */
const amountOf = ({ value, currency }: NeedStanding): string =>
  value === null ? '' : `${Number(value).toFixed(2)} ${currency}`

/** What differs between two standings of a need, in the order in which people read it. */
export function changesOfNeed(before: NeedStanding, after: NeedStanding): ('state' | 'owner' | 'value' | 'note')[] {
  return [
    ...(before.state === after.state ? [] : (['state'] as const)),
    ...(before.ownerId === after.ownerId ? [] : (['owner'] as const)),
    ...(amountOf(before) === amountOf(after) ? [] : (['value'] as const)),
    ...(before.note === after.note ? [] : (['note'] as const)),
  ]
}
