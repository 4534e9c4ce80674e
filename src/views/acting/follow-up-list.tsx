import type { FollowUpReason, FollowUpState } from '../../core/words.ts'
import { dateOf, dayOf, type DateSetting } from '../dates.ts'
import { FOLLOW_UP_REASON_NAMES } from '../names.ts'
import { Empty, Pill } from '../notice.tsx'
import { paths } from '../paths.ts'
import { Table } from '../table.tsx'

/** A follow-up as a line of a list. */
export type FollowUpLine = {
  id: number
  state: FollowUpState
  reasons: readonly FollowUpReason[]
  accountName: string
  contactName: string
  engagementName: string
  callFirst: number
  previousCallFirst: number | null
  comment: string | null
  ownerName: string
  dueAt: Date
  overdue: boolean
}

/** 'Went from 7 to 4 of 10', 'Answered 4 of 10', and that a call was asked for. */
export function whatHappened(line: Pick<FollowUpLine, 'reasons' | 'callFirst' | 'previousCallFirst'>): string {
  const answer =
    line.previousCallFirst !== null && line.reasons.includes('fall')
      ? `Went from ${line.previousCallFirst} to ${line.callFirst} of 10`
      : `Answered ${line.callFirst} of 10`
  return line.reasons.includes('call_me') ? `${answer}, asked for a call` : answer
}

/** 'Low answer, fall'. */
export const reasonWords = (reasons: readonly FollowUpReason[]): string => {
  const words = reasons.map((reason) => FOLLOW_UP_REASON_NAMES[reason].toLowerCase()).join(', ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** Open: due or overdue; taken: who has it; closed. */
export function FollowUpPill({
  line,
  setting,
}: {
  line: Pick<FollowUpLine, 'state' | 'overdue' | 'dueAt'>
  setting: DateSetting
}) {
  if (line.state === 'closed') return <Pill tone="good">closed</Pill>
  if (line.overdue) return <Pill tone="act">overdue</Pill>
  if (line.state === 'taken') return <Pill>taken</Pill>
  return <Pill tone="act">{dateOf(line.dueAt, setting) === setting.today ? 'due today' : 'open'}</Pill>
}

/** Follow-ups as a table, or what to know when there is none. */
export function FollowUpTable({
  lines,
  setting,
  empty,
}: {
  lines: readonly FollowUpLine[]
  setting: DateSetting
  empty: string
}) {
  if (lines.length === 0) return <Empty>{empty}</Empty>
  return (
    <Table
      caption="Follow-ups"
      columns={[
        {
          label: 'Client',
          kind: 'name',
          cell: (line: FollowUpLine) => (
            <>
              <a href={paths.followUp(line.id)}>{line.contactName}</a>
              <span class="quiet small block">{line.accountName}</span>
            </>
          ),
        },
        {
          label: 'What happened',
          cell: (line) => (
            <>
              {whatHappened(line)}
              {line.comment && <q class="clip">{line.comment}</q>}
            </>
          ),
        },
        { label: 'Engagement', cell: (line) => line.engagementName },
        { label: 'Why', cell: (line) => reasonWords(line.reasons) },
        { label: 'Owner', cell: (line) => line.ownerName },
        { label: 'Due', cell: (line) => dayOf(line.dueAt, setting) },
        { label: 'State', cell: (line) => <FollowUpPill line={line} setting={setting} /> },
      ]}
      rows={lines}
    />
  )
}
