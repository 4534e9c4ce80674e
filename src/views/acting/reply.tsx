import type { ReplyState } from '../../core/words.ts'
import { Button, FaultSummary, SelectField, TextArea, type Fault } from '../field.tsx'
import { Layout, type Frame } from '../layout.tsx'
import { Section } from '../notice.tsx'
import { paths } from '../paths.ts'
import { DrawnAnew } from '../sending/drawn-anew.tsx'
import { type ReplyLine, replyWords } from './follow-up-history.tsx'

export type ReplyProps = {
  frame: Frame
  followUp: { id: number; contactName: string; accountName: string; engagementName: string }
  reply: ReplyLine & { state: ReplyState }
  values: { youSaid: string; weDid: string; sender: string }
  faults: readonly Fault[]
  /** The client's own words; null: there are none to quote. */
  said: string | null
  /** Whether the answer is for leadership only. */
  isForLeadership: boolean
  contactEmail: string
  /** Why nothing is written to this contact. */
  impossible: 'left' | 'bounced' | 'complained' | null
  senders: readonly { id: number; name: string }[]
  message: { subject: string; text: string }
}

const IMPOSSIBLE = {
  left: 'has left the client, so that no e-mail goes there.',
  bounced: 'can’t be reached at this address: mail to it came back.',
  complained: 'has reported our mail as spam, and gets none any more.',
} as const

function Editor({ followUp, values, faults, said, senders, impossible }: ReplyProps) {
  return (
    <form method="post" action={paths.reply(followUp.id)}>
      <SelectField
        name="sender"
        label="In whose name"
        hint="Replies reach this person."
        value={values.sender}
        options={senders.map(({ id, name }) => ({ value: `${id}`, label: name }))}
        faults={faults}
      />
      {said !== null && (
        <TextArea
          name="you_said"
          label="You said"
          hint="Their own words, word for word. Shorten with … or leave it empty to quote nothing."
          value={values.youSaid}
          faults={faults}
          optional
        />
      )}
      <TextArea name="we_did" label="We did" hint="In words for the client." value={values.weDid} faults={faults} />
      <p class="buttons">
        {impossible === null && (
          <button class="button" type="submit" name="do" value="send">
            Send it to {followUp.contactName}
          </button>
        )}{' '}
        <button class="button quiet-button" type="submit" name="do" value="keep">
          Save, and show how it looks
        </button>
      </p>
    </form>
  )
}

function Draft(props: ReplyProps) {
  const { followUp, impossible, said } = props
  return (
    <>
      {impossible !== null && (
        <p class="notice notice-fault">
          {followUp.contactName} {IMPOSSIBLE[impossible]} Call instead, or skip this.
        </p>
      )}
      <Editor {...props} />
      {said !== null && (
        <details class="act">
          <summary>All that they wrote</summary>
          <blockquote class="quote">{said}</blockquote>
        </details>
      )}
      <form method="post" action={paths.skipReply(followUp.id)}>
        <p class="quiet">Nothing is sent by itself. If you have told them already, skip it.</p>
        <Button quiet>Send no e-mail</Button>
      </form>
    </>
  )
}

/** 'You said, we did': what is written back to a client, edited and sent by a person. */
export function ReplyPage(props: ReplyProps) {
  const { frame, followUp, reply, faults, isForLeadership, message, contactEmail } = props
  const isDraft = reply.state === 'draft'
  const title = isDraft ? `Tell ${followUp.contactName} what came of it` : `What we told ${followUp.contactName}`
  return (
    <Layout frame={frame} title={title} current="follow-ups">
      <p class="kicker">
        <a href={paths.followUp(followUp.id)}>Follow-up</a> · {followUp.accountName} · {followUp.engagementName}
      </p>
      <h1>{title}</h1>
      <p class="standfirst">
        {isDraft ? 'A short ‘you said, we did’. Read it, change it, send it.' : `${replyWords(reply)}.`}
        {isForLeadership && ' The answer is for leadership only: nobody of the team sees this page.'}
      </p>
      <FaultSummary faults={faults} />
      <div class="pair">
        {isDraft && (
          <Section title="What it says">
            <Draft {...props} />
          </Section>
        )}
        <Section title="How it looks" lead={`To ${contactEmail}: ${message.subject}`}>
          {reply.state === 'sent' && <DrawnAnew since="it was sent" />}
          <iframe
            class="mail"
            title={`E-mail: ${message.subject}`}
            src={paths.replyPreview(followUp.id)}
            sandbox="allow-popups"
            loading="lazy"
          />
          <details class="act">
            <summary>As text</summary>
            <pre class="mail-text" tabindex={0}>
              {message.text}
            </pre>
          </details>
        </Section>
      </div>
    </Layout>
  )
}
