import type { FollowUpReason, Role } from '../core/words.ts'

/** A picture at an absolute address, with the size at which it is shown, in CSS pixels. */
export type Logo = { url: string; width: number; height: number }

export type FirmProps = {
  firmName: string
  /** `#rrggbb`; anything else gives the default colour. */
  accentColor: string | null
  logo: Logo | null
}

/** The firm, and the full name of who is written to. */
type ToReader = FirmProps & { readerName: string }

type ToClient = ToReader & { postalAddress: string | null; engagementName: string; unsubscribeUrl: string }

export type InvitationProps = ToClient & {
  pmName: string
  pmPhone: string | null
  milestoneKind: string
  /** The milestone's own name; null where its kind names it. */
  milestoneName: string | null
  /** Without a query; the layouts add `?call_first=N`. */
  surveyUrl: string
}

export type ReminderProps = InvitationProps & {
  /** As the reader writes a date, such as 'Tue 24 Nov'. */
  closesOn: string | null
}

export type AlertProps = ToReader & {
  contactName: string
  accountName: string
  engagementName: string
  milestoneKind: string
  milestoneName: string | null
  /** 0–10. */
  callFirst: number
  previousCallFirst: number | null
  reasons: FollowUpReason[]
  /** Null also where the owner may not read it. */
  comment: string | null
  followUpUrl: string
  /** As the reader writes a date and time, such as 'Tue 24 Nov, 15:00'. */
  dueBy: string
}

export type SignInProps = ToReader & { signInUrl: string }

type YouSaidWeDidProps = ToClient & {
  /** The client's own words; null where there were none. */
  youSaid: string | null
  weDid: string
  senderName: string
  senderRole: Role
}

/** One thing that a digest tells, in the reader's language, and where it leads. */
type DigestLine = { text: string; url: string | null }

type DigestProps = ToReader & {
  /** The last day that is told of, as the reader writes a date. */
  until: string
  cameIn: DigestLine[]
  due: DigestLine[]
  moved: DigestLine[]
  homeUrl: string
  settingsUrl: string
}

/** What each template is filled in with. */
export type EmailProps = {
  invitation: InvitationProps
  reminder_1: ReminderProps
  reminder_2: ReminderProps
  sign_in: SignInProps
  alert: AlertProps
  you_said_we_did: YouSaidWeDidProps
  digest: DigestProps
}
