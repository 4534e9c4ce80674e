import { moment } from '../dates.ts'
import { Button, FaultSummary, TextArea, type Fault } from '../field.tsx'
import type { Frame } from '../layout.tsx'
import { Section } from '../notice.tsx'
import { paths } from '../paths.ts'

export type EngagementNote = { id: number; note: string; at: Date; authorName: string }

/** What was typed into the form where it was refused. */
export type TypedNote = { note: string; faults: readonly Fault[] }

type NotesProps = {
  frame: Frame
  engagementId: number
  notes: readonly EngagementNote[]
  typed: TypedNote | undefined
}

/** Notes of the firm's people about an engagement, the newest first. */
export function EngagementNotes({ frame, engagementId, notes, typed }: NotesProps) {
  return (
    <Section title="Notes">
      <ul class="plain-list">
        {notes.map(({ note, at, authorName }) => (
          <li>
            <p class="note-text">{note}</p>
            <p class="quiet small">
              {authorName}, {moment(at, frame)}
            </p>
          </li>
        ))}
      </ul>
      <details class="note-form" open={notes.length === 0 || typed !== undefined}>
        <summary>Write a note</summary>
        <form method="post" action={paths.noteEngagement(engagementId)}>
          <FaultSummary faults={typed?.faults ?? []} />
          <TextArea
            name="note"
            label="Note"
            value={typed?.note ?? ''}
            rows={3}
            faults={typed?.faults ?? []}
            hint="Everybody of the firm who sees this engagement reads it; clients never do. Leave out what a client said to leadership alone."
          />
          <Button>Keep the note</Button>
        </form>
      </details>
    </Section>
  )
}
