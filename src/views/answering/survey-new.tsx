import { Button, type Fault, FaultSummary, FileField, SelectField, TextField } from '../field.tsx'
import { Layout, type Frame } from '../layout.tsx'
import { milestoneKindName } from '../names.ts'
import { Section } from '../notice.tsx'
import { paths } from '../paths.ts'

export type NewSurveyProps = {
  frame: Frame
  typed: { name: string; copy: string; source: string }
  /** The surveys to copy from. */
  keys: readonly string[]
  faults: readonly Fault[]
}

/** The fields of an upload: a file, or the text itself, which stays where it has faults. */
export function SourceFields({ source, faults }: { source: string; faults: readonly Fault[] }) {
  const ofSource = faults.filter(({ field }) => field === 'source')
  return (
    <>
      <FileField name="file" label="A YAML file" accept=".yaml,.yml,text/yaml" optional />
      <div class={ofSource.length > 0 ? 'field field-wrong' : 'field'}>
        <label for="source">Or its text</label>
        {ofSource.map((fault, at) => (
          <p class="fault" id={at === 0 ? 'source-fault' : undefined}>
            {fault.message}
          </p>
        ))}
        <textarea
          id="source"
          name="source"
          rows={source === '' ? 4 : 16}
          class="source"
          spellcheck={false}
          aria-invalid={ofSource.length > 0 ? 'true' : undefined}
          aria-describedby={ofSource.length > 0 ? 'source-fault' : undefined}
        >
          {`\n${source}`}
        </textarea>
      </div>
    </>
  )
}

/** A survey of the firm's own: blank, as a copy, or from a file. */
export function NewSurveyPage({ frame, typed, keys, faults }: NewSurveyProps) {
  return (
    <Layout frame={frame} title="Begin a survey" current="plan">
      <p class="kicker">
        <a href={paths.surveys}>Surveys</a>
      </p>
      <h1>What else do you want to ask?</h1>
      <p class="standfirst">
        It begins as a draft, with the questions that every survey has. Nobody is asked it before it is published and a
        rule of the plan names it.
      </p>
      <FaultSummary faults={faults} />
      <div class="pair">
        <Section title="Blank, or as a copy">
          <form method="post" action={paths.newSurvey}>
            <TextField
              name="name"
              label="Name"
              hint="For you, not for clients, such as ‘Retainer review’. It stays."
              value={typed.name}
              faults={faults}
              autocomplete="off"
            />
            <SelectField
              name="copy"
              label="Begin with"
              value={typed.copy}
              faults={faults}
              options={[
                { value: '', label: 'A blank survey' },
                ...keys.map((value) => ({ value, label: `A copy of ${milestoneKindName(value)}` })),
              ]}
            />
            <Button>Begin the draft</Button>
          </form>
        </Section>
        <Section title="From a file">
          <form method="post" action={paths.newSurveyFile} enctype="multipart/form-data">
            <SourceFields source={typed.source} faults={faults} />
            <Button quiet>Begin with this file</Button>
          </form>
        </Section>
      </div>
    </Layout>
  )
}
