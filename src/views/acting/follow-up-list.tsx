import type { FollowUpState } from '../../core/words.ts'
import { dateOf, dayOf, type DateSetting } from '../dates.ts'
import { Button } from '../field.tsx'
import { Empty, Pill } from '../notice.tsx'
import { paths } from '../paths.ts'
import { Table } from '../table.tsx'
import { type FollowUpSubject, reasonWords, times, whatHappened } from './follow-up-words.ts'

/** A follow-up as a line of a list. */
export type FollowUpLine = FollowUpSubject & {
  id: number
  state: FollowUpState
  accountName: string
  contactName: string
  engagementName: string
  comment: string | null
  ownerId: number
  ownerName: string
  dueAt: Date
  closedAt: Date | null
  overdue: boolean
  snoozed: boolean
  snoozedUntil: Date | null
  snoozes: number
  escalations: number
}

type Standing = Pick<FollowUpLine, 'state' | 'overdue' | 'dueAt' | 'snoozed' | 'snoozedUntil' | 'escalations'>

/** Open: due or overdue; snoozed; taken: who has it; closed. */
function StatePill({ line, setting }: { line: Standing; setting: DateSetting }) {
  if (line.state === 'closed') return <Pill tone="good">closed</Pill>
  if (line.overdue) return <Pill tone="act">overdue</Pill>
  if (line.snoozed) return <Pill>snoozed</Pill>
  if (line.state === 'taken') return <Pill>taken</Pill>
  return <Pill tone="act">{dateOf(line.dueAt, setting) === setting.today ? 'due today' : 'open'}</Pill>
}

/** How it stands, and whether it was put before somebody above its owner. */
export function FollowUpPill({ line, setting }: { line: Standing; setting: DateSetting }) {
  return (
    <>
      <StatePill line={line} setting={setting} />
      {line.state !== 'closed' && line.escalations > 0 && (
        <>
          {' '}
          <Pill tone="act">escalated</Pill>
        </>
      )}
    </>
  )
}

function When({ line, setting }: { line: FollowUpLine; setting: DateSetting }) {
  if (line.closedAt) return <>closed {dayOf(line.closedAt, setting)}</>
  return (
    <>
      {dayOf(line.dueAt, setting)}
      {line.snoozes > 0 && <span class="quiet small block">snoozed {times(line.snoozes)}</span>}
    </>
  )
}

/** One press from a list, which comes back to it. */
function TakeHere({ line, back }: { line: FollowUpLine; back: string }) {
  return (
    <form method="post" action={paths.takeFollowUp(line.id)} class="in-line">
      <input type="hidden" name="back" value={back} />
      <Button quiet>
        Take<span class="heard"> what {line.contactName} waits for</span>
      </Button>
    </form>
  )
}

type FollowUpTableProps = {
  lines: readonly FollowUpLine[]
  setting: DateSetting
  empty: string
  /** Where one may take what nobody has taken, and comes back to; left out: the viewer takes nothing here. */
  takeFrom?: string
  /** Whose alone one may take; left out: anybody's. */
  takesOnlyOf?: number
}

/** Follow-ups as a table, or what to know when there is none. */
export function FollowUpTable({ lines, setting, empty, takeFrom, takesOnlyOf }: FollowUpTableProps) {
  if (lines.length === 0) return <Empty>{empty}</Empty>
  return (
    <Table
      caption="Follow-ups"
      columns={[
        {
          label: 'Client',
          kind: 'name',
          typed: true,
          cell: (line: FollowUpLine) => (
            <>
              <a href={paths.followUp(line.id)}>{line.contactName}</a>
              <span class="quiet small block">{line.accountName}</span>
            </>
          ),
        },
        {
          label: 'What happened',
          typed: true,
          cell: (line) => (
            <>
              {whatHappened(line, setting)}
              {line.comment && <q class="clip">{line.comment}</q>}
            </>
          ),
        },
        { label: 'Engagement', typed: true, cell: (line) => line.engagementName },
        { label: 'Why', cell: (line) => reasonWords(line.reasons) },
        { label: 'Owner', typed: true, cell: (line) => line.ownerName },
        { label: 'Due', kind: 'moment', cell: (line) => <When line={line} setting={setting} /> },
        {
          label: 'State',
          cell: (line) => (
            <>
              <FollowUpPill line={line} setting={setting} />
              {takeFrom !== undefined && line.state === 'open' && [undefined, line.ownerId].includes(takesOnlyOf) && (
                <TakeHere line={line} back={takeFrom} />
              )}
            </>
          ),
        },
      ]}
      rows={lines}
    />
  )
}
