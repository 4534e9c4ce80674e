import type { FollowUpReason, Role, Visibility } from './words.ts'

/** The answer, the same contact's answer before it (null: none), and the firm's thresholds. */
export type FollowUpCase = {
  callFirst: number
  lastCallFirst: number | null
  callMe: boolean
  lowAnswer: number
  fall: number
}

/** Why somebody has to act on an answer; none where nobody has to. */
export function followUpReasons(answer: FollowUpCase): FollowUpReason[] {
  const reasons: FollowUpReason[] = []
  if (answer.callFirst <= answer.lowAnswer) reasons.push('low')
  if (answer.lastCallFirst !== null && answer.lastCallFirst - answer.callFirst >= answer.fall) reasons.push('fall')
  if (answer.callMe) reasons.push('call_me')
  return reasons
}

/** Working hours until a follow-up is due: a client who waits for a call waits one day, everything else two. */
export const followUpHours = (reasons: readonly FollowUpReason[]): number => (reasons.includes('call_me') ? 8 : 16)

export type FollowUpPerson = { id: number; role: Role }

/** Who could own a follow-up; `leaders` and `admins` in the order in which they are to be asked. */
export type FollowUpPeople = {
  pm: FollowUpPerson
  pmLeader: FollowUpPerson | null
  accountManager: FollowUpPerson | null
  leaders: readonly FollowUpPerson[]
  admins: readonly FollowUpPerson[]
}

const isLeadership = (person: FollowUpPerson): boolean => person.role === 'leader' || person.role === 'admin'

/**
 * Who has to act. An answer for leadership only stays outside the team, unless its PM or account manager is the firm's
 * only leader. Null: there is nobody who may read the answer.
 */
export function followUpOwner(
  people: FollowUpPeople,
  visibility: Visibility,
  reasons: readonly FollowUpReason[],
): FollowUpPerson | null {
  const { pm, pmLeader, accountManager } = people
  const leadership = [pmLeader, ...people.leaders, ...people.admins].filter(
    (person) => person !== null && isLeadership(person),
  )
  if (visibility === 'leadership') {
    const outsideTeam = leadership.find((person) => person?.id !== pm.id && person?.id !== accountManager?.id)
    return outsideTeam ?? leadership[0] ?? null
  }
  const isOnlyACall = reasons.every((reason) => reason === 'call_me')
  return isOnlyACall ? pm : (pmLeader ?? accountManager ?? leadership.find((person) => person?.id !== pm.id) ?? pm)
}
