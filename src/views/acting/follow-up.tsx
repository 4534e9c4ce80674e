import { dayOf, moment } from '../dates.ts'
import { Button, FaultSummary, TextArea, type Fault } from '../field.tsx'
import { FollowUpPill, reasonWords, whatHappened, type FollowUpLine } from './follow-up-list.tsx'
import { Layout, type Frame } from '../layout.tsx'
import { Section } from '../notice.tsx'
import { paths } from '../paths.ts'

export type FollowUpProps = {
  frame: Frame
  followUp: FollowUpLine & {
    responseId: number
    contactEmail: string
    contactPhone: string | null
    openedAt: Date
    takenAt: Date | null
    closedAt: Date | null
    whatWeDid: string | null
  }
  notes: readonly { staffName: string; note: string; at: Date }[]
  /** Whether the viewer may take, note and close it. */
  mayAct: boolean
  /** What was typed into a form that was refused, with its faults. */
  typed?: { note: string; whatWeDid: string; faults: readonly Fault[] }
}

function Forms({ followUp, typed }: Pick<FollowUpProps, 'followUp' | 'typed'>) {
  const faults = typed?.faults ?? []
  return (
    <>
      {followUp.state === 'open' && (
        <form method="post" action={paths.takeFollowUp(followUp.id)}>
          <p>Take it, so that everybody sees who calls.</p>
          <Button>I take it</Button>
        </form>
      )}
      <form method="post" action={paths.closeFollowUp(followUp.id)}>
        <TextArea
          name="what_we_did"
          label="What we did"
          hint="In words the client could read. Closing keeps it with the answer."
          value={typed?.whatWeDid ?? ''}
          faults={faults}
        />
        <Button quiet={followUp.state === 'open'}>Close the follow-up</Button>
      </form>
      <form method="post" action={paths.noteFollowUp(followUp.id)}>
        <TextArea
          name="note"
          label="Add a note"
          hint="For colleagues only."
          rows={2}
          value={typed?.note ?? ''}
          faults={faults}
        />
        <Button quiet>Add the note</Button>
      </form>
    </>
  )
}

function Happened({ frame, followUp, notes }: Pick<FollowUpProps, 'frame' | 'followUp' | 'notes'>) {
  const lines = [
    {
      at: followUp.openedAt,
      text: `Opened: ${reasonWords(followUp.reasons).toLowerCase()}`,
    },
    ...(followUp.takenAt ? [{ at: followUp.takenAt, text: `Taken by ${followUp.ownerName}` }] : []),
    ...notes.map((note) => ({ at: note.at, text: `${note.staffName}: ${note.note}` })),
    ...(followUp.closedAt ? [{ at: followUp.closedAt, text: `Closed: ${followUp.whatWeDid ?? ''}` }] : []),
  ].sort((a, b) => a.at.getTime() - b.at.getTime())
  return (
    <ol class="decisions">
      {lines.map((line) => (
        <li>
          <time datetime={line.at.toISOString()}>{moment(line.at, frame)}</time>
          <span>{line.text}</span>
        </li>
      ))}
    </ol>
  )
}

/** One follow-up: what happened, whom to call, and what was done. */
export function FollowUpPage({ frame, followUp, notes, mayAct, typed }: FollowUpProps) {
  const closed = followUp.state === 'closed'
  const title = closed ? `Done: ${followUp.contactName}` : `${followUp.contactName} needs to hear from us`
  return (
    <Layout frame={frame} title={title} current="follow-ups">
      <p class="kicker">
        Follow-up · {followUp.accountName} · {followUp.engagementName}
      </p>
      <h1>{title}</h1>
      <p class="standfirst">
        {whatHappened(followUp)}. {closed ? 'Closed' : `Due ${dayOf(followUp.dueAt, frame)}`}, owner{' '}
        {followUp.ownerName}. <FollowUpPill line={followUp} setting={frame} />
      </p>
      <FaultSummary faults={typed?.faults ?? []} />
      <div class="pair">
        <Section title="What they said">
          {followUp.comment ? (
            <blockquote class="quote">{followUp.comment}</blockquote>
          ) : (
            <p class="quiet">No comment was left.</p>
          )}
          <p>
            <a href={paths.response(followUp.responseId)}>The whole answer</a>
          </p>
          <h3>How to reach {followUp.contactName}</h3>
          <ul class="plain-list">
            {followUp.contactPhone && (
              <li>
                <a href={`tel:${followUp.contactPhone.replaceAll(/[^+\d]/g, '')}`}>{followUp.contactPhone}</a>
              </li>
            )}
            <li>
              <a href={`mailto:${encodeURIComponent(followUp.contactEmail).replace('%40', '@')}`}>
                {followUp.contactEmail}
              </a>
            </li>
          </ul>
        </Section>
        <Section title={closed ? 'What we did' : 'What to do'}>
          {closed ? (
            <p>{followUp.whatWeDid}</p>
          ) : mayAct ? (
            <Forms followUp={followUp} {...(typed ? { typed } : {})} />
          ) : (
            <p class="quiet">{followUp.ownerName} looks after it.</p>
          )}
        </Section>
      </div>
      <Section title="So far">
        <Happened frame={frame} followUp={followUp} notes={notes} />
      </Section>
    </Layout>
  )
}
