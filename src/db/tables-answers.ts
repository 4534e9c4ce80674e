import type { ColumnType, Generated, GeneratedAlways, JSONColumnType } from 'kysely'
import type { KeptField } from '../core/answering/partial-answer.ts'
import type { OwnAnswer } from '../core/answering/answer-content.ts'
import type { SurveyDraft } from '../core/answering/survey-draft.ts'
import type { Half } from '../core/answering/call-wish.ts'
import type { NameForm } from '../core/answering/testimonial.ts'
import type { Day } from './tables-firm.ts'
import type { SurveyDefinition } from '../core/answering/survey.ts'
import type { CallFirstRank, SpokenState, Visibility } from '../core/words.ts'

export type SurveyVersionTable = {
  id: GeneratedAlways<number>
  surveyKey: string
  version: number
  source: string
  definition: JSONColumnType<SurveyDefinition>
  /** A shipped text follows what we ship; the firm's own stays until the firm changes it. */
  origin: 'shipped' | 'firm'
  createdAt: Date
  /** Who published it or went back to the shipped one; null: the program or the command line. */
  createdBy: number | null
}

export type SurveyDraftTable = {
  surveyKey: string
  draft: JSONColumnType<SurveyDraft>
  basedOn: number | null
  revision: Generated<number>
  changedBy: number | null
  changedAt: Date
}

export type ResponseTable = {
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
  /** With whom an answer for leadership only is told together in the team's figures; null: not at all so far. */
  hiddenGroupId: number | null
  /** Kept by the database: as the invitation says, so that pages find answers by one index. */
  contactId: GeneratedAlways<number>
  pmId: GeneratedAlways<number>
  engagementId: GeneratedAlways<number>
  accountId: GeneratedAlways<number>
  /** Kept by the database: whether the team could ever read it. */
  wasForTeam: GeneratedAlways<boolean>
}

export type HiddenGroupTable = { id: GeneratedAlways<number>; pmId: number; size: number; formedAt: Date }

/** What was filled in and not sent, by field. */
export type PartialAnswerTable = {
  invitationId: number
  fields: ColumnType<Record<string, KeptField>, string, string>
  revision: number
  begunAt: Date
  keptAt: Date
}

export type ExperienceTable = { responseId: number; key: string; rating: number }

export type AnswerTable = { responseId: number; key: string; value: ColumnType<OwnAnswer['value'], string, string> }

/** What the PM of that day thinks an invitation will be answered; for that PM alone. */
export type GuessTable = { invitationId: number; staffId: number; callFirst: number; at: Date }

/** When the PM of that day first opened an answer. */
export type OpeningTable = { responseId: number; staffId: number; at: Date }

/** What a contact said on a call or a visit, as somebody of the firm wrote it down. */
export type SpokenReportTable = {
  invitationId: number
  reportedBy: number
  reportedAt: Date
  saidOn: Day
  callFirst: number | null
  comment: string | null
  experiences: JSONColumnType<Record<string, number>>
  state: SpokenState
  decidedAt: Date | null
}

export type CallWishTable = {
  responseId: number
  /** With the half of it, where the contact is; null: any. */
  day: Day | null
  half: Half | null
  words: string | null
  number: string | null
  changedAt: Date
}

export type TestimonialTable = {
  id: GeneratedAlways<number>
  responseId: number
  words: string
  nameForm: NameForm
  signature: string
  /** The sentence agreed to, as it was read. */
  consent: string
  consentVersion: string
  givenAt: Date
  withdrawnAt: Date | null
}

export type DataLinkTable = {
  id: GeneratedAlways<number>
  contactId: number
  tokenHash: Uint8Array
  createdAt: Date
  expiresAt: Date
}
