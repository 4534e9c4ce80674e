import type { Half } from '../core/answering/call-wish.ts'
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

/** Asks to confirm what was said on a call or a visit. */
export type ConfirmSpokenProps = Omit<InvitationProps, 'surveyUrl'> & {
  /** Who wrote it down. */
  reporterName: string
  /** As the reader writes a date. */
  saidOn: string
  confirmUrl: string
}

/** A call that was asked for. */
export type AlertCall = {
  /** As the reader writes a day, such as 'Mon 23 Nov'; with its half, where the client is; null: any time. */
  day: string | null
  half: Half | null
  /** The client's time zone, such as 'Europe/Berlin'. */
  zone: string
  words: string | null
  number: string | null
}

export type AlertProps = ToReader & {
  contactName: string
  accountName: string
  engagementName: string
  milestoneKind: string
  milestoneName: string | null
  /** 0–10; null where nothing was answered. */
  callFirst: number | null
  previousCallFirst: number | null
  reasons: FollowUpReason[]
  /** Null also where the owner may not read it. */
  comment: string | null
  /** Null also where the reader may not read it. */
  call: AlertCall | null
  followUpUrl: string
  /** As the reader writes a date and time, such as 'Tue 24 Nov, 15:00'. */
  dueBy: string
  /** When what is not answered was asked, as the reader writes a date; null where it was. */
  silentSince: string | null
  ownerName: string
  /** Whether it goes to somebody above the owner, since its time has passed. */
  isOverdue: boolean
}

export type SignInProps = ToReader & { signInUrl: string }

export type YouSaidWeDidProps = Omit<ToClient, 'unsubscribeUrl'> & {
  /** Null where no survey was mailed. */
  unsubscribeUrl: string | null
  /** The client's own words; null where there were none. */
  youSaid: string | null
  weDid: string
  senderName: string
  senderRole: Role
}

/** An answer that came in. */
export type DigestAnswer = {
  contactName: string
  accountName: string
  /** 0–10; null where the reader is to open the answer first. */
  callFirst: number | null
  previousCallFirst: number | null
  url: string
}

/** A follow-up that the reader owns; `dueBy` as the reader writes a date and time. */
export type DigestDue = { contactName: string; accountName: string; overdue: boolean; dueBy: string; url: string }

/** A score that reads otherwise than before, in points of 100; `value` is null where it is too early to say again. */
export type DigestMove = {
  name: string
  value: number | null
  low: number | null
  high: number | null
  /** Null: this is the first day with enough to say. */
  before: number | null
  url: string | null
}

/** The first of what there is to tell, and how many more there are. */
export type DigestList<Line> = { lines: Line[]; more: number }

export type DigestProps = ToReader & {
  /** The last day that is told of, as the reader writes a date. */
  until: string
  cameIn: DigestList<DigestAnswer>
  due: DigestList<DigestDue>
  moved: DigestList<DigestMove>
  homeUrl: string
  settingsUrl: string
}

/** A question as it was read, and what was answered. */
export type CopiedAnswer = { question: string; answer: string }

export type CopyProps = ToReader & { postalAddress: string | null; engagementName: string; answers: CopiedAnswer[] }

export type MyDataProps = ToReader & { postalAddress: string | null; dataUrl: string }

/** What each template is filled in with. */
export type EmailProps = {
  invitation: InvitationProps
  reminder_1: ReminderProps
  reminder_2: ReminderProps
  sign_in: SignInProps
  alert: AlertProps
  you_said_we_did: YouSaidWeDidProps
  digest: DigestProps
  confirm_spoken: ConfirmSpokenProps
  copy: CopyProps
  my_data: MyDataProps
}
