import type { ContactRole } from '../../core/words.ts'
import { ago, dateOf, day, daysBetween } from '../dates.ts'
import type { Frame } from '../layout.tsx'
import { CONTACT_ROLE_NAMES, counted, listed } from '../names.ts'
import { Empty, Pill } from '../notice.tsx'
import { paths } from '../paths.ts'
import { Table } from '../table.tsx'

/** A contact and when it was last heard. */
export type AccountContact = {
  id: number
  name: string
  roles: readonly ContactRole[]
  lastAnswer: { responseId: number; callFirst: number; answeredAt: Date } | null
  /** Since when questions have gone unanswered, and whether one still waits; null: all were answered. */
  silence: { since: Date; isOpen: boolean; questions: number } | null
  suppressed: boolean
}

const LONG_DAYS = 14

function Now({ row, frame }: { row: AccountContact; frame: Frame }) {
  if (row.suppressed) return <Pill>no longer asked</Pill>
  if (row.silence === null) return <>no question open</>
  const { since, isOpen, questions } = row.silence
  const asked = dateOf(since, frame)
  const days = daysBetween(asked, frame.today)
  return (
    <>
      <Pill tone={days > LONG_DAYS ? 'act' : 'plain'}>
        {days === 0 ? 'asked today' : `silent for ${counted(days, 'day')}`}
      </Pill>
      <span class="quiet small block">
        since {day(asked, frame)}, {counted(questions, 'question')} {isOpen ? 'waiting' : 'closed unanswered'}
      </span>
    </>
  )
}

/** The contacts of an account, those who decide first: who has answered, who is silent and since when. */
export function AccountContacts({ frame, contacts }: { frame: Frame; contacts: readonly AccountContact[] }) {
  if (contacts.length === 0) return <Empty>No contact yet. Import contacts.csv, or add them through the API.</Empty>
  return (
    <Table
      caption="Contacts"
      columns={[
        {
          label: 'Contact',
          typed: true,
          kind: 'name',
          cell: (row: AccountContact) => (
            <>
              {row.name}
              <span class="quiet small block">
                {row.roles.length === 0
                  ? 'No role now'
                  : listed(row.roles.map((role) => CONTACT_ROLE_NAMES[role].toLowerCase()))}
              </span>
            </>
          ),
        },
        {
          label: 'Last answer',
          cell: (row) =>
            row.lastAnswer === null ? (
              'none yet'
            ) : (
              <>
                <a href={paths.response(row.lastAnswer.responseId)}>{row.lastAnswer.callFirst} of 10</a>,{' '}
                {ago(row.lastAnswer.answeredAt, frame)}
              </>
            ),
        },
        { label: 'Now', cell: (row) => <Now row={row} frame={frame} /> },
      ]}
      rows={contacts}
    />
  )
}
