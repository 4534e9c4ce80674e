import { dayOf } from '../dates.ts'
import { heldName, heldWhere, type HoldSubjectNames } from './hold-words.ts'
import { Layout, type Frame } from '../layout.tsx'
import { counted } from '../names.ts'
import { Empty, Section } from '../notice.tsx'
import { paths } from '../paths.ts'
import { Table } from '../table.tsx'

export type HoldLine = HoldSubjectNames & {
  id: number
  engagementId: number | null
  reason: string
  /** Contacts at reached milestones whom it left out. */
  leftOut: number
  placedBy: string
  placedAt: Date
  liftedBy: string | null
  liftedAt: Date | null
  mayLift: boolean
}

export type HoldsProps = { frame: Frame; state: 'open' | 'lifted' | 'all'; holds: readonly HoldLine[] }

const STATES = [
  ['open', 'Open'],
  ['lifted', 'Lifted'],
  ['all', 'All'],
] as const

const EMPTY = {
  open: 'Nobody is left out. A milestone or a contact is put on hold on the page of its engagement.',
  lifted: 'No hold has been lifted yet.',
  all: 'Nobody has ever been left out.',
} as const

function Held({ line }: { line: HoldLine }) {
  return (
    <>
      {heldName(line)}
      <span class="quiet small block">
        {line.engagementId === null ? (
          heldWhere(line)
        ) : (
          <a href={paths.engagement(line.engagementId)}>{heldWhere(line)}</a>
        )}
        , {line.accountName}
      </span>
    </>
  )
}

function Until({ line, frame }: { line: HoldLine; frame: Frame }) {
  if (line.liftedAt !== null) {
    return (
      <>
        {dayOf(line.liftedAt, frame)}
        <span class="quiet small block">{line.liftedBy}</span>
      </>
    )
  }
  return line.mayLift ? (
    <a href={paths.liftHold(line.id)}>
      Lift<span class="heard"> the hold on {heldName(line)}</span>
    </a>
  ) : (
    <span class="quiet">open</span>
  )
}

/** Who left out whom, why, and since when. */
export function HoldsPage({ frame, state, holds }: HoldsProps) {
  const leftOut = holds.reduce((sum, hold) => sum + hold.leftOut, 0)
  return (
    <Layout frame={frame} title="Who is left out, and why?" current="engagements">
      <h1>Who is left out, and why?</h1>
      <p class="standfirst">
        {counted(holds.length, 'hold')}
        {state === 'all' ? '' : ` ${state}`}
        {leftOut > 0 && `; ${leftOut} whom the plan would have asked ${leftOut === 1 ? 'was' : 'were'} left out`}.
      </p>
      {(frame.viewer?.role === 'leader' || frame.viewer?.role === 'admin') && (
        <p>
          <a href={paths.coverage}>Whom do we hear, and whom not?</a>
        </p>
      )}
      <nav class="tabs" aria-label="Which holds">
        {STATES.map(([key, name]) => (
          <a href={`${paths.holds}?state=${key}`} aria-current={key === state ? 'true' : undefined}>
            {name}
          </a>
        ))}
      </nav>
      <Section title="Holds">
        {holds.length === 0 ? (
          <Empty>{EMPTY[state]}</Empty>
        ) : (
          <>
            <Table
              caption="Holds, newest first"
              columns={[
                { label: 'Left out', kind: 'name', typed: true, cell: (line: HoldLine) => <Held line={line} /> },
                { label: 'Why', typed: true, cell: (line) => line.reason },
                {
                  label: 'Since',
                  cell: (line) => (
                    <>
                      {dayOf(line.placedAt, frame)}
                      <span class="quiet small block">{line.placedBy}</span>
                    </>
                  ),
                },
                { label: 'Not asked', kind: 'number', cell: (line) => `${line.leftOut}` },
                { label: 'Lifted', cell: (line) => <Until line={line} frame={frame} /> },
              ]}
              rows={holds}
            />
            <p class="more">
              <a href={`${paths.holdsTable}?state=${state}`}>The same as a CSV file</a>
            </p>
          </>
        )}
      </Section>
    </Layout>
  )
}
