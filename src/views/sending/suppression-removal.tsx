import { dayOf } from '../dates.ts'
import { Button, FaultSummary, TextField, type Fault } from '../field.tsx'
import { Layout, type Frame } from '../layout.tsx'
import { paths } from '../paths.ts'
import { REMOVAL_WORDS, SUPPRESSION_NAMES, suppressionSource } from './suppression-words.ts'
import type { SuppressionEntry } from './suppressions.tsx'

type SuppressionRemovalProps = {
  frame: Frame
  entry: SuppressionEntry
  why: string
  faults: readonly Fault[]
}

/** Before an address is written to again: what that means, and why. */
export function SuppressionRemovalPage({ frame, entry, why, faults }: SuppressionRemovalProps) {
  const title = 'Write to this address again?'
  return (
    <Layout frame={frame} title={title} current="outbox" narrow>
      <p class="kicker">
        <a href={paths.suppressions}>Who gets no mail</a>
      </p>
      <h1>{title}</h1>
      <p class="standfirst">{REMOVAL_WORDS[entry.reason]}</p>
      <p>
        <strong class="address">{entry.address}</strong>
        <br />
        {SUPPRESSION_NAMES[entry.reason]} since {dayOf(entry.at, frame)}, told by {suppressionSource(entry.source)}
        {entry.note !== null && <>: {entry.note}</>}. Entries for other reasons stay.
      </p>
      <form method="post" action={paths.removeSuppression(entry.id)}>
        <FaultSummary faults={faults} />
        <TextField
          name="why"
          label="What has changed?"
          hint="Kept in the audit log with your name."
          value={why}
          faults={faults}
          optional={entry.reason !== 'complained'}
        />
        <Button>Take the address off the list</Button>
      </form>
      <p class="more">
        <a href={paths.suppressions}>Leave it on the list</a>
      </p>
    </Layout>
  )
}
