import type { ContactRole, DecisionKind, InvitationState } from '../../core/words.ts'
import { ago, day, dayOf, moment, type DateSetting } from '../dates.ts'
import { DECISION_NAMES, decisionWords } from './decision-words.ts'
import { milestoneKindName } from '../names.ts'

/** One line of what was decided and what came of it. */
export type DecisionLine = {
  kind: DecisionKind
  reason: string
  nextAllowedOn: string | null
  /** Words of a person, such as why somebody is left out. */
  note: string | null
  dueAt: Date | null
  at: Date
}

/** The newest survey mail to a contact about anything. */
type LastAsked = {
  at: Date
  milestoneKind: string
  milestoneName: string | null
  /** It was about the engagement of this page. */
  isHere: boolean
  /** Null where the viewer may not see that engagement. */
  engagementName: string | null
}

/** What happened to one contact at one milestone, oldest first; contactId null: said of the milestone as a whole. */
export type ContactHistory = {
  contactId: number | null
  contactName: string | null
  role: ContactRole | null
  /** The answer, if the viewer may read it. */
  answer: { responseId: number; callFirst: number } | null
  invitation: {
    state: InvitationState
    dueAt: Date | null
    sentAt: Date | null
    closesAt: Date | null
    /** The last day on which the milestone may be asked about; null where it is not reached. */
    askableUntil: string | null
    /** When the contact began to fill it in; null where nothing is kept that was not sent. */
    begunAt: Date | null
  } | null
  /** The hold that leaves this contact out now. */
  hold: { id: number; reason: string; placedAt: Date; isOfMilestone: boolean } | null
  lastAsked: LastAsked | null
  /** One press may ask before the plan's own hour. */
  mayAskNow: boolean
  /** When the contact was told what came of the answer, and by whom. */
  reply: { followUpId: number; senderName: string; at: Date } | null
  decisions: readonly DecisionLine[]
}

/** What the sentence is about, for its colour: a decision's kind, or planned. */
export type Standing = { kind: DecisionKind; words: string }

const lastOf = (history: ContactHistory, kind: DecisionKind): DecisionLine | undefined =>
  history.decisions.findLast((line) => line.kind === kind)

/** Undefined while the message waits in the outbox. */
const sentAt = (history: ContactHistory): Date | undefined => history.invitation?.sentAt ?? lastOf(history, 'sent')?.at

function askedWords(history: ContactHistory, setting: DateSetting): string {
  const at = sentAt(history)
  if (at === undefined) return 'Asked'
  const reminded = lastOf(history, 'reminded')
  return `Asked ${dayOf(at, setting)}${reminded ? `, reminded ${dayOf(reminded.at, setting)}` : ''}`
}

function answeredWords(history: ContactHistory, setting: DateSetting): string {
  const first = lastOf(history, 'answered')
  const changed = lastOf(history, 'changed')
  if (first?.reason === 'imported') return 'Answered; the answer came in with the firm’s history'
  const when = first ? ` ${dayOf(first.at, setting)}` : ''
  return `Answered${when}${changed ? `, changed ${dayOf(changed.at, setting)}` : ''}`
}

/** 'asked about Rebrand 12 days ago' */
function lastAskedWords({ isHere, engagementName, milestoneKind, milestoneName, at }: LastAsked, setting: DateSetting) {
  const milestone = milestoneName ?? milestoneKindName(milestoneKind).toLowerCase()
  return `asked about ${isHere ? milestone : (engagementName ?? 'another engagement')} ${ago(at, setting)}`
}

const withoutStop = (sentence: string): string => sentence.replace(/\.$/, '')

/** Whether the plan looks again at whom a cap held back, which it does on the day after `nextAllowedOn`. */
function nextWords({ invitation }: ContactHistory, { reason, nextAllowedOn }: DecisionLine): string {
  const until = invitation?.askableUntil
  if (!until || nextAllowedOn === null || (reason !== 'contact_cap' && reason !== 'account_cap')) return ''
  return until > nextAllowedOn ? ', and the plan looks again the day after' : ', too late for this milestone'
}

function heldBackWords(history: ContactHistory, last: DecisionLine, setting: DateSetting): string {
  if (last.reason === 'contact_cap' && history.lastAsked !== null && history.lastAsked.at <= last.at) {
    const again = last.nextAllowedOn === null ? '' : `; allowed again ${day(last.nextAllowedOn, setting)}`
    return `Held back: ${lastAskedWords(history.lastAsked, setting)}${again}${nextWords(history, last)}`
  }
  const words = withoutStop(decisionWords(last, setting))
  return `${DECISION_NAMES[last.kind]}: ${words.charAt(0).toLowerCase()}${words.slice(1)}${last.kind === 'held_back' ? nextWords(history, last) : ''}`
}

/** Why nothing is under way, by the last thing that was decided. */
function restingStanding(history: ContactHistory, setting: DateSetting): Standing {
  const last =
    history.decisions.findLast(({ kind }) => kind !== 'held' && kind !== 'lifted') ?? history.decisions.at(-1)
  if (last === undefined) return { kind: 'planned', words: 'Nothing decided yet' }
  if (last.reason === 'contact_held' || last.reason === 'milestone_held') {
    return { kind: 'lifted', words: 'Let in again; the plan decides within a few minutes' }
  }
  return { kind: last.kind, words: heldBackWords(history, last, setting) }
}

/** Where one contact stands at one milestone, as one sentence without its full stop. */
export function standingOf(history: ContactHistory, setting: DateSetting): Standing {
  const { invitation, hold } = history
  const state = invitation?.state
  const asked = () => askedWords(history, setting)
  if (state === 'answered') return { kind: 'answered', words: answeredWords(history, setting) }
  if (state === 'bounced') return { kind: 'bounced', words: `${asked()}; the mail came back` }
  if (state === 'closed') {
    const closed = lastOf(history, 'closed')
    return { kind: 'closed', words: `${asked()}, not answered; closed${closed ? ` ${dayOf(closed.at, setting)}` : ''}` }
  }
  const since = hold && `on hold since ${dayOf(hold.placedAt, setting)}: ${withoutStop(hold.reason)}`
  if (state === 'sent' && sentAt(history) === undefined)
    return { kind: 'sent', words: 'In the outbox, about to be sent' }
  if (state === 'sent') {
    const open = invitation?.closesAt
      ? `; open until ${dayOf(new Date(invitation.closesAt.getTime() - 1), setting)}`
      : ''
    const answer = invitation?.begunAt ? `started ${dayOf(invitation.begunAt, setting)}, not sent` : 'no answer yet'
    return { kind: 'sent', words: `${asked()}, ${answer}${since ? `; not reminded, ${since}` : open}` }
  }
  if (since) return { kind: 'held', words: since.charAt(0).toUpperCase() + since.slice(1) }
  if (state === 'planned' && invitation?.dueAt) {
    return { kind: 'planned', words: `To be asked ${moment(invitation.dueAt, setting)}` }
  }
  return restingStanding(history, setting)
}
