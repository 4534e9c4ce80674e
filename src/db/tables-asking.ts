import type { Generated, GeneratedAlways } from 'kysely'
import type { ContactRole, DecisionKind, DelayUnit, InvitationState } from '../core/words.ts'
import type { Day } from './tables-firm.ts'

export type PlanRuleTable = {
  id: GeneratedAlways<number>
  milestoneKind: string
  surveyKey: string
  contactRoles: ContactRole[]
  delayDays: number
  delayUnit: Generated<DelayUnit>
  reminderAfterDays: Generated<number[]>
  closesAfterDays: number
  /** Null, all three or days alone: as the firm works. */
  askFrom: number | null
  askUntil: number | null
  askDays: string | null
}

export type InvitationTable = {
  id: GeneratedAlways<number>
  milestoneId: number
  contactId: number
  pmId: number
  /** 'spoken': to confirm what was said on a call. */
  origin: 'plan' | 'import' | 'spoken'
  surveyVersionId: number | null
  state: InvitationState
  tokenHash: Uint8Array | null
  dueAt: Date | null
  sentAt: Date | null
  closesAt: Date | null
  remindNotBefore: Date | null
}

export type DecisionTable = {
  id: GeneratedAlways<number>
  milestoneId: number
  contactId: number | null
  kind: DecisionKind
  reason: string
  nextAllowedOn: Day | null
  note: string | null
  /** For when it was planned or moved to. */
  dueAt: Date | null
  at: Date
}

export type HolidayTable = { day: Day; name: string }

export type HoldTable = {
  id: GeneratedAlways<number>
  milestoneId: number | null
  contactId: number | null
  /** With a contact: on this engagement alone; null: everywhere. */
  engagementId: number | null
  reason: string
  placedBy: number
  placedAt: Date
  liftedBy: number | null
  liftedAt: Date | null
}
