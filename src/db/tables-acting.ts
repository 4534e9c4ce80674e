import type { Generated, GeneratedAlways } from 'kysely'
import type { FollowUpReason, FollowUpState, OpportunityState } from '../core/words.ts'

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
  responseId: number
  ownerId: number | null
  state: Generated<OpportunityState>
  need: string
  openedAt: Date
}
