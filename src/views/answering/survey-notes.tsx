import type { DraftNote } from '../../core/answering/survey-draft-notes.ts'

const sentence = (message: string): string => message.charAt(0).toUpperCase() + message.slice(1)

/** What is said about one field. */
export const NoteLines = ({ notes }: { notes: readonly DraftNote[] }) => (
  <>
    {notes.map(({ tone, message }) => (
      <p class={tone === 'fault' ? 'fault' : 'advice'}>
        {tone === 'advice' && <b>Advice: </b>}
        {sentence(message)}.
      </p>
    ))}
  </>
)

/** Where notes on a field stand; empty until there is something to say. */
export const NotesOn = ({ field, notes = [] }: { field: string; notes?: readonly DraftNote[] | undefined }) => (
  <div class="notes" id={`${field}-notes`} data-notes={field}>
    <NoteLines notes={notes} />
  </div>
)
