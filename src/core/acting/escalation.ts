import { type FollowUpPerson, isLeadership } from './follow-up.ts'

/** Working hours after the first step before the second, and how many there are. */
export const ESCALATES_AGAIN_AFTER_HOURS = 8
export const ESCALATIONS = 2

/** Who stands above an owner: the owner's leader, that one's leader and so on, then all of leadership in its order. */
export type Superiors<Person extends FollowUpPerson = FollowUpPerson> = {
  ownerId: number
  chain: readonly Person[]
  leadership: readonly Person[]
  /** Whom an earlier step went to. */
  told: readonly number[]
}

/**
 * Whom an overdue follow-up is put before next: the nearest above its owner who is leadership and has not been told. Others
 * above might not see the client's account. Null: everybody has been told.
 */
export const escalationTarget = <Person extends FollowUpPerson>(above: Superiors<Person>): Person | null =>
  [...above.chain, ...above.leadership].find(
    (person) => isLeadership(person) && person.id !== above.ownerId && !above.told.includes(person.id),
  ) ?? null
