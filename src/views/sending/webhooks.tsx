import type { WebhookEvent, WebhookKind, WebhookMessageState } from '../../core/sending/webhook.ts'
import { dayOf, moment } from '../dates.ts'
import { Button, CheckBoxes, FaultSummary, SelectField, TextField, type Fault } from '../field.tsx'
import { Layout, type Frame } from '../layout.tsx'
import { Empty, Pill, Section } from '../notice.tsx'
import { paths } from '../paths.ts'

export type WebhookShown = {
  id: number
  name: string
  kind: WebhookKind
  /** Its host and the last letters of its address, which is a secret. */
  address: string
  leadershipOnly: boolean
  addedAt: Date
  addedByName: string
  /** What a program checks signatures by; null for channels. */
  secret: string | null
  /** The last messages, the newest first. */
  lately: readonly { event: WebhookEvent; state: WebhookMessageState; at: Date; error: string | null }[]
}

export type WebhooksProps = {
  frame: Frame
  webhooks: readonly WebhookShown[]
  typed: { name: string; kind: string; url: string; leadershipOnly: boolean }
  faults: readonly Fault[]
}

const KINDS: Record<WebhookKind, string> = {
  slack: 'A channel of Slack',
  teams: 'A channel of Teams, by a workflow',
  signed: 'A program, by signed webhooks',
}

const EVENTS: Record<WebhookEvent, string> = {
  'follow_up.opened': 'Follow-up opened',
  'follow_up.escalated': 'Follow-up overdue',
  'response.received': 'Answer received',
  test: 'Test',
}

const STATES: Record<WebhookMessageState, string> = {
  due: 'waits',
  leased: 'is being sent',
  sent: 'sent',
  failed: 'failed',
  cancelled: 'not sent',
}

function Lately({ webhook, frame }: { webhook: WebhookShown; frame: Frame }) {
  if (webhook.lately.length === 0) return <p class="quiet">Nothing has been sent there yet.</p>
  return (
    <ol class="decisions">
      {webhook.lately.map((message) => (
        <li>
          <time datetime={message.at.toISOString()}>{moment(message.at, frame)}</time>
          <span>
            {EVENTS[message.event]}{' '}
            <Pill tone={message.state === 'sent' ? 'good' : message.state === 'failed' ? 'act' : 'plain'}>
              {STATES[message.state]}
            </Pill>
            {message.error && ` ${message.error}`}
          </span>
        </li>
      ))}
    </ol>
  )
}

function One({ webhook, frame }: { webhook: WebhookShown; frame: Frame }) {
  const { id, name, kind, address, leadershipOnly, secret, addedAt, addedByName } = webhook
  return (
    <Section title={name} lead={`${KINDS[kind]} · ${address}`}>
      <p>
        {leadershipOnly
          ? 'Leadership alone reads there: it hears of every follow-up.'
          : 'Everybody may read there: it hears nothing of answers for leadership only.'}
      </p>
      {secret !== null && (
        <p>
          Secret: <span class="code">{secret}</span>
        </p>
      )}
      <Lately webhook={webhook} frame={frame} />
      <p class="quiet small">
        Added by {addedByName}, {dayOf(addedAt, frame)}
      </p>
      <form class="buttons" method="post" action={paths.testWebhook(id)}>
        <Button quiet>
          Send a test<span class="heard"> to {name}</span>
        </Button>
      </form>
      <details class="act">
        <summary>
          Remove<span class="heard"> {name}</span>
        </summary>
        <form method="post" action={paths.removeWebhook(id)}>
          <p>Nothing more is sent there, and what waits is dropped.</p>
          <Button quiet>Remove {name}</Button>
        </form>
      </details>
    </Section>
  )
}

function AddForm({ typed, faults }: Pick<WebhooksProps, 'typed' | 'faults'>) {
  const kinds = Object.entries(KINDS).map(([value, label]) => ({ value, label }))
  return (
    <form method="post" action={paths.webhooks}>
      <TextField name="name" label="Name" hint="Such as #clients." value={typed.name} faults={faults} />
      <SelectField name="kind" label="What listens there" value={typed.kind} options={kinds} faults={faults} />
      <TextField
        name="url"
        label="Its address"
        hint="In Slack: the app Incoming Webhooks. In Teams: Workflows, ‘Post to a channel when a webhook request is received’. It begins with https://."
        value={typed.url}
        autocomplete="off"
        faults={faults}
      />
      <CheckBoxes
        name="leadership_only"
        label="Who reads there"
        hint="Otherwise nothing goes there of answers for leadership only. Words and numbers of clients never do."
        values={typed.leadershipOnly ? ['yes'] : []}
        options={[{ value: 'yes', label: 'Leadership alone' }]}
        faults={faults}
      />
      <Button>Add it</Button>
    </form>
  )
}

/** Channels and programs that hear of what happens at once. */
export function WebhooksPage({ frame, webhooks, typed, faults }: WebhooksProps) {
  return (
    <Layout frame={frame} title="Who else hears of it at once?" current="settings">
      <p class="kicker">
        <a href={paths.settings}>Settings</a> · Webhooks
      </p>
      <h1>Who else hears of it at once?</h1>
      <p class="standfirst">
        Owners always get an e-mail. Channels of Slack and Teams, and programs, can hear of a follow-up in the same
        minute.
      </p>
      <FaultSummary faults={faults} />
      <div class="pair">
        <div>
          {webhooks.length === 0 ? (
            <Section title="Nobody else yet">
              <Empty>Add a channel beside, then send it a test.</Empty>
            </Section>
          ) : (
            webhooks.map((webhook) => <One webhook={webhook} frame={frame} />)
          )}
        </div>
        <Section title="Add a channel or a program">
          <AddForm typed={typed} faults={faults} />
        </Section>
      </div>
    </Layout>
  )
}
