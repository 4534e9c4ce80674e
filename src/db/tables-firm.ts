import type { ColumnType, Generated, GeneratedAlways } from 'kysely'
import type { ContactRole, OwnerChoice, DigestDay, Role } from '../core/words.ts'

/** A calendar date, `YYYY-MM-DD`, in the firm's sense of the day. */
export type Day = string

export type FirmTable = {
  id: Generated<1>
  name: Generated<string>
  fromName: string | null
  fromEmail: Generated<string>
  replyTo: string | null
  timeZone: Generated<string>
  locale: Generated<string>
  accentColor: Generated<string>
  postalAddress: string | null
  workFrom: Generated<number>
  workUntil: Generated<number>
  /** English weekdays in three letters, such as 'mon tue wed'. */
  workDays: Generated<string>
  contactCapDays: Generated<number>
  accountCapCount: Generated<number>
  accountCapDays: Generated<number>
  staleAfterDays: Generated<number>
  lowAnswer: Generated<number>
  fall: Generated<number>
  minAnswers: Generated<number>
  minAccounts: Generated<number>
  privacyThreshold: Generated<number>
  mailsPerMinute: Generated<number>
  mailsPerMinutePerDomain: Generated<number>
  warmUpFrom: Day | null
  ownerOfLow: Generated<OwnerChoice>
  ownerOfCall: Generated<OwnerChoice>
  ownerOfSilence: Generated<OwnerChoice>
  /** 0: nobody is ever silent. */
  silenceAfterDays: Generated<number>
  setUpAt: Date | null
  /** Null: answers are kept. */
  retentionMonths: number | null
  /** Null: the firm shows no logo. */
  logoHash: string | null
}

export type FirmLogoTable = {
  /** SHA-256 in hexadecimal. */
  hash: string
  format: 'png' | 'jpg'
  width: number
  height: number
  bytes: Uint8Array
  uploadedBy: number | null
  uploadedAt: Date
}

export type StaffTable = {
  id: GeneratedAlways<number>
  ref: string
  name: string
  email: string
  role: Role
  leaderId: number | null
  phone: string | null
  timeZone: string | null
  locale: string | null
  /** Null: as the role has it. */
  digestDay: DigestDay | null
  /** Whether new answers wait until this PM opens them. */
  guesses: Generated<boolean>
}

export type AccountTable = {
  id: GeneratedAlways<number>
  ref: string
  name: string
  timeZone: string | null
  locale: string | null
  industry: string | null
  accountManagerId: number | null
}

export type ContactTable = {
  id: GeneratedAlways<number>
  ref: string
  accountId: number
  name: string
  email: string
  locale: string | null
  timeZone: string | null
  phone: string | null
}

export type EngagementTable = {
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

export type EngagementContactTable = {
  engagementId: number
  contactId: number
  accountId: number
  role: ContactRole
}

export type MilestoneTable = {
  id: GeneratedAlways<number>
  ref: string
  engagementId: number
  kind: string
  name: string | null
  plannedOn: Day | null
  reachedOn: Day | null
  decidedAt: Date | null
}

export type OutcomeTable = {
  id: GeneratedAlways<number>
  ref: string
  accountId: number
  engagementId: number | null
  neededOn: Day
  calledFirst: boolean
  note: string | null
}

export type SeenTable = { staffId: number; until: Date }

export type EngagementNoteTable = {
  id: GeneratedAlways<number>
  engagementId: number
  staffId: number
  note: string
  at: Date
}
