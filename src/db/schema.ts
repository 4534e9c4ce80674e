import type { ColumnType, Generated, GeneratedAlways, Insertable, JSONColumnType, Selectable } from 'kysely'
import type { SurveyDefinition } from '../core/survey.ts'
import type {
  CallFirstRank,
  ContactRole,
  DecisionKind,
  EmailKind,
  EmailState,
  FollowUpReason,
  FollowUpState,
  InvitationState,
  OpportunityState,
  Audience,
  Role,
  SubjectKind,
  SuppressionReason,
  Visibility,
} from '../core/words.ts'

/** A calendar date, `YYYY-MM-DD`, in the firm's sense of the day. */
type Day = string

type FirmTable = {
  id: Generated<1>
  name: Generated<string>
  fromName: string | null
  fromEmail: Generated<string>
  replyTo: string | null
  timeZone: Generated<string>
  locale: Generated<string>
  accentColor: Generated<string>
  postalAddress: string | null
  contactCapDays: Generated<number>
  accountCapCount: Generated<number>
  accountCapDays: Generated<number>
  staleAfterDays: Generated<number>
  lowAnswer: Generated<number>
  fall: Generated<number>
  minAnswers: Generated<number>
  minAccounts: Generated<number>
  privacyThreshold: Generated<number>
  setUpAt: Date | null
}

type StaffTable = {
  id: GeneratedAlways<number>
  ref: string
  name: string
  email: string
  role: Role
  leaderId: number | null
  phone: string | null
  timeZone: string | null
  locale: string | null
}

type AccountTable = {
  id: GeneratedAlways<number>
  ref: string
  name: string
  timeZone: string | null
  locale: string | null
  industry: string | null
  accountManagerId: number | null
}

type ContactTable = {
  id: GeneratedAlways<number>
  ref: string
  accountId: number
  name: string
  email: string
  locale: string | null
  timeZone: string | null
  phone: string | null
}

type EngagementTable = {
  id: GeneratedAlways<number>
  ref: string
  accountId: number
  name: string
  pmId: number
  startedOn: Day
  endedOn: Day | null
  /** Decimal text, as PostgreSQL gives numeric. */
  value: ColumnType<string | null, string | number | null, string | number | null>
  currency: string | null
}

type EngagementContactTable = {
  engagementId: number
  contactId: number
  accountId: number
  role: ContactRole
}

type MilestoneTable = {
  id: GeneratedAlways<number>
  ref: string
  engagementId: number
  kind: string
  name: string | null
  plannedOn: Day | null
  reachedOn: Day | null
  decidedAt: Date | null
}

type OutcomeTable = {
  id: GeneratedAlways<number>
  ref: string
  accountId: number
  engagementId: number | null
  neededOn: Day
  calledFirst: boolean
  note: string | null
}

type SurveyVersionTable = {
  id: GeneratedAlways<number>
  surveyKey: string
  version: number
  source: string
  definition: JSONColumnType<SurveyDefinition>
  createdAt: Date
}

type EmailTemplateVersionTable = {
  id: GeneratedAlways<number>
  templateKey: string
  locale: string
  version: number
  source: string
  subject: string
  html: string
  text: string
  createdAt: Date
}

type PlanRuleTable = {
  id: GeneratedAlways<number>
  milestoneKind: string
  surveyKey: string
  contactRoles: ContactRole[]
  delayDays: number
  reminderAfterDays: Generated<number[]>
  closesAfterDays: number
}

type InvitationTable = {
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
}

type DecisionTable = {
  id: GeneratedAlways<number>
  milestoneId: number
  contactId: number | null
  kind: DecisionKind
  reason: string
  nextAllowedOn: Day | null
  at: Date
}

type SuppressionTable = {
  address: string
  reason: SuppressionReason
  source: string
  at: Date
}

type ResponseTable = {
  id: GeneratedAlways<number>
  ref: string
  invitationId: number
  answeredAt: Date
  changedAt: Date
  callFirst: number
  comment: string | null
  needsNext: string | null
  callMe: Generated<boolean>
  visibility: Visibility
  firstCallRank: CallFirstRank | null
  testimonial: Generated<boolean>
}

type ExperienceTable = { responseId: number; key: string; rating: number }

type FollowUpTable = {
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

type FollowUpNoteTable = {
  id: GeneratedAlways<number>
  followUpId: number
  staffId: number
  note: string
  at: Date
}

type OpportunityTable = {
  id: GeneratedAlways<number>
  responseId: number
  ownerId: number | null
  state: Generated<OpportunityState>
  need: string
  openedAt: Date
}

type EmailTable = {
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

type ScoreTable = {
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

type ScoreFitTable = {
  id: GeneratedAlways<number>
  asOf: Day
  answersThrough: Date | null
  answers: number
  finishedAt: Date
  failure: string | null
}

type AuthUserTable = {
  id: string
  name: string
  email: string
  emailVerified: boolean
  image: string | null
  createdAt: Date
  updatedAt: Date
}

type ApiKeyTable = {
  id: GeneratedAlways<number>
  name: string
  role: Role
  staffId: number | null
  keyHash: Uint8Array
  createdAt: Date
  revokedAt: Date | null
}

type AuditTable = {
  id: GeneratedAlways<number>
  at: Date
  staffId: number | null
  action: string
  detail: JSONColumnType<Record<string, unknown>>
}

export type Schema = {
  firm: FirmTable
  staff: StaffTable
  account: AccountTable
  contact: ContactTable
  engagement: EngagementTable
  engagementContact: EngagementContactTable
  milestone: MilestoneTable
  outcome: OutcomeTable
  surveyVersion: SurveyVersionTable
  emailTemplateVersion: EmailTemplateVersionTable
  planRule: PlanRuleTable
  invitation: InvitationTable
  decision: DecisionTable
  suppression: SuppressionTable
  response: ResponseTable
  experience: ExperienceTable
  followUp: FollowUpTable
  followUpNote: FollowUpNoteTable
  opportunity: OpportunityTable
  email: EmailTable
  score: ScoreTable
  scoreFit: ScoreFitTable
  authUser: AuthUserTable
  apiKey: ApiKeyTable
  audit: AuditTable
}

export type Row<Table extends keyof Schema> = Selectable<Schema[Table]>
export type NewRow<Table extends keyof Schema> = Insertable<Schema[Table]>
