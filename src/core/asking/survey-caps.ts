import { dayIn } from '../calendar.ts'

/** One survey mail: an invitation or a reminder, delivered or still on its way, or an answer of an earlier tool. */
export type MailLine = {
  invitationId: number
  accountId: number
  /** The mailbox it went to, in lower case. */
  to: string
  /** The contact's mailbox of today, in lower case: somebody whose address changed is still the same person. */
  person: string
  at: Date
}

/** Days of 0 mean no cap. */
export type Caps = { contactCapDays: number; accountCapCount: number; accountCapDays: number }

/** A mail that would leave at `now`; `mails` are those to its mailbox and to its account, on both sides of `now`. */
export type CapCase = {
  invitationId: number
  accountId: number
  /** In lower case. */
  mailbox: string
  timeZone: string
  mails: readonly MailLine[]
  caps: Caps
  now: Date
}

/** Which cap refuses the mail, and the day, where the contact is, from which neither does. */
export type CapRefusal = { reason: 'contact_cap' | 'account_cap'; nextAllowedOn: string }

const DAY_MS = 86_400_000

const concerns = (mailbox: string) => (mail: MailLine) => mail.to === mailbox || mail.person === mailbox

/** The first instant after `now` at which `isFree`, of those at which one of `mails` leaves the window. */
function firstFree(mails: readonly { at: number }[], span: number, now: number, isFree: (at: number) => boolean): Date {
  const ends = mails.map(({ at }) => at + span).filter((end) => end > now)
  return new Date(ends.sort((a, b) => a - b).find(isFree) ?? now)
}

/** Clocks step back, so a mail can lie after now; both sides of the window count. */
function refusedByContact({ invitationId, mailbox, mails, caps, now }: CapCase): Date | undefined {
  const span = caps.contactCapDays * DAY_MS
  const others = mails
    .filter(concerns(mailbox))
    .filter((mail) => mail.invitationId !== invitationId)
    .map(({ at }) => ({ at: at.getTime() }))
  const isFree = (at: number): boolean => others.every((mail) => Math.abs(mail.at - at) >= span)
  return isFree(now.getTime()) ? undefined : firstFree(others, span, now.getTime(), isFree)
}

/** Whether some window of `span` around `at` would hold more people than the cap allows, this one included. */
function isOneTooMany(others: readonly { to: string; at: number }[], at: number, span: number, count: number): boolean {
  const ends = [at, ...others.map((mail) => mail.at).filter((end) => end > at && end < at + span)]
  return ends.some((end) => {
    const people = new Set(others.filter((mail) => mail.at > end - span && mail.at <= end).map(({ to }) => to))
    return people.size >= count
  })
}

function refusedByAccount({ accountId, mailbox, mails, caps, now }: CapCase): Date | undefined {
  const span = caps.accountCapDays * DAY_MS
  if (span === 0) return undefined
  const others = mails
    .filter((mail) => mail.accountId === accountId && mail.to !== mailbox)
    .map(({ to, at }) => ({ to, at: at.getTime() }))
  const isFree = (at: number): boolean => !isOneTooMany(others, at, span, caps.accountCapCount)
  return isFree(now.getTime()) ? undefined : firstFree(others, span, now.getTime(), isFree)
}

/** The first instant from `now` on at which neither cap refuses the mail. */
function firstAllowed(asked: CapCase): Date {
  const later = refusedByContact(asked) ?? refusedByAccount(asked)
  return later ? firstAllowed({ ...asked, now: later }) : asked.now
}

/**
 * Whether the caps refuse a mail: within any `contactCapDays` no mailbox gets mail about two invitations, and within any
 * `accountCapDays` no more than `accountCapCount` mailboxes of an account get any. Undefined: they allow it.
 */
export function refusedByCaps(asked: CapCase): CapRefusal | undefined {
  const nextAllowedOn = (): string => dayIn(asked.timeZone, firstAllowed(asked))
  if (refusedByContact(asked)) return { reason: 'contact_cap', nextAllowedOn: nextAllowedOn() }
  if (refusedByAccount(asked)) return { reason: 'account_cap', nextAllowedOn: nextAllowedOn() }
  return undefined
}

/** Survey mail found by mailbox and account; what is let go is added, so that the next look sees it. */
export type MailLog = { add(mail: MailLine): void; around(mailbox: string, accountId: number): MailLine[] }

export function createMailLog(mails: readonly MailLine[]): MailLog {
  const lists = new Map<string, Set<MailLine>>()
  const add = (mail: MailLine): void => {
    for (const key of [`account ${mail.accountId}`, `mailbox ${mail.to}`, `mailbox ${mail.person}`]) {
      const list = lists.get(key)
      if (list) list.add(mail)
      else lists.set(key, new Set([mail]))
    }
  }
  mails.forEach(add)
  const around = (mailbox: string, accountId: number): MailLine[] => [
    ...new Set([...(lists.get(`mailbox ${mailbox}`) ?? []), ...(lists.get(`account ${accountId}`) ?? [])]),
  ]
  return { add, around }
}
