import type { ColumnType, Generated, GeneratedAlways } from 'kysely'
import type { FollowUpReason, FollowUpState, OpportunityState } from '../core/words.ts'

/** An amount as plain decimal text. */
type Money = ColumnType<string | null, string | null | undefined, string | null>

export type FollowUpTable = {
  id: GeneratedAlways<number>
  responseId: number
  reasons: FollowUpReason[]
  ownerId: number
  state: FollowUpState
  openedAt: Date
  dueAt: Date
  takenAt: Date | null
  closedAt: Date | null
  whatWeDid: string | null
}

export type FollowUpNoteTable = {
  id: GeneratedAlways<number>
  followUpId: number
  staffId: number
  note: string
  at: Date
}

export type OpportunityTable = {
  id: GeneratedAlways<number>
  /** Null: heard on a call; then the account is given, and the others where they are known. */
  responseId: number | null
  accountId: number | null
  engagementId: number | null
  contactId: number | null
  addedBy: number | null
  ownerId: number | null
  state: Generated<OpportunityState>
  need: string
  value: Money
  currency: string | null
  note: string | null
  outcomeId: number | null
  openedAt: Date
}

export type OpportunityMoveTable = {
  id: GeneratedAlways<number>
  opportunityId: number
  at: Date
  staffId: number | null
  keyName: string | null
  state: OpportunityState
  ownerId: number | null
  value: Money
  currency: string | null
  note: string | null
}
