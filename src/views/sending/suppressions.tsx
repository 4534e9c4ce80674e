import { SUPPRESSION_REASONS, type SuppressionReason } from '../../core/words.ts'
import { dayOf } from '../dates.ts'
import { Button, FaultSummary, FileField, SelectField, TextField, type Fault } from '../field.tsx'
import { Layout, type Frame } from '../layout.tsx'
import { ListFilter } from '../list-filter.tsx'
import { Empty, Section } from '../notice.tsx'
import { paths } from '../paths.ts'
import { SUPPRESSION_NAMES, suppressionSource } from './suppression-words.ts'
import { Table } from '../table.tsx'

/** An address that gets no mail. */
export type SuppressionEntry = {
  id: number
  address: string
  reason: SuppressionReason
  source: string
  at: Date
  note: string | null
}

export type SuppressionsProps = {
  frame: Frame
  entries: readonly SuppressionEntry[]
  q: string
  /** The address of the page with older entries. */
  olderPath: string | null
  /** What was typed into the form for one address, and what is wrong with it or with the file. */
  typed: { address: string; reason: string; note: string }
  faults: readonly Fault[]
}

const REASONS = SUPPRESSION_REASONS.map((value) => ({ value, label: SUPPRESSION_NAMES[value] }))

/** On one line. */
const unbroken = (words: string): string => words.replaceAll(' ', '\u00A0')

function Entries({ frame, entries, q, olderPath }: Omit<SuppressionsProps, 'typed' | 'faults'>) {
  if (entries.length === 0) {
    return (
      <Empty>
        {q === ''
          ? 'Nobody yet. Whoever unsubscribes, complains or has an address that bounces will stand here.'
          : `No address on the list holds “${q}”.`}
      </Empty>
    )
  }
  return (
    <>
      <Table
        caption="Addresses that get no mail"
        columns={[
          {
            label: 'Address',
            kind: 'name',
            cell: (row: SuppressionEntry) => <span class="address">{row.address}</span>,
          },
          {
            label: 'Why',
            cell: (row) => (
              <>
                {SUPPRESSION_NAMES[row.reason]}
                {row.note !== null && <span class="quiet small block">{row.note}</span>}
              </>
            ),
          },
          { label: 'Told by', cell: (row) => suppressionSource(row.source) },
          { label: 'Since', cell: (row) => unbroken(dayOf(row.at, frame)) },
          {
            label: 'Change',
            kind: 'pressed',
            cell: (row) => (
              <a
                href={paths.removeSuppression(row.id)}
                aria-label={`Take ${row.address} off for ${SUPPRESSION_NAMES[row.reason].toLowerCase()}`}
              >
                {unbroken('Take off')}
              </a>
            ),
          },
        ]}
        rows={entries}
      />
      {olderPath && (
        <p class="more">
          <a href={olderPath}>Older entries</a>
        </p>
      )}
    </>
  )
}

function AddOne({ typed, faults }: Pick<SuppressionsProps, 'typed' | 'faults'>) {
  return (
    <Section title="Add an address" lead="Planned invitations to it will not be sent, and no more reminders.">
      <form method="post" action={paths.suppressions}>
        <TextField name="address" label="Address" type="email" value={typed.address} faults={faults} />
        <SelectField name="reason" label="Why" value={typed.reason} options={REASONS} faults={faults} />
        <TextField name="note" label="Note" hint="Such as who told you." value={typed.note} faults={faults} optional />
        <Button>Add the address</Button>
      </form>
    </Section>
  )
}

const AddMany = ({ faults }: Pick<SuppressionsProps, 'faults'>) => (
  <Section title="Add many at once">
    <form method="post" action={paths.importSuppressions} enctype="multipart/form-data">
      <FileField
        name="file"
        label="CSV file"
        hint="With a column address; reason, note, source and at may stand beside it. All are added, or none where one is at fault."
        accept=".csv,text/csv"
        faults={faults}
      />
      <Button quiet>Add the list</Button>
    </form>
    <p class="more">
      <a href={paths.suppressionsTable}>The list as a CSV file</a>
    </p>
  </Section>
)

/** The one list of addresses that get no mail, for administrators. */
export function SuppressionsPage({ frame, entries, q, olderPath, typed, faults }: SuppressionsProps) {
  return (
    <Layout frame={frame} title="Who gets no mail from us?" current="outbox">
      <p class="kicker">
        <a href={paths.outbox}>Outbox</a>
      </p>
      <h1>Who gets no mail from us?</h1>
      <p class="standfirst">
        No survey goes to an address on this list, whatever engagement asks. An address that bounced or complained gets
        nothing but sign-in links.
      </p>
      <p class="more">
        <a href="#add">Add an address or a list of them</a>
      </p>
      <FaultSummary faults={faults} />
      <Section title="The list">
        <ListFilter path={paths.suppressions} q={q} choices={[]} />
        <Entries frame={frame} entries={entries} q={q} olderPath={olderPath} />
      </Section>
      <div class="pair" id="add">
        <AddOne typed={typed} faults={faults} />
        <AddMany faults={faults} />
      </div>
    </Layout>
  )
}
