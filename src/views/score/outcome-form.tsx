import { Button, SelectField, TextArea, TextField, type Fault } from '../field.tsx'
import { paths } from '../paths.ts'

/** What is being recorded, as typed so far, with its faults. */
export type TypedOutcome = {
  neededOn: string
  calledFirst: string
  engagement: string
  note: string
  faults: readonly Fault[]
}

type OutcomeFormProps = {
  accountId: number
  accountName: string
  engagements: readonly { id: number; name: string }[]
  today: string
  typed: TypedOutcome | undefined
}

const NOTHING_YET: TypedOutcome = { neededOn: '', calledFirst: '', engagement: '', note: '', faults: [] }

const ANSWERS = [
  { value: '', label: 'Choose' },
  { value: 'true', label: 'Yes, they called us first' },
  { value: 'false', label: 'No, they did not call us first' },
]

/** Where people of the firm record what an account really did when it had a need. */
export function OutcomeForm({ accountId, accountName, engagements, today, typed }: OutcomeFormProps) {
  const { neededOn, calledFirst, engagement, note, faults } = typed ?? NOTHING_YET
  return (
    <details class="reached" open={typed !== undefined}>
      <summary>Record what really happened</summary>
      <form method="post" action={paths.recordOutcome(accountId)}>
        <p class="quiet">
          Record every need you hear of, also where somebody else was called: only then can the score be trusted.
        </p>
        <TextField
          name="needed_on"
          label="Needed on"
          type="date"
          value={neededOn}
          max={today}
          hint={`The day on which ${accountName} had the need.`}
          faults={faults}
        />
        <SelectField
          name="called_first"
          label="Did they call us first?"
          value={calledFirst}
          options={ANSWERS}
          faults={faults}
        />
        {engagements.length > 0 && (
          <SelectField
            name="engagement"
            label="Engagement"
            hint="Where the need came out of one; then only its contacts’ answers are held against it."
            value={engagement}
            options={[
              { value: '', label: 'None in particular' },
              ...engagements.map(({ id, name }) => ({ value: `${id}`, label: name })),
            ]}
            faults={faults}
            optional
          />
        )}
        <TextArea
          name="note"
          label="Note"
          hint="What they needed, and whom they called."
          rows={3}
          value={note}
          faults={faults}
          optional
        />
        <Button>Record it</Button>
      </form>
    </details>
  )
}
