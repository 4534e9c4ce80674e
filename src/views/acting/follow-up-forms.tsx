import type { Child } from 'hono/jsx'
import type { FollowUpState } from '../../core/words.ts'
import { Button, SelectField, TextArea, TextField, type Fault } from '../field.tsx'
import { paths } from '../paths.ts'

/** What was typed into a form that was refused, with its faults. */
export type TypedFollowUp = { note: string; whatWeDid: string; reason: string; until: string; faults: readonly Fault[] }

export const NOTHING_TYPED: TypedFollowUp = { note: '', whatWeDid: '', reason: '', until: '', faults: [] }

type Days = { first: string; last: string }

/** One press: who acts is seen by everybody. */
export function TakeForm({ action }: { action: string }) {
  return (
    <form method="post" action={action}>
      <p>Take it, so that everybody sees who calls.</p>
      <Button>I take it</Button>
    </form>
  )
}

/** Closes with what was done. */
export function CloseForm({ action, quiet, typed }: { action: string; quiet: boolean; typed: TypedFollowUp }) {
  return (
    <form method="post" action={action}>
      <TextArea
        name="what_we_did"
        label="What we did"
        hint="In words the client could read. Closing keeps it with the answer, and drafts an e-mail to the client for you to send or to skip."
        value={typed.whatWeDid}
        faults={typed.faults}
      />
      <Button quiet={quiet}>Close the follow-up</Button>
    </form>
  )
}

/** A rarer thing to do, opened by a press or by a fault in it. */
function Folded({ title, open, children }: { title: string; open: boolean; children?: Child }) {
  return (
    <details class="act" open={open}>
      <summary>{title}</summary>
      {children}
    </details>
  )
}

/** Puts off until a day, with a reason. */
export function SnoozeForm({ action, days, typed }: { action: string; days: Days; typed: TypedFollowUp }) {
  const isFaulty = typed.faults.some(({ field }) => field === 'reason' || field === 'until')
  return (
    <Folded title="Snooze it" open={isFaulty}>
      <form method="post" action={action}>
        <TextField
          name="until"
          label="Until"
          hint="In the morning of that day it comes back, and is due."
          type="date"
          min={days.first}
          max={days.last}
          value={typed.until}
          faults={typed.faults}
        />
        <TextArea
          name="reason"
          label="Why it can wait"
          hint="Everybody who sees the follow-up reads it."
          rows={2}
          value={typed.reason}
          faults={typed.faults}
        />
        <Button quiet>Snooze</Button>
      </form>
    </Folded>
  )
}

type FormsProps = {
  followUp: { id: number; state: FollowUpState }
  others: readonly { id: number; name: string }[]
  days: Days
  typed: TypedFollowUp
}

function ReassignForm({ followUp, others, typed }: FormsProps) {
  const options = [
    { value: '', label: 'Choose somebody' },
    ...others.map(({ id, name }) => ({ value: `${id}`, label: name })),
  ]
  return (
    <Folded title="Give it to somebody else" open={typed.faults.some(({ field }) => field === 'owner')}>
      <form method="post" action={paths.reassignFollowUp(followUp.id)}>
        <SelectField
          name="owner"
          label="Who looks after it"
          hint="They get an e-mail. It stays due when it is."
          value=""
          options={options}
          faults={typed.faults}
        />
        <Button quiet>Give it to them</Button>
      </form>
    </Folded>
  )
}

function NoteForm({ followUp, typed }: FormsProps) {
  return (
    <Folded title="Add a note" open={typed.faults.some(({ field }) => field === 'note')}>
      <form method="post" action={paths.noteFollowUp(followUp.id)}>
        <TextArea
          name="note"
          label="Note"
          hint="For colleagues. The client sees it only by asking what is held about them."
          rows={2}
          value={typed.note}
          faults={typed.faults}
        />
        <Button quiet>Add the note</Button>
      </form>
    </Folded>
  )
}

/** Everything that can be done about an open follow-up. */
export function FollowUpForms(props: FormsProps) {
  const { followUp, typed, days, others } = props
  return (
    <>
      {followUp.state === 'open' && <TakeForm action={paths.takeFollowUp(followUp.id)} />}
      <CloseForm action={paths.closeFollowUp(followUp.id)} quiet={followUp.state === 'open'} typed={typed} />
      <NoteForm {...props} />
      <SnoozeForm action={paths.snoozeFollowUp(followUp.id)} days={days} typed={typed} />
      {others.length > 0 && <ReassignForm {...props} />}
    </>
  )
}
