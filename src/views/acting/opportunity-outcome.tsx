import { Button, SelectField, TextArea, TextField, type Fault } from '../field.tsx'
import type { Frame } from '../layout.tsx'
import { Section } from '../notice.tsx'
import { paths } from '../paths.ts'
import { dateOf } from '../dates.ts'

export type TypedNeedOutcome = { calledFirst: string; neededOn: string; note: string; faults: readonly Fault[] }

const ANSWERS = [
  { value: '', label: 'Choose' },
  { value: 'true', label: 'Yes, they called us first' },
  { value: 'false', label: 'No, they called somebody else first' },
]

type Need = { id: number; need: string; accountName: string; leadershipOnly: boolean; openedAt: Date; state: string }

/**
 * Once a need is won or lost: what really happened, so that scores can be checked. What was told to leadership only is not
 * written into the note, which the whole team reads.
 */
export function NeedOutcome({ frame, need, typed }: { frame: Frame; need: Need; typed: TypedNeedOutcome | undefined }) {
  const faults = typed?.faults ?? []
  const note = typed?.note ?? (need.leadershipOnly ? '' : need.need)
  return (
    <Section
      title={need.state === 'won' ? 'Won. Did they call us first?' : 'Lost. Did they call us first?'}
      lead="What clients did is held against what they had said: only then can the score be trusted."
    >
      <form method="post" action={paths.opportunityOutcome(need.id)}>
        <SelectField
          name="called_first"
          label="Did they call us first?"
          value={typed?.calledFirst ?? ''}
          options={ANSWERS}
          faults={faults}
        />
        <TextField
          name="needed_on"
          label="Needed on"
          type="date"
          value={typed?.neededOn ?? dateOf(need.openedAt, frame)}
          max={frame.today}
          hint={`The day on which ${need.accountName} had the need.`}
          faults={faults}
        />
        <TextArea
          name="outcome_note"
          label="Note"
          hint="What they needed, and whom they called. Everybody who works for this account reads it."
          rows={3}
          value={note}
          faults={faults}
          optional
        />
        <Button>Record the outcome</Button>
      </form>
    </Section>
  )
}
