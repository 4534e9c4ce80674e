import { EXPERIENCE_KEYS } from '../../core/words.ts'
import { Button, FaultSummary, SelectField, TextArea, TextField, type Fault } from '../field.tsx'
import { Layout, type Frame } from '../layout.tsx'
import { experienceName, milestoneKindName } from '../names.ts'
import { Empty } from '../notice.tsx'
import { paths } from '../paths.ts'
import { GUESS_OPTIONS } from './guess-words.ts'

type ReportSpokenProps = {
  frame: Frame
  engagement: { id: number; name: string; accountName: string }
  contacts: readonly { id: number; name: string }[]
  milestones: readonly { id: number; kind: string; name: string | null }[]
  values: Readonly<Record<string, string>>
  faults: readonly Fault[]
}

const RATINGS = [
  { value: '', label: 'Not said' },
  { value: '5', label: '5: agrees fully' },
  { value: '4', label: '4' },
  { value: '3', label: '3' },
  { value: '2', label: '2' },
  { value: '1', label: '1: does not agree' },
]

function Form({ frame, engagement, contacts, milestones, values, faults }: ReportSpokenProps) {
  const at = (name: string, otherwise = ''): string => values[name] ?? otherwise
  const rated = EXPERIENCE_KEYS.some((key) => at(key) !== '')
  return (
    <form method="post" action={paths.reportSpoken(engagement.id)}>
      <SelectField
        name="contact"
        label="Who said it"
        value={at('contact')}
        options={[{ value: '', label: 'Choose' }, ...contacts.map(({ id, name }) => ({ value: `${id}`, label: name }))]}
        faults={faults}
      />
      <SelectField
        name="milestone"
        label="About which milestone"
        hint="The last one that was reached, unless they spoke of another."
        value={at('milestone')}
        options={milestones.map(({ id, kind, name }) => ({ value: `${id}`, label: name ?? milestoneKindName(kind) }))}
        faults={faults}
      />
      <TextField
        name="said_on"
        label="Day of the call or visit"
        type="date"
        value={at('said_on', frame.today)}
        max={frame.today}
        faults={faults}
      />
      <TextArea
        name="comment"
        label="What they said"
        hint="In their words, as close as you can. They will read it."
        value={at('comment')}
        faults={faults}
        optional
      />
      <SelectField
        name="call_first"
        label="Would they call us first?"
        hint="Only if they said so, in these words or very like them."
        value={at('call_first')}
        options={[{ value: '', label: 'Not said' }, ...GUESS_OPTIONS]}
        faults={faults}
        optional
      />
      <details class="reached" open={rated}>
        <summary>Experiences they spoke of</summary>
        {EXPERIENCE_KEYS.map((key) => (
          <SelectField
            name={key}
            label={experienceName(key)}
            value={at(key)}
            options={RATINGS}
            faults={faults}
            optional
          />
        ))}
      </details>
      <Button>Keep it and ask them to confirm</Button>
    </form>
  )
}

/** Logging what a client said on a call or a visit. */
export function ReportSpokenPage(props: ReportSpokenProps) {
  const { frame, engagement, contacts, milestones, faults } = props
  const title = 'What did a client say?'
  return (
    <Layout frame={frame} title={title} current="engagements" narrow>
      <p class="kicker">
        <a href={paths.engagement(engagement.id)}>{engagement.name}</a> · {engagement.accountName}
      </p>
      <h1>{title}</h1>
      <p>
        The client gets an e-mail with a page that shows what you note here, and confirms, corrects or refuses it. Until
        then it is marked as reported by us and counts in no score.
      </p>
      <FaultSummary faults={faults} />
      {contacts.length === 0 || milestones.length === 0 ? (
        <Empty>
          {contacts.length === 0
            ? 'Nobody takes part in this engagement yet, so there is nobody to have said anything.'
            : 'No milestone of this engagement is reached yet. Mark one reached, then note what was said about it.'}
        </Empty>
      ) : (
        <Form {...props} />
      )}
    </Layout>
  )
}
