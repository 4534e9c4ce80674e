import type { EmailState, ReplyState } from '../../core/words.ts'
import { dayOf, moment, type DateSetting } from '../dates.ts'
import { EMAIL_STATE_NAMES } from '../names.ts'
import { paths } from '../paths.ts'
import { reasonWords } from './follow-up-words.ts'
import type { FollowUpReason, FollowUpStepKind } from '../../core/words.ts'

export type FollowUpNote = { staffName: string; note: string; at: Date }

export type FollowUpStep = {
  kind: FollowUpStepKind
  staffName: string | null
  toStaffName: string | null
  note: string | null
  until: Date | null
  at: Date
}

/** What was written back to the client, or is about to be. */
export type ReplyLine = {
  state: ReplyState
  senderName: string
  changedByName: string
  changedAt: Date
  /** Null until it is handed to the outbox. */
  emailState: EmailState | null
  sentAt: Date | null
}

type Past = {
  reasons: readonly FollowUpReason[]
  openedAt: Date
  closedAt: Date | null
  closedByName: string | null
  whatWeDid: string | null
}

function stepWords(step: FollowUpStep, setting: DateSetting): string {
  if (step.kind === 'taken') return `Taken by ${step.staffName}`
  if (step.kind === 'escalated') return `Overdue: put before ${step.toStaffName}`
  if (step.kind === 'reassigned') return `${step.staffName} gave it to ${step.toStaffName}`
  return `${step.staffName} snoozed it until ${step.until ? dayOf(step.until, setting) : ''}: ${step.note}`
}

/** 'Sent by Dana Reyes', 'Skipped by Dana Reyes', 'A draft waits'. */
export function replyWords(reply: ReplyLine): string {
  if (reply.state === 'draft') return 'An e-mail to the client is drafted, and waits to be sent or skipped'
  if (reply.state === 'skipped') return `${reply.changedByName} chose to send no e-mail to the client`
  const state = reply.emailState === null ? '' : EMAIL_STATE_NAMES[reply.emailState].toLowerCase()
  const from = reply.changedByName === reply.senderName ? '' : ` in the name of ${reply.senderName}`
  return `‘You said, we did’ to the client, by ${reply.changedByName}${from}: ${state}`
}

/** Everything that was done, oldest first. */
export function FollowUpHistory({
  id,
  setting,
  past,
  notes,
  steps,
  reply,
  opensReply,
}: {
  id: number
  setting: DateSetting
  past: Past
  notes: readonly FollowUpNote[]
  steps: readonly FollowUpStep[]
  reply: ReplyLine | null
  opensReply: boolean
}) {
  const closedBy = past.closedByName === null ? '' : ` by ${past.closedByName}`
  const lines = [
    { at: past.openedAt, text: `Opened: ${reasonWords(past.reasons).toLowerCase()}`, href: null },
    ...notes.map((note) => ({ at: note.at, text: `${note.staffName}: ${note.note}`, href: null })),
    ...steps.map((step) => ({ at: step.at, text: stepWords(step, setting), href: null })),
    ...(past.closedAt ? [{ at: past.closedAt, text: `Closed${closedBy}: ${past.whatWeDid ?? ''}`, href: null }] : []),
    ...(reply ? [{ at: reply.changedAt, text: replyWords(reply), href: opensReply ? paths.reply(id) : null }] : []),
  ].toSorted((a, b) => a.at.getTime() - b.at.getTime())
  return (
    <ol class="decisions">
      {lines.map((line) => (
        <li>
          <time datetime={line.at.toISOString()}>{moment(line.at, setting)}</time>
          <span>{line.href === null ? line.text : <a href={line.href}>{line.text}</a>}</span>
        </li>
      ))}
    </ol>
  )
}
