import type { OpportunityState } from '../../core/words.ts'
import { ago } from '../dates.ts'
import type { Frame } from '../layout.tsx'
import { money } from '../money.ts'
import { OPPORTUNITY_STATE_NAMES } from '../names.ts'
import { Pill } from '../notice.tsx'
import { paths } from '../paths.ts'
import { Table } from '../table.tsx'

/** One need of a client, in a list. */
export type OpportunityLine = {
  id: number
  need: string
  state: OpportunityState
  /** Plain decimal text. */
  value: string | null
  currency: string | null
  accountId: number
  accountName: string
  /** Whether the account's page opens for the viewer. */
  opensAccount: boolean
  contactName: string | null
  engagementName: string | null
  ownerName: string | null
  leadershipOnly: boolean
  heardAt: Date
  movedAt: Date
}

const TONES = { new: 'act', talking: 'plain', quoted: 'plain', won: 'good', lost: 'plain' } as const

export const NeedPill = ({ state }: { state: OpportunityState }) => (
  <Pill tone={TONES[state]}>{OPPORTUNITY_STATE_NAMES[state]}</Pill>
)

export const AccountName = ({ of }: { of: Pick<OpportunityLine, 'accountId' | 'accountName' | 'opensAccount'> }) =>
  of.opensAccount ? <a href={paths.account(of.accountId)}>{of.accountName}</a> : <>{of.accountName}</>

function Need({ line }: { line: OpportunityLine }) {
  return (
    <>
      <a class="clip-2" href={paths.opportunity(line.id)}>
        {line.need}
      </a>
      <span class="quiet small block">
        {line.contactName === null ? 'heard on a call' : line.contactName}
        {line.engagementName !== null && `, ${line.engagementName}`}
        {line.leadershipOnly && ' · leadership only'}
      </span>
    </>
  )
}

/** Needs with where they stand. */
export function OpportunityTable({ lines, frame }: { lines: readonly OpportunityLine[]; frame: Frame }) {
  return (
    <Table
      caption="Opportunities"
      columns={[
        { label: 'What they need', kind: 'name', typed: true, cell: (line: OpportunityLine) => <Need line={line} /> },
        { label: 'Account', typed: true, cell: (line) => <AccountName of={line} /> },
        { label: 'Owner', typed: true, cell: (line) => line.ownerName ?? <span class="quiet">nobody yet</span> },
        { label: 'State', cell: (line) => <NeedPill state={line.state} /> },
        {
          label: 'Value',
          kind: 'number',
          cell: (line) =>
            line.value === null || line.currency === null ? '—' : money(line.value, line.currency, frame.locale),
        },
        { label: 'Heard', cell: (line) => ago(line.heardAt, frame) },
        {
          label: 'Moved',
          cell: (line) =>
            line.movedAt > line.heardAt && line.state !== 'new' ? (
              ago(line.movedAt, frame)
            ) : (
              <span class="quiet">not yet</span>
            ),
        },
      ]}
      rows={lines}
    />
  )
}
