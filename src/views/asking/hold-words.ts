import { milestoneKindName } from '../names.ts'

/** What a hold is about, in names; without a milestone it is the contact, without an engagement everywhere. */
export type HoldSubjectNames = {
  milestoneKind: string | null
  milestoneName: string | null
  contactName: string | null
  engagementName: string | null
  accountName: string
}

/** The milestone's or the contact's name. */
export const heldName = ({ milestoneKind, milestoneName, contactName }: HoldSubjectNames): string =>
  contactName ?? milestoneName ?? milestoneKindName(milestoneKind ?? '')

/** The same in a sentence: 'Ana', 'the delivery milestone', or the milestone's own name. */
export const heldInSentence = ({ milestoneKind, milestoneName, contactName }: HoldSubjectNames): string =>
  contactName ?? milestoneName ?? `the ${milestoneKindName(milestoneKind ?? '').toLowerCase()} milestone`

/** Where the hold is: 'Claims portal', or everywhere. */
export const heldWhere = ({ engagementName }: HoldSubjectNames): string => engagementName ?? 'everywhere'
