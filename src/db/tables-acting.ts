import type { ColumnType, Generated, GeneratedAlways } from 'kysely'
import type { FollowUpReason, FollowUpState, FollowUpStepKind, OpportunityState, ReplyState } from '../core/words.ts'

/** An amount as plain decimal text. */
type Money = ColumnType<string | null, string | null | undefined, string | null>

export type FollowUpTable = {
  id: GeneratedAlways<number>
  /** Null: the contact let pass what was asked. */
  responseId: number | null
  /** Of the answer, or the first one that a silent contact let pass. */
  invitationId: number
  reasons: FollowUpReason[]
  ownerId: number
  state: FollowUpState
  openedAt: Date
  dueAt: Date
  takenAt: Date | null
  closedAt: Date | null
  /** Null also where it ended by itself. */
  closedBy: number | null
  whatWeDid: string | null
  /** When it wakes; null: it is not put off. */
  snoozedUntil: Date | null
  /** When the next step of escalation is due; null: there is none. */
  escalateAt: Date | null
  /** Steps since it was opened or last put off. */
  escalations: Generated<number>
  /** These are kept by the database, as the invitation and the answer say. */
  contactId: GeneratedAlways<number>
  pmId: GeneratedAlways<number>
  engagementId: GeneratedAlways<number>
  accountId: GeneratedAlways<number>
  /** False where the answer is for leadership only. */
  forTeam: GeneratedAlways<boolean>
}

export type FollowUpStepTable = {
  id: GeneratedAlways<number>
  followUpId: number
  kind: FollowUpStepKind
  /** Null: by rule. */
  staffId: number | null
  toStaffId: number | null
  note: string | null
  until: Date | null
  at: Date
}

export type ReplyTable = {
  id: GeneratedAlways<number>
  followUpId: number
  state: ReplyState
  senderId: number
  /** The client's own words; null: none are quoted. */
  youSaid: string | null
  weDid: string
  changedBy: number
  changedAt: Date
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
  /** These are kept by the database: where and when it was heard, in an answer or on a call. */
  heardAt: GeneratedAlways<Date>
  /** Of the day; null: on a call. */
  heardPmId: GeneratedAlways<number | null>
  heardEngagementId: GeneratedAlways<number | null>
  heardAccountId: GeneratedAlways<number>
  /** False where the answer is for leadership only. */
  forTeam: GeneratedAlways<boolean>
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
