import { absenceEnd } from '../../core/asking/absence-end.ts'
import { addDays, atHour, dayIn } from '../../core/calendar.ts'
import {
  AWAY_DAYS,
  type MailEventKind,
  type MailEventSource,
  type ReportedEvent,
  SILENCE_MEANS_ARRIVED_DAYS,
  SOFT_BOUNCES_TO_SUPPRESS,
} from '../../core/sending/mail-event.ts'
import type { Db } from '../../db/database.ts'
import { insertDecisions } from '../../db/asking/decisions.ts'
import { cancelPendingEmails } from '../../db/sending/emails.ts'
import {
  countSoftInARow,
  findReportedEmail,
  insertMailEvent,
  leaseOpenInvitations,
  lockAddress,
  markEmailReported,
  markInvitationReturned,
  moveReminders,
} from '../../db/sending/mail-events.ts'
import { insertSuppression } from '../../db/sending/suppressions.ts'
import type { Deps } from '../../deps.ts'

/** What came of a report. */
export type Effect =
  | { kind: 'suppressed'; reason: 'bounced' | 'complained' }
  | { kind: 'invitation_bounced'; invitationId: number }
  | { kind: 'reminders_ended'; invitationId: number }
  | { kind: 'reminders_moved'; invitationId: number; until: string }
  /** So many messages in a row have not got through now. */
  | { kind: 'counted'; inARow: number }

export type TakenEvent = {
  kind: MailEventKind
  /** Null: the report names neither an address nor a message of ours. */
  address: string | null
  emailId: number | null
  /** Reported before: nothing was done now. */
  isKnown: boolean
  detail: string | null
  effects: Effect[]
}

type Case = {
  deps: Deps
  trx: Db
  source: MailEventSource
  event: ReportedEvent
  address: string
  email: { id: number; invitationId: number | null } | undefined
}

const DAY_MS = 86_400_000

async function suppress(of: Case, reason: 'bounced' | 'complained'): Promise<Effect> {
  const { deps, trx, source, address, event } = of
  await insertSuppression(trx, { address, reason, source, at: deps.now(), note: event.detail })
  return { kind: 'suppressed', reason }
}

/** Gives the address up, and with it the invitation that the message was about. */
async function giveUp(of: Case, reason: 'address_unknown' | 'not_getting_through'): Promise<Effect[]> {
  const { deps, trx, email } = of
  const suppressed = await suppress(of, 'bounced')
  const id = email?.invitationId ?? null
  const asked = id === null ? undefined : await markInvitationReturned(trx, id)
  if (asked === undefined) return [suppressed]
  const { milestoneId, contactId } = asked
  await cancelPendingEmails(trx, [asked.id], 'the address has bounced')
  await insertDecisions(trx, [{ milestoneId, contactId, at: deps.now(), kind: 'bounced', reason }])
  return [suppressed, { kind: 'invitation_bounced', invitationId: asked.id }]
}

async function onHard(of: Case): Promise<Effect[]> {
  // The invitation is locked before its mail, as an answer does.
  const effects = await giveUp(of, 'address_unknown')
  if (of.email) await markEmailReported(of.trx, of.email.id, { detail: of.event.detail, isLost: true })
  return effects
}

async function onSoft(of: Case): Promise<Effect[]> {
  const { deps, trx, address, email, event } = of
  const silentSince = new Date(deps.now().getTime() - SILENCE_MEANS_ARRIVED_DAYS * DAY_MS)
  const inARow = await countSoftInARow(trx, address, silentSince)
  const counted = { kind: 'counted' as const, inARow }
  const isEnough = inARow >= SOFT_BOUNCES_TO_SUPPRESS
  const effects = isEnough ? await giveUp(of, 'not_getting_through') : []
  if (email) await markEmailReported(trx, email.id, { detail: event.detail, isLost: false })
  return [counted, ...effects]
}

async function onComplaint(of: Case): Promise<Effect[]> {
  const { deps, trx, address, email } = of
  const suppressed = await suppress(of, 'complained')
  const open = await leaseOpenInvitations(trx, address, email?.invitationId ?? null)
  const reason = 'suppressed_complained'
  await cancelPendingEmails(
    trx,
    open.map(({ id }) => id),
    reason,
  )
  const at = deps.now()
  await insertDecisions(
    trx,
    open.map(({ milestoneId, contactId }) => ({ milestoneId, contactId, at, kind: 'held_back', reason })),
  )
  return [suppressed, ...open.map(({ id }) => ({ kind: 'reminders_ended' as const, invitationId: id }))]
}

async function onAway(of: Case): Promise<Effect[]> {
  const { deps, trx, address, email, event } = of
  const effects: Effect[] = []
  for (const invitation of await leaseOpenInvitations(trx, address, email?.invitationId ?? null)) {
    const { id, milestoneId, contactId, timeZone, remindNotBefore } = invitation
    const today = dayIn(timeZone, deps.now())
    const until = absenceEnd(event.words ?? '', today) ?? addDays(today, AWAY_DAYS)
    const back = atHour(until, 0, timeZone)
    if (remindNotBefore !== null && remindNotBefore >= back) continue
    await moveReminders(trx, id, back)
    const at = deps.now()
    await insertDecisions(trx, [{ milestoneId, contactId, at, kind: 'moved', reason: 'away', nextAllowedOn: until }])
    effects.push({ kind: 'reminders_moved', invitationId: id, until })
  }
  return effects
}

const EFFECTS: Record<MailEventKind, (of: Case) => Promise<Effect[]>> = {
  hard: onHard,
  soft: onSoft,
  complaint: onComplaint,
  away: onAway,
  delivered: async () => [],
}

async function takeMailEvent(deps: Deps, trx: Db, source: MailEventSource, event: ReportedEvent): Promise<TakenEvent> {
  const { kind, eventId, detail, messageIds } = event
  const reported = event.address?.trim().toLowerCase() || null
  const email = await findReportedEmail(trx, { messageIds, address: reported })
  // Where mail is forwarded, another address reports than the one that we wrote to.
  const address = email?.toAddress.toLowerCase() ?? reported
  const taken = { kind, address, emailId: email?.id ?? null, detail }
  if (address === null) return { ...taken, isKnown: false, effects: [] }
  await lockAddress(trx, address)
  const row = { kind, at: event.at ?? deps.now(), address, emailId: taken.emailId, source, eventId, detail }
  if (!(await insertMailEvent(trx, row))) return { ...taken, isKnown: true, effects: [] }
  return { ...taken, isKnown: false, effects: await EFFECTS[kind]({ deps, trx, source, event, address, email }) }
}

/**
 * Takes what was reported about messages and does what follows, one transaction a report: a dead address or a complaint
 * suppresses, five messages in a row that did not get through do, an absence moves reminders. The same report handed in
 * again changes nothing.
 */
export async function takeMailEvents(
  deps: Deps,
  source: MailEventSource,
  events: readonly ReportedEvent[],
): Promise<TakenEvent[]> {
  const taken: TakenEvent[] = []
  for (const event of events) {
    const one = await deps.db.transaction().execute((trx) => takeMailEvent(deps, trx, source, event))
    deps.log.info('mail event', { kind: one.kind, source, emailId: one.emailId, known: one.isKnown })
    taken.push(one)
  }
  return taken
}
