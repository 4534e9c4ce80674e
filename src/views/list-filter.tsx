import { Button, SelectField, TextField } from './field.tsx'
import { type Choice, Filters } from './filters.tsx'

type ListFilterProps = {
  path: string
  q?: string
  /** What the address keeps besides. */
  hidden?: Readonly<Record<string, string>>
  choices: readonly Choice[]
}

/** What a list shows, kept in the address: a search where there is one, and some choices. The press comes back to it. */
export function ListFilter({ path, q, hidden = {}, choices }: ListFilterProps) {
  return (
    <Filters choices={choices} q={q}>
      <form class="filter" method="get" action={`${path}#shown`}>
        {q !== undefined && <TextField name="q" label="Find" type="search" value={q} />}
        {Object.entries(hidden).map(([name, value]) => (
          <input type="hidden" name={name} value={value} />
        ))}
        {choices.map((choice) => (
          <SelectField name={choice.name} label={choice.label} value={choice.value} options={choice.options} />
        ))}
        <Button quiet>Show</Button>
      </form>
    </Filters>
  )
}
