import { seesEverything, type Viewer } from '../viewer.ts'
import type { FollowUpReason, OwnerChoice, Role, Visibility } from '../words.ts'

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

/** Why somebody has to act on an answer. */
export type Reasons = {
  /** Without any reason nobody has to. */
  all: FollowUpReason[]
  /** Those that tell nothing of an earlier answer for leadership only. */
  forTeam: FollowUpReason[]
}

/** The same, where the contact's answer before it was for leadership only: `lastCallFirstForTeam` is of the last that was not. */
export function reasonsOf(answer: FollowUpCase & { lastCallFirstForTeam: number | null }): Reasons {
  const { lastCallFirst: last, lastCallFirstForTeam } = answer
  const forTeam = followUpReasons({ ...answer, lastCallFirst: lastCallFirstForTeam })
  const lastCallFirst = last === null ? null : Math.max(last, lastCallFirstForTeam ?? 0)
  return { all: followUpReasons({ ...answer, lastCallFirst }), forTeam }
}

/** Working hours until a follow-up is due: a client who waits for a call waits one day, everything else two. */
export const followUpHours = (reasons: readonly FollowUpReason[]): number => (reasons.includes('call_me') ? 8 : 16)

/** What the firm has settled about owners: of low answers and falls, of calls asked for, and of silences. */
export type OwnerRules = { ownerOfLow: OwnerChoice; ownerOfCall: OwnerChoice; ownerOfSilence: OwnerChoice }

export type FollowUpPerson = { id: number; role: Role }

/** Who could own a follow-up; `leaders` and `admins` in the order in which they are to be asked. */
export type FollowUpPeople<Person extends FollowUpPerson = FollowUpPerson> = {
  pm: Person
  pmLeader: Person | null
  accountManager: Person | null
  leaders: readonly Person[]
  admins: readonly Person[]
}

export const isLeadership = (person: FollowUpPerson | null): boolean =>
  person?.role === 'leader' || person?.role === 'admin'

/** Leadership in the order in which it is to be asked, without the answer's own PM and account manager. */
function leadershipOutsideTeam<Person extends FollowUpPerson>(people: FollowUpPeople<Person>): Person[] {
  const { pm, pmLeader, accountManager, leaders, admins } = people
  return [pmLeader, ...leaders, ...admins].filter(
    (person): person is Person => isLeadership(person) && person?.id !== pm.id && person?.id !== accountManager?.id,
  )
}

/** Where all leadership is in the team itself. */
const onlyLeader = <Person extends FollowUpPerson>(people: FollowUpPeople<Person>): Person | null =>
  people.leaders[0] ?? people.admins[0] ?? null

/** Which rule decides: somebody who is unhappy comes before somebody who waits for a call. */
function choiceFor(reasons: readonly FollowUpReason[], rules: OwnerRules): OwnerChoice {
  if (reasons.includes('low') || reasons.includes('fall')) return rules.ownerOfLow
  return reasons.includes('silence') ? rules.ownerOfSilence : rules.ownerOfCall
}

/**
 * Who has to act: whom the firm has chosen, else the next who is there; the PM last, who is too near. An answer for
 * leadership only stays outside the team, unless its PM or account manager is the firm's only leader. Null: there is
 * nobody who may read the answer.
 */
export function followUpOwner<Person extends FollowUpPerson>(
  people: FollowUpPeople<Person>,
  visibility: Visibility,
  reasons: readonly FollowUpReason[],
  rules: OwnerRules,
): Person | null {
  const { pm, pmLeader, accountManager } = people
  const outside = leadershipOutsideTeam(people)[0]
  if (visibility === 'leadership') return outside ?? onlyLeader(people)
  const chosen = { pm, pm_leader: pmLeader, account_manager: accountManager }[choiceFor(reasons, rules)]
  return chosen ?? pmLeader ?? accountManager ?? outside ?? pm
}

/** Whether somebody who owns a follow-up may keep it once the contact has changed who may read the answer. */
export const mayKeepFollowUp = (people: FollowUpPeople, visibility: Visibility, ownerId: number): boolean =>
  visibility === 'team' ||
  leadershipOutsideTeam(people).some(({ id }) => id === ownerId) ||
  (leadershipOutsideTeam(people).length === 0 && onlyLeader(people)?.id === ownerId)

/** Owners act on what is theirs, leadership on all. */
export const mayActOn = (viewer: Viewer, followUp: { ownerId: number }): boolean =>
  seesEverything(viewer) || followUp.ownerId === viewer.staffId
