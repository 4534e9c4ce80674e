import type { EmailKind, EmailState } from '../../core/words.ts'
import { moment } from '../dates.ts'
import { Layout, type Frame } from '../layout.tsx'
import { EMAIL_KIND_NAMES, EMAIL_STATE_NAMES } from '../names.ts'
import { Empty, Pill, Section } from '../notice.tsx'
import { paths } from '../paths.ts'
import { Table } from '../table.tsx'

/** One message of the list. */
export type OutboxLine = {
  id: number
  state: EmailState
  kind: EmailKind
  toName: string
  toAddress: string
  subject: string
  /** Sent, or else due. */
  at: Date
}

export type OutboxProps = {
  frame: Frame
  /** Whether messages leave over SMTP or are only kept here. */
  sending: boolean
  emails: readonly OutboxLine[]
  /** Messages to channels and programs of the last week that were given up, and that wait after a failure. */
  unheard: { failed: number; failing: number }
  /** The address of the page with older messages. */
  olderPath: string | null
}

const TONES: Partial<Record<EmailState, 'act' | 'good'>> = { sent: 'good', failed: 'act', bounced: 'act' }

/** A message's state in a word. */
export function EmailPill({ state }: { state: EmailState }) {
  return <Pill tone={TONES[state] ?? 'plain'}>{EMAIL_STATE_NAMES[state].toLowerCase()}</Pill>
}

/** What was mailed, what is due and what failed. */
export function OutboxPage({ frame, sending, unheard, emails, olderPath }: OutboxProps) {
  return (
    <Layout frame={frame} title="What have we mailed?" current="outbox">
      <h1>What have we mailed?</h1>
      <p class="standfirst">
        {sending
          ? 'Newest first. Messages leave over SMTP.'
          : 'Newest first. No mail leaves this machine: messages are kept here until SMTP_URL is set.'}
      </p>
      {unheard.failed + unheard.failing > 0 && (
        <p class="notice notice-fault">
          Channels and programs: {unheard.failed} given up in the last week, {unheard.failing} waiting after a failure.{' '}
          <a href={paths.webhooks}>See what they answered</a>
        </p>
      )}
      <p class="more">
        <a href={paths.suppressions}>Who gets no mail from us?</a>
      </p>
      <Section title="Messages">
        {emails.length === 0 ? (
          <Empty>No message yet. The first goes out when a milestone is reached and its contacts may be asked.</Empty>
        ) : (
          <Table
            caption="Messages"
            columns={[
              {
                label: 'To',
                kind: 'name',
                cell: (row: OutboxLine) => (
                  <>
                    <a href={paths.outboxMessage(row.id)}>{row.toName}</a>
                    <span class="quiet small block">{row.toAddress}</span>
                  </>
                ),
              },
              { label: 'Subject', typed: true, cell: (row) => <bdi>{row.subject}</bdi> },
              { label: 'Kind', cell: (row) => EMAIL_KIND_NAMES[row.kind] },
              { label: 'When', kind: 'moment', cell: (row) => moment(row.at, frame) },
              { label: 'State', cell: (row) => <EmailPill state={row.state} /> },
            ]}
            rows={emails}
          />
        )}
        {emails.length > 0 && (
          <p class="more">
            {olderPath && (
              <>
                <a href={olderPath}>Older messages</a> ·{' '}
              </>
            )}
            <a href={paths.outboxTable}>All of them as a CSV file</a>
          </p>
        )}
      </Section>
    </Layout>
  )
}
