import { moment } from '../dates.ts'
import { Layout, type Frame } from '../layout.tsx'
import { EMAIL_KIND_NAMES } from '../names.ts'
import { Section } from '../notice.tsx'
import { DrawnAnew } from './drawn-anew.tsx'
import { EmailPill, type OutboxLine } from './outbox.tsx'
import { paths } from '../paths.ts'

export type OutboxMessageProps = {
  frame: Frame
  email: OutboxLine & { messageId: string; attempts: number; lastError: string | null; text: string }
}

/** Whether a message went somewhere, and since when it may read otherwise than it did. */
const SINCE: Partial<Record<OutboxLine['state'], string>> = {
  sent: 'it left',
  bounced: 'it left',
  kept: 'it was kept',
}

/** One message as it would be written now; its HTML stands in a sandbox. */
export function OutboxMessagePage({ frame, email }: OutboxMessageProps) {
  const since = SINCE[email.state]
  return (
    <Layout frame={frame} title={email.subject} current="outbox">
      <p class="kicker">
        <a href={paths.outbox}>Outbox</a> · {EMAIL_KIND_NAMES[email.kind]}
      </p>
      <h1>{email.subject}</h1>
      <dl class="terms">
        <div>
          <dt>To</dt>
          <dd>
            {email.toName} &lt;{email.toAddress}&gt;
          </dd>
        </div>
        <div>
          <dt>State</dt>
          <dd>
            <EmailPill state={email.state} /> {moment(email.at, frame)}
            {email.attempts > 1 && `, ${email.attempts} attempts`}
          </dd>
        </div>
        <div>
          <dt>Message-ID</dt>
          <dd class="code">{email.messageId}</dd>
        </div>
        {email.lastError && (
          <div>
            <dt>What the mail server said</dt>
            <dd class="code">{email.lastError}</dd>
          </div>
        )}
      </dl>
      {since && <DrawnAnew since={since} />}
      <div class="pair">
        <Section title="As HTML">
          <iframe
            class="mail"
            title={`HTML part: ${email.subject}`}
            src={paths.outboxMessageHtml(email.id)}
            sandbox="allow-popups"
            loading="lazy"
          />
        </Section>
        <Section title="As text">
          <pre class="mail-text" tabindex={0}>
            {email.text}
          </pre>
        </Section>
      </div>
    </Layout>
  )
}
