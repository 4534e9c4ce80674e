import type { Generated, GeneratedAlways, JSONColumnType } from 'kysely'
import type { MailEventKind, MailEventSource } from '../core/mail-event.ts'
import type { SaidAndDone } from '../core/score/checked-outcomes.ts'
import type { ReliabilityBin } from '../core/score/reliability.ts'
import type { Tier } from '../core/score/scores.ts'
import type {
  Audience,
  ContactRole,
  DecisionKind,
  DelayUnit,
  EmailKind,
  EmailState,
  FollowUpReason,
  FollowUpState,
  InvitationState,
  OpportunityState,
  SubjectKind,
  SuppressionReason,
  TemplateOrigin,
} from '../core/words.ts'
import type { Direction } from '../core/languages.ts'
import type { Day } from './tables-firm.ts'

export type EmailTemplateVersionTable = {
  id: GeneratedAlways<number>
  templateKey: string
  locale: string
  version: number
  layoutId: number
  /** The texts in it, by the slots of its layout. */
  words: JSONColumnType<Record<string, string>>
  origin: TemplateOrigin
  /** Who wrote the firm's words, or went back to the shipped ones; null: it came with the program. */
  createdBy: number | null
  subject: string
  html: string
  text: string
  createdAt: Date
}

export type EmailLayoutTable = {
  id: GeneratedAlways<number>
  templateKey: string
  direction: Direction
  version: number
  source: string
  subject: string
  html: string
  text: string
  createdAt: Date
}

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
  origin: 'plan' | 'import'
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

export type SuppressionTable = {
  id: GeneratedAlways<number>
  address: string
  reason: SuppressionReason
  source: string
  at: Date
  note: string | null
}

export type MailEventTable = {
  id: GeneratedAlways<number>
  kind: MailEventKind
  at: Date
  address: string
  emailId: number | null
  source: MailEventSource
  eventId: string
  detail: string | null
}

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

export type EmailTable = {
  id: GeneratedAlways<number>
  kind: EmailKind
  invitationId: number | null
  followUpId: number | null
  ordinal: Generated<number>
  templateVersionId: number
  toName: string
  toAddress: string
  secretUrl: string | null
  messageId: string
  state: EmailState
  dueAt: Date
  leasedUntil: Date | null
  attempts: Generated<number>
  lastError: string | null
  sentAt: Date | null
  createdAt: Date
}

export type MailOutageTable = { id: Generated<1>; until: Date; failures: number; reason: string }

export type ScoreTable = {
  id: GeneratedAlways<number>
  subjectKind: SubjectKind
  subjectId: number
  audience: Audience
  asOf: Day
  enough: boolean
  value: number | null
  low: number | null
  high: number | null
  level: number
  tier: Tier | null
  se: number | null
  degrees: number | null
  reliability: number | null
  answers: number
  respondents: number
  accounts: number
  plainAverage: number | null
  partFirm: number | null
  partPm: number | null
  partAccounts: number | null
  partEngagements: number | null
  computedAt: Date
}

export type ScoreFitTable = {
  id: GeneratedAlways<number>
  asOf: Day
  answersThrough: Date | null
  answers: number
  evidence: string
  gamma: number[] | null
  groupedGamma: number[] | null
  visibleGamma: number[] | null
  finishedAt: Date
  failure: string | null
}

export type PmComparisonTable = { pmId: number; otherPmIds: number[]; ahead: number[]; comparable: boolean[] }

export type CalibrationTable = {
  id: GeneratedAlways<number>
  asOf: Day
  audience: Audience
  basis: string
  outcomes: number
  called: number
  n: number
  intercept: number
  slope: number
  /** Var(intercept), Cov(intercept, slope), Var(slope). */
  covariance: number[]
  brier: number | null
  logLoss: number | null
  bins: JSONColumnType<ReliabilityBin[]>
  byAnswer: JSONColumnType<SaidAndDone[]>
  computedAt: Date
}

export type CalibratedScoreTable = {
  calibrationId: number
  subjectKind: SubjectKind
  subjectId: number
  value: number
  low: number
  high: number
}

export type DriverTable = {
  subjectKind: 'firm' | 'pm'
  subjectId: number
  audience: Audience
  asOf: Day
  key: string
  share: number | null
  low: number | null
  high: number | null
  leftOut: 'often_missing' | 'no_variance' | null
  mean: number | null
  ratings: number
  enough: boolean
  answers: number
  accounts: number
  milestoneKinds: string[]
}
